package dev.surprisal.report.openmetrics;

import dev.surprisal.drift.finding.Baseline;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.drift.limit.LimitedFigure;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.report.MetricValue;
import dev.surprisal.report.Report;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a version in a slice: metrics, and what comparisons came to. Amounts of
 * information are in nats, whatever the unit of the report, so that a series keeps its name and its
 * level if people choose another unit to read reports in.
 */
final class FigureGauges {

  /** The metrics that are compared, too: enough to see how a slice is, a tenth of all. */
  private static final Set<String> COMPARED =
      Arrays.stream(ComparisonKind.values())
          .filter(it -> !it.isOnRequest())
          .map(ComparisonKind::label)
          .collect(Collectors.toUnmodifiableSet());

  private final Report report;
  private final LatestWindows windows;
  private final SliceLabels slices;

  /** Whether of slices and whole ranges there is only what people look at first. */
  private final boolean isBrief;

  FigureGauges(Report report, LatestWindows windows, SliceLabels slices, boolean isBrief) {
    this.report = report;
    this.windows = windows;
    this.slices = slices;
    this.isBrief = isBrief;
  }

  /** Whether a finding is of the whole current range or of a latest window. */
  static boolean isCurrent(Finding it, LatestWindows windows) {
    // Of several windows told of at once, the latest can only be the last.
    TimeRange window = it.folded() == null ? it.window() : it.folded().last();
    return window == null || windows.isLatest(scope(it.span()), it.version(), window);
  }

  /** Adds what a finding came to; nothing of windows before the latest. */
  void add(GaugeFile file, Finding it) {
    boolean isTold = it.slice().isAll() || !isBrief || it.state().compareTo(FindingState.WARN) >= 0;
    if (!isTold || !isCurrent(it, windows)) {
      return;
    }
    Labels labels = labels(it);
    file.add(
        "surprisal_finding_state",
        "State of a comparison with the reference (1 for the state given in the label).",
        labels.with("state", it.state().name()),
        1);
    if (it.effect() != null) {
      String help =
          "Bias-corrected effect of a comparison with the reference; of a limit, the metric.";
      effect(file, it, labels, "", help, it.effect());
      if (!isBrief || isNow(scope(it.span()), it.version())) {
        bounds(file, it, labels);
      }
    }
  }

  private void bounds(GaugeFile file, Finding it, Labels labels) {
    String effect = "surprisal_finding_effect_" + unit(it.unit());
    ConfidenceInterval interval = it.interval();
    if (interval != null) {
      String end = " end of the confidence interval of " + effect + ".";
      effect(file, it, labels, "_lower", "Lower" + end, interval.lower());
      effect(file, it, labels, "_upper", "Upper" + end, interval.upper());
    }
    String help =
        "Size that the whole interval of " + effect + " has to exceed to alert; or the limit.";
    effect(file, it, labels, "_threshold", help, it.judgement().threshold());
  }

  private void effect(
      GaugeFile file, Finding of, Labels labels, String part, String help, double value) {
    add(
        file,
        "surprisal_finding_effect" + part,
        unit(of.unit()),
        help,
        labels,
        inUnit(value, of.unit()));
  }

  private Labels labels(Finding it) {
    Labels labels = labels(it.version()).with("comparison", it.comparison().label());
    if (it.subject() != null) {
      labels = subject(labels, it.comparison(), it.subject());
    }
    labels = labels.with("scope", label(scope(it.span())));
    if (it.baseline() != Baseline.REFERENCE) {
      labels = labels.with("baseline", it.baseline().label());
    }
    return labels.withAll(slices.labels(it.slice()));
  }

  private static Labels subject(Labels labels, ComparisonKind kind, String subject) {
    if (kind.isOfClass()) {
      return labels.with("class", subject);
    }
    if (!kind.isLimit()) {
      return labels.with("column", subject);
    }
    String[] metricAndClass = LimitedFigure.parts(subject);
    Labels ofMetric = labels.with("metric", metricAndClass[0]);
    return metricAndClass.length > 1 ? ofMetric.with("class", metricAndClass[1]) : ofMetric;
  }

  /** Adds a metric; nothing of windows before the latest. */
  void add(GaugeFile file, MetricValue it) {
    if (it.value() == null || !isTold(it)) {
      return;
    }
    Labels labels =
        labels(it.version()).with("scope", label(it.scope())).withAll(slices.labels(it.slice()));
    if (it.ofClass() != null) {
      labels = labels.with("class", it.ofClass());
    }
    if (it.predicted() != null) {
      labels = labels.with("predicted", it.predicted());
    }
    String unit = unit(it.unit());
    String name = "surprisal_" + GaugeFile.name(it.metric());
    add(
        file,
        name.endsWith("_" + unit) ? name.substring(0, name.length() - unit.length() - 1) : name,
        unit,
        "Surprisal metric " + it.metric() + " (" + unit + ").",
        labels,
        inUnit(it.value(), it.unit()));
  }

  private boolean isTold(MetricValue it) {
    TimeRange window = it.window().range();
    boolean isOld =
        LatestWindows.isOfWindows(it.scope())
            && (window.side() == TimeRange.Side.REFERENCE
                || !windows.isLatest(it.scope(), it.version(), window));
    boolean isFull = !isBrief || it.slice().isAll() && isNow(it.scope(), it.version());
    return !isOld && (isFull || COMPARED.contains(it.metric()));
  }

  /** Whether a scope is the latest there is: the whole range is only where there is no window. */
  private boolean isNow(MetricValue.Scope scope, @Nullable String version) {
    return LatestWindows.isOfWindows(scope)
        || scope == MetricValue.Scope.CURRENT && !windows.has(version);
  }

  private static void add(
      GaugeFile file, String name, String unit, String help, Labels labels, double value) {
    if (!Double.isNaN(value)) {
      file.add(name + "_" + unit, unit, help, labels, value);
    }
  }

  /** Nats for the unit of information of the report. */
  private String unit(String reported) {
    return isInformation(reported) ? InformationUnit.NATS.label() : GaugeFile.name(reported);
  }

  private double inUnit(double value, String reported) {
    return isInformation(reported) ? report.unit().toNats(value) : value;
  }

  private boolean isInformation(String unit) {
    return unit.equals(report.unit().label());
  }

  private Labels labels(@Nullable String version) {
    return Labels.ofModel(report.modelName()).withVersion(version);
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
}
