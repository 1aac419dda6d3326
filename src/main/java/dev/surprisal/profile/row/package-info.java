/**
 * A row as a state takes it up: its status, its prediction and label, what it says whatever cells
 * it belongs to. Knows no Spark.
 */
@NullMarked
package dev.surprisal.profile.row;

import org.jspecify.annotations.NullMarked;
