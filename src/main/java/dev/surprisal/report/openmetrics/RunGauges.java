package dev.surprisal.report.openmetrics;

import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.narrative.Verdict;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.report.FindingOrder;
import dev.surprisal.report.Report;
import dev.surprisal.report.RowCounts;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What there is of a run once: when it was, what it came to, what became of the rows. */
final class RunGauges {

  private static final String SECONDS = "seconds";

  private final Report report;
  private final LatestWindows windows;
  private final Labels labels;
  private final GaugeFile file;

  RunGauges(Report report, LatestWindows windows, GaugeFile file) {
    this.report = report;
    this.windows = windows;
    this.labels = Labels.ofModel(report.modelName());
    this.file = file;
  }

  void add() {
    run();
    verdict();
    rows();
  }

  private void run() {
    file.add(
        "surprisal_run_info",
        "Identifier of the last run and version of Surprisal, as labels.",
        labels
            .with("run_id", report.run().id())
            .with(
                "surprisal_version", report.run().versions().getOrDefault("surprisal", "unknown")),
        1);
    time("surprisal_run_started_timestamp_seconds", "Start of the run.", report.run().startedAt());
    time(
        "surprisal_run_finished_timestamp_seconds",
        "Time the run finished computing its figures.",
        report.run().finishedAt());
    time(
        "surprisal_data_end_timestamp_seconds",
        "End of the last window with rows, labelled or not.",
        windows.end());
    TimeRange current = report.current();
    time(
        "surprisal_current_range_end_timestamp_seconds",
        "End of the current range, as configured.",
        current.to().equals(TimeRange.END) ? null : current.to());
  }

  private void time(String name, String help, @Nullable Instant time) {
    if (time != null) {
      file.add(name, SECONDS, help, labels, time.getEpochSecond());
    }
  }

  private void verdict() {
    for (FindingState state : FindingState.values()) {
      file.add(
          "surprisal_verdict",
          "State of the run (1 for the current state, 0 for the others).",
          labels.with("state", state.name()),
          report.verdict().state() == state ? 1 : 0);
    }
    FindingOrder.counts(report.findings())
        .forEach(
            (state, count) ->
                file.add(
                    "surprisal_findings",
                    "Number of checks by state.",
                    labels.with("state", state.name()),
                    count));
  }

  private void rows() {
    rows(report.rows(), labels);
    RowCounts reference = report.rows().reference();
    if (reference != null) {
      rows(reference, labels.with("dataset", "reference"));
    }
  }

  private void rows(RowCounts rows, Labels of) {
    String help = "Prediction rows by outcome; outcomes add up to surprisal_rows_read.";
    Map<String, Long> outcomes = new LinkedHashMap<>();
    outcomes.put("scored", rows.scored());
    outcomes.put("unlabelled", rows.unlabelled());
    outcomes.put("duplicate", rows.duplicate());
    outcomes.forEach(
        (outcome, count) -> file.add("surprisal_rows", help, of.with("outcome", outcome), count));
    rows.rejected()
        .forEach(
            (reason, count) ->
                file.add(
                    "surprisal_rows",
                    help,
                    of.with("outcome", "rejected").with("reason", reason),
                    count));
    file.add("surprisal_rows_read", "Prediction rows read.", of, rows.read());
    file.add(
        "surprisal_labels_without_prediction",
        "Labels without a matching prediction.",
        of,
        rows.labels().withoutPrediction());
  }

  /** What there is of a version once. */
  static void addVersion(GaugeFile file, Labels labels, Verdict.VersionVerdict version) {
    for (FindingState state : FindingState.values()) {
      file.add(
          "surprisal_version_verdict",
          "State of the model version (1 for the current state, 0 for the others).",
          labels.with("state", state.name()),
          version.state() == state ? 1 : 0);
    }
  }

  /** When a version's latest window is. */
  static void addLatest(GaugeFile file, Labels labels, TimeRange window) {
    file.add(
        "surprisal_latest_window_start_timestamp_seconds",
        SECONDS,
        "Start of the latest window with labels.",
        labels,
        window.from().getEpochSecond());
    file.add(
        "surprisal_latest_window_end_timestamp_seconds",
        SECONDS,
        "End of the latest window with labels.",
        labels,
        window.to().getEpochSecond());
  }
}
