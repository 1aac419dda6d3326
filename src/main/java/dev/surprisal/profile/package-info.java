/**
 * The profile of a set of rows: its layout, the {@code long[]} state, fold and merge, and the
 * metrics read off it. Knows no Spark.
 */
@NullMarked
package dev.surprisal.profile;

import org.jspecify.annotations.NullMarked;
