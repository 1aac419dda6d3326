package dev.surprisal.dataset;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;

/**
 * A resolved column or expression of an input.
 *
 * @param text what the user wrote
 * @param sql the same as SQL, safe to embed
 * @param type its type
 */
record Expression(String text, String sql, DataType type) {

  /** The value as text, by which rows are grouped: −0.0 equals 0.0 in SQL, and is written so. */
  String asText() {
    return "cast(" + unsigned() + " as string)";
  }

  /** The value, but for the sign of a zero. */
  String unsigned() {
    if (type instanceof DoubleType) {
      return "(" + sql + " + 0D)";
    }
    return type instanceof FloatType ? "(" + sql + " + float(0))" : sql;
  }
}
