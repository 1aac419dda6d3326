/** Comparisons of two samples: an effect, its interval, its p-value. */
@NullMarked
package dev.surprisal.drift.comparison;

import org.jspecify.annotations.NullMarked;
