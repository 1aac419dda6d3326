package dev.surprisal.report.openmetrics;

import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.incident.Incident;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.report.FindingOrder;
import dev.surprisal.report.MetricsSpec;
import dev.surprisal.report.Report;
import dev.surprisal.report.ReportedIncident;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which slices a file has figures of. Those where an incident is come first, in the order of the
 * incidents; then those that alert by themselves. An echo is no reason to have a slice: it would
 * say once more what the incident says.
 */
final class SliceSelection {

  /** More than a person looks at, and few enough to be a few thousand series at most. */
  static final int MOST_SLICES = 20;

  private SliceSelection() {}

  /** All rows, and the slices in the order in which they count. */
  static List<Slice> of(Report report, MetricsSpec.Slices choice, LatestWindows windows) {
    Set<Slice> slices = new LinkedHashSet<>(List.of(Slice.ALL));
    switch (choice) {
      case NONE -> {}
      case ALERTING -> {
        report.incidents().forEach(it -> slices.add(it.incident().slice()));
        slices.addAll(alerting(report, windows));
      }
      case ALL -> {
        report.metrics().forEach(it -> slices.add(it.slice()));
        report.findings().forEach(it -> slices.add(it.slice()));
      }
    }
    return slices.stream()
        .limit(choice == MetricsSpec.Slices.ALL ? slices.size() : 1 + MOST_SLICES)
        .toList();
  }

  /** Those with an alert that no incident explains, the most severe first. */
  private static List<Slice> alerting(Report report, LatestWindows windows) {
    List<Finding> alerts =
        report.findings().stream()
            .filter(it -> it.state().compareTo(FindingState.ALERT) >= 0)
            .filter(it -> FigureGauges.isCurrent(it, windows))
            .toList();
    if (alerts.isEmpty()) {
      return List.of();
    }
    Set<Finding> explained = new HashSet<>();
    for (ReportedIncident reported : report.incidents()) {
      Incident incident = reported.incident();
      explained.addAll(incident.evidence());
      explained.addAll(incident.echoes());
    }
    return FindingOrder.mostSevere(alerts, alerts.size()).stream()
        .filter(it -> !explained.contains(it))
        .map(Finding::slice)
        .toList();
  }
}
