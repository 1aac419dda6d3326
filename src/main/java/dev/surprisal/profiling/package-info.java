/** Checked rows become profiles: one aggregation, and the sums over sets of slices. */
@NullMarked
package dev.surprisal.profiling;

import org.jspecify.annotations.NullMarked;
