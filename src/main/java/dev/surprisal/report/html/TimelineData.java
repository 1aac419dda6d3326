package dev.surprisal.report.html;

import dev.surprisal.drift.finding.Baseline;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.format.Figures;
import dev.surprisal.format.Times;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.report.FindingLabels;
import dev.surprisal.report.MetricIndex;
import dev.surprisal.report.MetricValue;
import dev.surprisal.report.Report;
import dev.surprisal.report.ReportWindow;
import dev.surprisal.report.Rescored;
import dev.surprisal.report.WindowFigure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Log loss over time, by version.
 *
 * @param windows all windows with any figure, in order of time
 * @param lines one for each version
 * @param rescored what became of the windows of the report before; null where there was none
 * @param unit the unit of the log loss
 */
record TimelineData(
    List<ReportWindow> windows,
    List<Line> lines,
    @Nullable Rescored rescored,
    InformationUnit unit) {

  private static final int ROWS_SHOWN = 120;

  /**
   * One version's log loss.
   *
   * @param version the version
   * @param reference the reference's log loss
   * @param points one for each window
   */
  record Line(@Nullable String version, @Nullable Double reference, List<Point> points) {}

  /**
   * One version in one window.
   *
   * @param logLoss null where there is no labelled row
   * @param rows the labelled rows
   * @param labels how many labels have come, and how long they took
   * @param state what its comparison came to, null where there was none
   */
  record Point(@Nullable Double logLoss, long rows, String labels, @Nullable FindingState state) {}

  private record Key(@Nullable String version, Instant start) {}

  static TimelineData of(Report report) {
    TreeMap<Instant, ReportWindow> windows = new TreeMap<>();
    Set<@Nullable String> versions = new LinkedHashSet<>();
    report.verdict().versions().forEach(it -> versions.add(it.version()));
    for (MetricValue it : report.metrics()) {
      if (it.scope() == MetricValue.Scope.WINDOW
          && it.slice().isAll()
          && it.metric().equals("log_loss")
          && !isAtTheSameTime(report, it.window().range())) {
        // Versions may differ in how complete they are: the least complete one is told.
        windows.merge(
            it.window().range().from(),
            it.window(),
            (a, b) -> a.status().compareTo(b.status()) <= 0 ? a : b);
        versions.add(it.version());
      }
    }
    List<ReportWindow> ordered = List.copyOf(windows.values());
    MetricIndex metrics = new MetricIndex(report.metrics());
    Map<Key, FindingState> states = states(report.findings());
    return new TimelineData(
        ordered,
        versions.stream().map(it -> line(it, ordered, metrics, states)).toList(),
        report.run().rescored(),
        report.unit());
  }

  /** Whether it is a window of a reference dataset whose time is that of the predictions, too. */
  static boolean isAtTheSameTime(Report report, TimeRange window) {
    return window.side() == TimeRange.Side.REFERENCE
        && report.reference().onSide(TimeRange.Side.PREDICTIONS).overlaps(report.current());
  }

  private static Map<Key, FindingState> states(List<Finding> findings) {
    Map<Key, FindingState> states = new HashMap<>();
    for (Finding it : findings) {
      TimeRange window = it.window();
      if (it.span() == Span.WINDOW
          && window != null
          && it.slice().isAll()
          && it.baseline() == Baseline.REFERENCE
          && it.comparison() == ComparisonKind.LOG_LOSS) {
        states.put(new Key(it.version(), window.from()), it.state());
      }
    }
    return states;
  }

  private static Line line(
      @Nullable String version,
      List<ReportWindow> windows,
      MetricIndex metrics,
      Map<Key, FindingState> states) {
    List<Point> points = new ArrayList<>();
    for (ReportWindow window : windows) {
      Instant start = window.range().from();
      FindingState state = states.get(new Key(version, start));
      points.add(
          metrics
              .find(start, version, Slice.ALL, "log_loss")
              .map(it -> new Point(it.value(), it.rows(), labels(metrics, start, version), state))
              .orElse(new Point(null, 0, "", state)));
    }
    return new Line(
        version,
        metrics.value(MetricValue.Scope.REFERENCE, version, Slice.ALL, "log_loss"),
        points);
  }

  /** Reads {@code 97.9 % labelled, p50 lag 17.2 h, p90 3.0 days}. */
  private static String labels(MetricIndex metrics, Instant start, @Nullable String version) {
    Double coverage = value(metrics, start, version, "label_coverage");
    Double half = value(metrics, start, version, "label_lag_p50");
    Double most = value(metrics, start, version, "label_lag_p90");
    return (coverage == null ? "" : Figures.percent(coverage) + " labelled")
        + (half == null || most == null
            ? ""
            : ", p50 lag " + Figures.duration(half) + ", p90 " + Figures.duration(most));
  }

  private static @Nullable Double value(
      MetricIndex metrics, Instant start, @Nullable String version, String metric) {
    return metrics.find(start, version, Slice.ALL, metric).map(MetricValue::value).orElse(null);
  }

  private Page.@Nullable RescoredTable rescoredTable() {
    if (rescored == null) {
      return null;
    }
    List<Page.RescoredRow> rows =
        rescored.changes().stream().limit(ROWS_SHOWN).map(this::row).toList();
    return new Page.RescoredTable(
        rescored.previous(), rows, rescored.changes().size() - rows.size());
  }

  private Page.RescoredRow row(Rescored.Change change) {
    WindowFigure before = change.before();
    WindowFigure after = change.after();
    return new Page.RescoredRow(
        Times.range(after.window()),
        FindingLabels.version(after.version()),
        before.revision() + " → " + after.revision(),
        Figures.amount(before.logLoss(unit)) + " → " + Figures.amount(after.logLoss(unit)),
        Figures.percent(before.labelCoverage()) + " → " + Figures.percent(after.labelCoverage()));
  }

  /** The same as a table, newest window first. */
  Page.Timeline view() {
    List<Page.TimelineRow> rows = new ArrayList<>();
    for (int i = Math.max(0, windows.size() - ROWS_SHOWN); i < windows.size(); i++) {
      rows.add(row(i));
    }
    Collections.reverse(rows);
    return new Page.Timeline(
        summary(),
        lines.stream().map(it -> FindingLabels.version(it.version())).toList(),
        rows,
        Math.max(0, windows.size() - ROWS_SHOWN),
        rescoredTable());
  }

  private Page.TimelineRow row(int window) {
    List<Page.TimelineCell> cells = new ArrayList<>();
    for (Line line : lines) {
      Point point = line.points().get(window);
      cells.add(
          new Page.TimelineCell(
              Figures.amount(point.logLoss()),
              point.state() == null ? null : Page.Badge.of(point.state(), ""),
              point.labels()));
    }
    ReportWindow it = windows.get(window);
    return new Page.TimelineRow(Times.range(it.range()), status(it), cells);
  }

  private static String status(ReportWindow window) {
    return switch (window.status()) {
      case OPEN -> "open (no labels yet)";
      case PARTIAL -> "partial (some labels)";
      case FINAL -> "final";
    };
  }

  /** The chart in words. */
  private String summary() {
    if (windows.isEmpty()) {
      return "No windows.";
    }
    return lines.stream().map(TimelineData::summary).collect(Collectors.joining(" "));
  }

  private static String summary(Line line) {
    List<Double> values =
        line.points().stream().map(Point::logLoss).toList().stream()
            .filter(it -> it != null && Double.isFinite(it))
            .toList();
    long alerts = line.points().stream().filter(it -> it.state() == FindingState.ALERT).count();
    String range =
        values.isEmpty()
            ? "no labelled windows"
            : "log loss " + Figures.interval(Collections.min(values), Collections.max(values));
    return String.format(
        "%s: %s, reference mean %s, %s of %s windows alerting.",
        FindingLabels.version(line.version()),
        range,
        Figures.amount(line.reference()),
        Figures.count(alerts),
        Figures.count(line.points().size()));
  }
}
