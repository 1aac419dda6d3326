/**
 * Histograms and sketches, each within a {@code long[]} from some index on: their bins, how a value
 * is added, how two are merged and subtracted. Know no sections and no rows.
 */
@NullMarked
package dev.surprisal.profile.sketch;

import org.jspecify.annotations.NullMarked;
