/**
 * From findings to incidents: episodes of alerts in each series, the slice that they come from, and
 * what belongs to one cause. Knows no Spark.
 */
@NullMarked
package dev.surprisal.drift.incident;

import org.jspecify.annotations.NullMarked;
