/**
 * Entropy, divergences and exact sums: {@code double[]} in, nats out. Knows neither Spark nor
 * files.
 */
@NullMarked
package dev.surprisal.math;

import org.jspecify.annotations.NullMarked;
