package dev.surprisal.report.html;

import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.history.ChangePoint;
import dev.surprisal.drift.narrative.Verdict.VersionVerdict;
import dev.surprisal.format.Figures;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.WindowStatus;
import dev.surprisal.report.FindingLabels;
import dev.surprisal.report.MetricIndex;
import dev.surprisal.report.MetricValue;
import dev.surprisal.report.Report;
import dev.surprisal.report.ReportWindow;
import dev.surprisal.report.chart.LineChart;
import dev.surprisal.report.chart.LineChart.Level;
import dev.surprisal.report.chart.LineChart.Mark;
import dev.surprisal.report.chart.LineChart.Point;
import dev.surprisal.report.chart.LineChart.Stretch;
import dev.surprisal.report.picture.WindowPicture;
import dev.surprisal.report.picture.WindowPicture.Estimate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Figures of some rows of a version over time. */
final class OverTime {

  private static final int HEIGHT = 190;

  private final Report report;
  private final MetricIndex metrics;
  private final States states;
  private final @Nullable String version;
  private final Slice slice;
  private final List<ReportWindow> windows;
  private final Map<TimeRange, WindowPicture> pictures = new HashMap<>();

  /**
   * Gathers them.
   *
   * @param version the version
   * @param slice the rows
   * @param pictures what is known of the windows beside the metrics
   */
  OverTime(Lookup lookup, @Nullable String version, Slice slice, List<WindowPicture> pictures) {
    this.report = lookup.report();
    this.metrics = lookup.metrics();
    this.states = lookup.states();
    this.version = version;
    this.slice = slice;
    pictures.forEach(it -> this.pictures.put(it.range(), it));
    this.windows = lookup.windows().of(version, slice);
  }

  /** The windows, in order of time. */
  List<ReportWindow> windows() {
    return windows;
  }

  /** A figure of a window with its interval; null where it does not exist. */
  @Nullable Estimate estimate(Shown shown, ReportWindow window) {
    WindowPicture picture = pictures.get(window.range());
    if (shown == Shown.VOLUME) {
      double rows = picture == null ? rows(window) : picture.read();
      return rows < 0 ? null : new Estimate(rows, Double.NaN, Double.NaN);
    }
    if (picture != null) {
      return picture.figures().get(Objects.requireNonNull(shown.figure()));
    }
    Double value = metric(window, shown.metric());
    return value == null ? null : new Estimate(value, Double.NaN, Double.NaN);
  }

  private double rows(ReportWindow window) {
    return metrics
        .find(window.range().from(), version, slice, "label_coverage")
        .map(it -> (double) it.rows())
        .orElse(-1.0);
  }

  @Nullable Double metric(ReportWindow window, String name) {
    return metrics
        .find(window.range().from(), version, slice, name)
        .map(MetricValue::value)
        .orElse(null);
  }

  /** What a window's comparison of a figure came to; null where there was none. */
  @Nullable FindingState state(Shown shown, ReportWindow window) {
    ComparisonKind comparison = shown.comparison();
    return comparison == null ? null : states.of(comparison, version, slice, window.range().from());
  }

  /** The chart of a figure. */
  LineChart chart(Shown shown) {
    List<Stretch> stretches = new ArrayList<>();
    ChangePoint change = shown == Shown.LOG_LOSS && slice.isAll() ? changePoint() : null;
    if (change != null && !change.earliest().equals(change.latest())) {
      stretches.add(new Stretch("unsure", change.earliest().from(), change.latest().from()));
    }
    return chart(shown, stretches, change, HEIGHT);
  }

  /** The chart of a figure with some times set apart. */
  LineChart chart(Shown shown, List<Stretch> apart, int height) {
    return chart(shown, apart, null, height);
  }

  private LineChart chart(
      Shown shown, List<Stretch> apart, @Nullable ChangePoint change, int height) {
    List<Point> points = windows.stream().map(it -> point(shown, it)).toList();
    List<Stretch> stretches = new ArrayList<>();
    if (!report.reference().isOpen() && !WindowIndex.isAtTheSameTime(report, report.reference())) {
      stretches.add(new Stretch("before", report.reference().from(), report.reference().to()));
    }
    stretches.addAll(apart);
    return new LineChart(
        label(shown, points),
        shown.unit(),
        height,
        points,
        shown.expected().isEmpty() || !slice.isAll() ? List.of() : expected(shown),
        band(points),
        levels(shown, points),
        stretches,
        change == null ? null : change.window().from());
  }

  private @Nullable ChangePoint changePoint() {
    return report.verdict().versions().stream()
        .filter(it -> Objects.equals(it.version(), version))
        .map(VersionVerdict::changePoint)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private Point point(Shown shown, ReportWindow window) {
    Estimate estimate = estimate(shown, window);
    Double coverage = metric(window, "label_coverage");
    return new Point(
        window.range().from(),
        window.range().to(),
        estimate == null ? null : estimate.value(),
        estimate == null ? Double.NaN : estimate.lower(),
        estimate == null ? Double.NaN : estimate.upper(),
        mark(shown, window),
        coverage == null || shown == Shown.VOLUME ? Double.NaN : coverage);
  }

  private Mark mark(Shown shown, ReportWindow window) {
    FindingState state = state(shown, window);
    if (state == FindingState.ALERT) {
      return Mark.ALERT;
    }
    if (state == FindingState.WARN) {
      return Mark.WARN;
    }
    return shown == Shown.VOLUME || window.status() == WindowStatus.FINAL
        ? Mark.PLAIN
        : Mark.INCOMPLETE;
  }

  private List<Point> expected(Shown shown) {
    List<Point> expected = new ArrayList<>();
    for (ReportWindow window : windows) {
      Double value = metric(window, shown.expected());
      Double lower = metric(window, shown.expected() + "_lower");
      Double upper = metric(window, shown.expected() + "_upper");
      if (value != null && lower != null && upper != null) {
        expected.add(
            new Point(
                window.range().from(),
                window.range().to(),
                value,
                lower,
                upper,
                Mark.PLAIN,
                Double.NaN));
      }
    }
    return expected;
  }

  /** What the reference's own windows reached. */
  private LineChart.@Nullable Band band(List<Point> points) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    int known = 0;
    for (int i = 0; i < points.size(); i++) {
      Double value = points.get(i).value();
      if (value != null
          && Double.isFinite(value)
          && report.reference().overlaps(windows.get(i).range())) {
        low = Math.min(low, value);
        high = Math.max(high, value);
        known++;
      }
    }
    return known < 2 ? null : new LineChart.Band(low, high);
  }

  private @Nullable Double referenceValue(Shown shown, List<Point> points) {
    if (shown != Shown.VOLUME) {
      return metrics.value(MetricValue.Scope.REFERENCE, version, slice, shown.metric());
    }
    double[] rows =
        IntStream.range(0, points.size())
            .filter(i -> report.reference().overlaps(windows.get(i).range()))
            .mapToObj(i -> points.get(i).value())
            .filter(Objects::nonNull)
            .mapToDouble(it -> Objects.requireNonNull(it))
            .toArray();
    return rows.length == 0 ? null : (Double) DoubleStream.of(rows).sum() / rows.length;
  }

  private List<Level> levels(Shown shown, List<Point> points) {
    List<Level> levels = new ArrayList<>();
    Double level = referenceValue(shown, points);
    if (level != null && Double.isFinite(level)) {
      levels.add(new Level("reference", level));
      thresholds(shown, level).forEach(it -> levels.add(new Level("threshold", it)));
    }
    if (slice.isAll()) {
      states.limits(shown.metric(), version).forEach(it -> levels.add(new Level("threshold", it)));
    }
    return levels;
  }

  /** From where on a difference is large enough to alert. */
  private List<Double> thresholds(Shown shown, double level) {
    ComparisonKind comparison = shown.comparison();
    if (comparison == null) {
      return List.of();
    }
    return states
        .whole(comparison, null, version)
        .map(Finding::judgement)
        .map(Finding.Judgement::threshold)
        .map(it -> shown == Shown.VOLUME ? it * level : it)
        .map(
            it ->
                switch (comparison.alarm()) {
                  case ON_RISE -> List.of(level + it);
                  case ON_FALL -> List.of(level - it);
                  case ON_EITHER -> List.of(level - it, level + it);
                  case NEVER -> List.<Double>of();
                })
        .orElse(List.of());
  }

  /** The chart in words. */
  private String label(Shown shown, List<Point> points) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Point point : points) {
      if (point.value() != null && Double.isFinite(point.value())) {
        low = Math.min(low, point.value());
        high = Math.max(high, point.value());
      }
    }
    long alerts = points.stream().filter(it -> it.mark() == Mark.ALERT).count();
    Double level = referenceValue(shown, points);
    return shown.title()
        + " of "
        + FindingLabels.version(version)
        + (slice.isAll() ? "" : " on " + slice.label())
        + (low > high ? ": no labelled windows" : ": " + Written.interval(shown, low, high))
        + (level == null ? "" : ", reference " + Written.value(shown, level))
        + ", "
        + Figures.count(alerts)
        + " of "
        + Figures.count(points.size())
        + " windows alerting.";
  }
}
