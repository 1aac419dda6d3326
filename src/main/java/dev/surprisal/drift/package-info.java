/**
 * Reference and current profiles in, findings out: tests, effects, states, attribution, verdict.
 * Knows no Spark.
 */
@NullMarked
package dev.surprisal.drift;

import org.jspecify.annotations.NullMarked;
