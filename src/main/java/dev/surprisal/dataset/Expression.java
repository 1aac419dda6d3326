package dev.surprisal.dataset;

import org.apache.spark.sql.types.DataType;

/**
 * A resolved column or expression of an input.
 *
 * @param text what the user wrote
 * @param sql the same as SQL, safe to embed
 * @param type its type
 */
record Expression(String text, String sql, DataType type) {}
