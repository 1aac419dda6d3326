/** Cells on Spark: one aggregation of scored rows into profiles, and the table that keeps them. */
@NullMarked
package dev.surprisal.store;

import org.jspecify.annotations.NullMarked;
