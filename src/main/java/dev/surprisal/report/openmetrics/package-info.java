/** Gauges for Prometheus. */
@NullMarked
package dev.surprisal.report.openmetrics;

import org.jspecify.annotations.NullMarked;
