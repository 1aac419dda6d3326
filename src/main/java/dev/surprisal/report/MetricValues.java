package dev.surprisal.report;

import dev.surprisal.drift.history.ExpectedScores;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.math.statistics.ConfusionMatrix;
import dev.surprisal.profile.ClassMetric;
import dev.surprisal.profile.Disagreement;
import dev.surprisal.profile.Metric;
import dev.surprisal.profile.MetricUnit;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.cube.Series;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.report.MetricValue.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads every metric off the profiles of a run: for the reference, the current range, each window
 * and each sliding window, by version and slice, where there is a row.
 */
public final class MetricValues {

  /** The level of the expected figures' intervals is 95 %. */
  private static final double EXPECTED_ALPHA = 0.05;

  private static final String CONFUSION = "confusion";

  private final InformationUnit unit;
  private final Map<TimeRange, ReportWindow> windows;
  private final Map<TimeRange, ReportWindow> sliding;
  private final ReportWindow reference;
  private final ReportWindow current;
  private final List<String> classes;
  private final List<String> columns;

  /**
   * Reads in a unit.
   *
   * @param unit the unit of information
   * @param reference the reference range
   * @param current the current range
   * @param windows the windows that hold a row
   * @param sliding the sliding windows
   * @param classes the model's classes, in order
   * @param columns the names of the columns, in the profiles' order
   */
  public MetricValues(
      InformationUnit unit,
      ReportWindow reference,
      ReportWindow current,
      Map<TimeRange, ReportWindow> windows,
      Map<TimeRange, ReportWindow> sliding,
      List<String> classes,
      List<String> columns) {
    this.unit = unit;
    this.reference = reference;
    this.current = current;
    this.windows = Map.copyOf(windows);
    this.sliding = Map.copyOf(sliding);
    this.classes = List.copyOf(classes);
    this.columns = List.copyOf(columns);
  }

  /** All figures of a series, in the order of scope, time and metric. */
  public List<MetricValue> values(Series series) {
    List<MetricValue> values = new ArrayList<>();
    add(values, Scope.REFERENCE, reference, series, series.reference());
    add(values, Scope.CURRENT, current, series, series.current());
    for (Series.WindowProfile window : series.windows()) {
      // What is one window by itself is told of as the range that it is.
      if (window.profile().read() > 0 && !window.range().isAlways()) {
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
    if (series.slice().isAll()) {
      addExpected(values, series);
    }
    return values;
  }

  /** How far the predictions are from those of the second set, where there is one. */
  private void addDisagreement(
      List<MetricValue> values, Scope scope, ReportWindow window, Series series, Profile rows) {
    if (!columns.containsAll(Disagreement.COLUMNS) || rows.predictions() == 0) {
      return;
    }
    Disagreement of = Disagreement.of(rows);
    List<Double> figures =
        List.of(
            unit.fromNats(of.klDivergence()),
            unit.fromNats(of.jsDivergence().mean()),
            of.classDiffers());
    for (int i = 0; i < figures.size(); i++) {
      String name = Disagreement.COLUMNS.get(i);
      MetricUnit in = name.endsWith("divergence") ? MetricUnit.INFORMATION : MetricUnit.RATIO;
      long compared = Math.round(of.compared());
      values.add(figure(scope, window, series, name, figures.get(i), in, compared));
    }
  }

  /** A figure in the unit of the report; none where it is NaN. */
  private MetricValue figure(
      Scope scope,
      ReportWindow window,
      Series series,
      String name,
      double value,
      MetricUnit in,
      long rows) {
    return new MetricValue(
        scope,
        window,
        series.version(),
        series.slice(),
        name,
        Double.isNaN(value) ? null : value,
        in.label(unit),
        rows);
  }

  /** What the predictions let expect, of all rows; told beside what the labels showed. */
  private void addExpected(List<MetricValue> values, Series series) {
    ExpectedScores scores = new ExpectedScores(EXPECTED_ALPHA, series);
    addExpected(values, Scope.CURRENT, current, series, series.current(), scores);
    for (Series.WindowProfile window : series.windows()) {
      if (!window.reference() && !window.range().isAlways() && window.profile().predictions() > 0) {
        ReportWindow of = Objects.requireNonNull(windows.get(window.range()));
        addExpected(values, Scope.WINDOW, of, series, window.profile(), scores);
      }
    }
  }

  private void addExpected(
      List<MetricValue> values,
      Scope scope,
      ReportWindow window,
      Series series,
      Profile rows,
      ExpectedScores scores) {
    ExpectedScores.Estimate loss = scores.logLoss(rows);
    ExpectedScores.Estimate accuracy = scores.accuracy(rows);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("expected_log_loss", unit.fromNats(loss.value()));
    figures.put("expected_log_loss_lower", unit.fromNats(loss.lower()));
    figures.put("expected_log_loss_upper", unit.fromNats(loss.upper()));
    // Only where all labels have come are both figures of the same rows.
    if (rows.scored() == rows.predictions()) {
      figures.put(
          "expected_log_loss_error",
          unit.fromNats(loss.value()) - unit.fromNats(Metric.LOG_LOSS.value(rows)));
    }
    figures.put("expected_accuracy", accuracy.value());
    figures.put("expected_accuracy_lower", accuracy.lower());
    figures.put("expected_accuracy_upper", accuracy.upper());
    figures.forEach(
        (name, value) ->
            values.add(
                figure(
                    scope,
                    window,
                    series,
                    name,
                    value,
                    name.contains("loss") ? MetricUnit.INFORMATION : MetricUnit.RATIO,
                    rows.predictions())));
  }

  private void add(
      List<MetricValue> values, Scope scope, ReportWindow window, Series series, Profile profile) {
    for (Metric metric : Metric.values()) {
      if (!metric.isKept(profile.layout())) {
        continue;
      }
      values.add(
          figure(
              scope,
              window,
              series,
              metric.label(),
              inUnit(metric.value(profile), metric.unit()),
              metric.unit(),
              metric.rows(profile)));
    }
    addDisagreement(values, scope, window, series, profile);
    // Of slices, the figures of each class would be more than all others together.
    if (series.slice().isAll()) {
      addClasses(values, scope, window, series, profile);
      if (scope == Scope.REFERENCE || scope == Scope.CURRENT) {
        addConfusion(values, scope, window, series, profile);
      }
    }
  }

  private void addClasses(
      List<MetricValue> values, Scope scope, ReportWindow window, Series series, Profile profile) {
    for (ClassMetric metric : ClassMetric.values()) {
      if (!metric.isKept(profile.layout())) {
        continue;
      }
      for (int i = 0; i < classes.size(); i++) {
        values.add(
            figure(
                    scope,
                    window,
                    series,
                    metric.label(),
                    inUnit(metric.value(profile, i), metric.unit()),
                    metric.unit(),
                    metric.rows(profile, i))
                .ofClass(classes.get(i)));
      }
    }
  }

  /** Rows by label and predicted class, as they weigh: of ranges alone, for they are many. */
  private void addConfusion(
      List<MetricValue> values, Scope scope, ReportWindow window, Series series, Profile profile) {
    if (profile.scored() == 0 || classes.size() > ClassMetric.MOST_CLASSES) {
      return;
    }
    ConfusionMatrix matrix = profile.confusion();
    for (int label = 0; label < classes.size(); label++) {
      for (int predicted = 0; predicted < classes.size(); predicted++) {
        values.add(
            figure(
                    scope,
                    window,
                    series,
                    CONFUSION,
                    matrix.rows()[label][predicted],
                    MetricUnit.ROWS,
                    profile.scored())
                .ofClasses(classes.get(label), classes.get(predicted)));
      }
    }
  }

  private double inUnit(double value, MetricUnit of) {
    return of == MetricUnit.INFORMATION ? unit.fromNats(value) : value;
  }
}
