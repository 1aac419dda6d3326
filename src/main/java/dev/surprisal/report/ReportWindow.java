package dev.surprisal.report;

import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.WindowStatus;

/**
 * A stretch of time in a report.
 *
 * @param range its bounds
 * @param status how complete its labels are
 * @param revision how often it was profiled, from 1
 */
public record ReportWindow(TimeRange range, WindowStatus status, int revision) {}
