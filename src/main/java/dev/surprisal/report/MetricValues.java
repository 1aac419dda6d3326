package dev.surprisal.report;

import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.Cube;
import dev.surprisal.profile.Metric;
import dev.surprisal.profile.MetricUnit;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.Series;
import dev.surprisal.profile.TimeRange;
import dev.surprisal.report.MetricValue.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads every metric off the profiles of a run: for the reference, the current range, each window
 * and each sliding window, by version and slice, where there is a row.
 */
public final class MetricValues {

  private final InformationUnit unit;
  private final Map<TimeRange, ReportWindow> windows;
  private final Map<TimeRange, ReportWindow> sliding;
  private final ReportWindow reference;
  private final ReportWindow current;

  /**
   * Reads in a unit.
   *
   * @param unit the unit of information
   * @param reference the reference range
   * @param current the current range
   * @param windows the windows that hold a row
   * @param sliding the sliding windows
   */
  public MetricValues(
      InformationUnit unit,
      ReportWindow reference,
      ReportWindow current,
      Map<TimeRange, ReportWindow> windows,
      Map<TimeRange, ReportWindow> sliding) {
    this.unit = unit;
    this.reference = reference;
    this.current = current;
    this.windows = Map.copyOf(windows);
    this.sliding = Map.copyOf(sliding);
  }

  /** All figures, in the order of version, slice, scope, time and metric. */
  public List<MetricValue> of(Cube cube) {
    List<MetricValue> values = new ArrayList<>();
    for (String version : cube.versions()) {
      for (List<String> set : cube.sliceSets()) {
        cube.series(version, set).forEach(series -> addAll(values, series));
      }
    }
    return values;
  }

  private void addAll(List<MetricValue> values, Series series) {
    add(values, Scope.REFERENCE, reference, series, series.reference());
    add(values, Scope.CURRENT, current, series, series.current());
    for (Series.WindowProfile window : series.windows()) {
      if (window.profile().read() > 0) {
        ReportWindow of = Objects.requireNonNull(windows.get(window.range()));
        add(values, Scope.WINDOW, of, series, window.profile());
      }
    }
    for (Series.SlidingProfile window : series.sliding()) {
      if (window.profile().read() > 0) {
        ReportWindow of = Objects.requireNonNull(sliding.get(window.range()));
        add(values, Scope.SLIDING, of, series, window.profile());
      }
    }
  }

  private void add(
      List<MetricValue> values, Scope scope, ReportWindow window, Series series, Profile profile) {
    for (Metric metric : Metric.values()) {
      if (!metric.isKept(profile.layout())) {
        continue;
      }
      values.add(
          new MetricValue(
              scope,
              window,
              series.version(),
              series.slice(),
              metric.label(),
              value(metric, profile),
              unit(metric.unit()),
              metric.rows(profile)));
    }
  }

  private @Nullable Double value(Metric metric, Profile profile) {
    double value = metric.of(profile);
    if (Double.isNaN(value)) {
      return null;
    }
    return metric.unit() == MetricUnit.INFORMATION ? unit.fromNats(value) : value;
  }

  private String unit(MetricUnit of) {
    return switch (of) {
      case INFORMATION -> unit.label();
      case RATIO -> "ratio";
      case ROWS -> "rows";
      case CLASSES -> "classes";
      case SECONDS -> "seconds";
    };
  }
}
