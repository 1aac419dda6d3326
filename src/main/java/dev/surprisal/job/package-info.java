/** The steps of a run, in order. Owns the SparkSession. */
@NullMarked
package dev.surprisal.job;

import org.jspecify.annotations.NullMarked;
