package dev.surprisal.report.html;

/** One metric of a version on all rows. */
record MetricRow(String name, String unit, String before, String after, String change) {}
