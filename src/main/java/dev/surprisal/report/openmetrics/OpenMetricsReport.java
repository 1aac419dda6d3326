package dev.surprisal.report.openmetrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surprisal.drift.finding.Baseline;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.drift.limit.LimitedFigure;
import dev.surprisal.drift.narrative.Verdict;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.report.FindingOrder;
import dev.surprisal.report.MetricValue;
import dev.surprisal.report.Report;
import dev.surprisal.report.ReportFormat;
import dev.surprisal.report.RowCounts;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The report for monitoring systems: {@code metrics.prom}, gauges in OpenMetrics text, which
 * Prometheus' textfile collector reads as well.
 *
 * <p>Of all windows it has each version's latest one that has labels, as scope {@code
 * latest_window}, so that a series goes on from run to run instead of a new one with each window;
 * and of the sliding windows the latest one that has labels, as {@code latest_sliding_window}. A
 * figure that does not exist has no sample.
 */
public final class OpenMetricsReport implements ReportFormat {

  @Override
  public Role role() {
    return Role.COMPANION;
  }

  @Override
  public String fileName() {
    return "metrics.prom";
  }

  @Override
  public void write(Report report, OutputStream out) throws IOException {
    out.write(new Writing(report).text().getBytes(UTF_8));
    out.flush();
  }

  private static final class Writing {

    private final Report report;
    private final SliceLabels slices;
    private final Map<@Nullable String, Instant> latest = new HashMap<>();
    private final Map<@Nullable String, Instant> latestSliding = new HashMap<>();
    private final GaugeFile file = new GaugeFile();

    Writing(Report report) {
      this.report = report;
      this.slices = SliceLabels.of(report);
      for (MetricValue it : report.metrics()) {
        if (isOfWindows(it.scope())
            && it.slice().isAll()
            && it.metric().equals("log_loss")
            && it.value() != null
            && report.current().overlaps(it.window().range())) {
          latest(it.scope())
              .merge(it.version(), it.window().range().from(), (a, b) -> a.isAfter(b) ? a : b);
        }
      }
    }

    /** The start of each version's latest window with labels, of the windows of a scope. */
    private Map<@Nullable String, Instant> latest(MetricValue.Scope scope) {
      return scope == MetricValue.Scope.SLIDING ? latestSliding : latest;
    }

    String text() {
      run();
      verdict();
      rows();
      report.findings().forEach(this::finding);
      report.metrics().forEach(this::metric);
      return file.text();
    }

    private void run() {
      file.add(
          "surprisal_run_finished_timestamp_seconds",
          "seconds",
          "Time the run finished computing its figures.",
          labels(),
          report.run().finishedAt().getEpochSecond());
      latest.entrySet().stream()
          .sorted(Map.Entry.comparingByKey(Comparator.nullsFirst(String::compareTo)))
          .forEach(
              it ->
                  file.add(
                      "surprisal_latest_window_start_timestamp_seconds",
                      "seconds",
                      "Start of the latest window with labels.",
                      labels(it.getKey()),
                      it.getValue().getEpochSecond()));
    }

    private void verdict() {
      for (FindingState state : FindingState.values()) {
        file.add(
            "surprisal_verdict",
            "",
            "State of the run (1 for the current state, 0 for the others).",
            with(labels(), "state", state.name()),
            report.verdict().state() == state ? 1 : 0);
      }
      for (Verdict.VersionVerdict version : report.verdict().versions()) {
        for (FindingState state : FindingState.values()) {
          file.add(
              "surprisal_version_verdict",
              "",
              "State of the model version (1 for the current state, 0 for the others).",
              with(labels(version.version()), "state", state.name()),
              version.state() == state ? 1 : 0);
        }
      }
      FindingOrder.counts(report.findings())
          .forEach(
              (state, count) ->
                  file.add(
                      "surprisal_findings",
                      "",
                      "Number of checks by state.",
                      with(labels(), "state", state.name()),
                      count));
    }

    private void rows() {
      rows(report.rows(), labels());
      RowCounts reference = report.rows().reference();
      if (reference != null) {
        rows(reference, with(labels(), "dataset", "reference"));
      }
    }

    private void rows(RowCounts rows, Map<String, String> labels) {
      String help = "Prediction rows by outcome; outcomes add up to surprisal_rows_read.";
      Map<String, Long> outcomes = new LinkedHashMap<>();
      outcomes.put("scored", rows.scored());
      outcomes.put("unlabelled", rows.unlabelled());
      outcomes.put("duplicate", rows.duplicate());
      outcomes.forEach(
          (outcome, count) ->
              file.add("surprisal_rows", "", help, with(labels, "outcome", outcome), count));
      rows.rejected()
          .forEach(
              (reason, count) ->
                  file.add(
                      "surprisal_rows",
                      "",
                      help,
                      with(with(labels, "outcome", "rejected"), "reason", reason),
                      count));
      file.add("surprisal_rows_read", "", "Prediction rows read.", labels, rows.read());
      file.add(
          "surprisal_labels_without_prediction",
          "",
          "Labels without a matching prediction.",
          labels,
          rows.labels().withoutPrediction());
    }

    private void finding(Finding it) {
      MetricValue.Scope scope = scope(it.span());
      // Of several windows told of at once, the latest can only be the last.
      TimeRange window = it.folded() == null ? it.window() : it.folded().last();
      if (window != null && !isLatest(scope, it.version(), window.from())) {
        return;
      }
      Map<String, String> labels = labels(it.version());
      labels.put("comparison", it.comparison().label());
      if (it.subject() != null) {
        subject(labels, it.comparison(), it.subject());
      }
      labels.put("scope", label(scope));
      if (it.baseline() != Baseline.REFERENCE) {
        labels.put("baseline", it.baseline().label());
      }
      labels.putAll(slices.labels(it.slice()));
      String unit = GaugeFile.name(it.unit());
      if (it.effect() != null) {
        file.add(
            "surprisal_finding_effect_" + unit,
            unit,
            "Bias-corrected effect of a comparison with the reference.",
            labels,
            it.effect());
      }
      file.add(
          "surprisal_finding_state",
          "",
          "State of a comparison with the reference (1 for the state given in the label).",
          with(labels, "state", it.state().name()),
          1);
    }

    private static void subject(Map<String, String> labels, ComparisonKind kind, String subject) {
      if (kind.isOfClass()) {
        labels.put("class", subject);
      } else if (kind.isLimit()) {
        String[] metricAndClass = LimitedFigure.parts(subject);
        labels.put("metric", metricAndClass[0]);
        if (metricAndClass.length > 1) {
          labels.put("class", metricAndClass[1]);
        }
      } else {
        labels.put("column", subject);
      }
    }

    private void metric(MetricValue it) {
      TimeRange window = it.window().range();
      if (it.value() == null
          || isOfWindows(it.scope())
              && (window.side() == TimeRange.Side.REFERENCE
                  || !isLatest(it.scope(), it.version(), window.from()))) {
        return;
      }
      Map<String, String> labels = labels(it.version());
      labels.put("scope", label(it.scope()));
      labels.putAll(slices.labels(it.slice()));
      if (it.ofClass() != null) {
        labels.put("class", it.ofClass());
      }
      if (it.predicted() != null) {
        labels.put("predicted", it.predicted());
      }
      String unit = GaugeFile.name(it.unit());
      String name = "surprisal_" + GaugeFile.name(it.metric());
      file.add(
          name.endsWith("_" + unit) ? name : name + "_" + unit,
          unit,
          "Surprisal metric " + it.metric() + " (" + it.unit() + ").",
          labels,
          it.value());
    }

    private boolean isLatest(MetricValue.Scope scope, @Nullable String version, Instant start) {
      return start.equals(latest(scope).get(version));
    }

    private static boolean isOfWindows(MetricValue.Scope scope) {
      return scope == MetricValue.Scope.WINDOW || scope == MetricValue.Scope.SLIDING;
    }

    private static MetricValue.Scope scope(Span span) {
      return switch (span) {
        case RANGE -> MetricValue.Scope.CURRENT;
        case WINDOW -> MetricValue.Scope.WINDOW;
        case SLIDING_WINDOW -> MetricValue.Scope.SLIDING;
      };
    }

    private static String label(MetricValue.Scope scope) {
      return switch (scope) {
        case REFERENCE, CURRENT -> scope.label();
        case WINDOW -> "latest_window";
        case SLIDING -> "latest_sliding_window";
      };
    }

    private Map<String, String> labels() {
      return with(new LinkedHashMap<>(), "model", report.modelName());
    }

    private Map<String, String> labels(@Nullable String version) {
      return version == null ? labels() : with(labels(), "version", version);
    }

    private static Map<String, String> with(Map<String, String> labels, String name, String value) {
      Map<String, String> more = new LinkedHashMap<>(labels);
      more.put(name, value);
      return more;
    }
  }
}
