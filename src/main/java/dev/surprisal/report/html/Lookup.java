package dev.surprisal.report.html;

import dev.surprisal.report.MetricIndex;
import dev.surprisal.report.Report;

/**
 * A report with what finds its parts.
 *
 * @param report the report
 * @param metrics finds figures
 * @param states finds findings
 * @param windows finds windows
 */
record Lookup(Report report, MetricIndex metrics, States states, WindowIndex windows) {

  static Lookup of(Report report) {
    return new Lookup(
        report,
        new MetricIndex(report.metrics()),
        new States(report.findings()),
        new WindowIndex(report));
  }
}
