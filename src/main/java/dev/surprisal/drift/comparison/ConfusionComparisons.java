package dev.surprisal.drift.comparison;

import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.math.statistics.ConfusionMatrix;
import dev.surprisal.math.statistics.ConfusionMatrix.OfClass;
import dev.surprisal.profile.ClassMetric;
import dev.surprisal.profile.Metric;
import dev.surprisal.profile.MetricPrecision;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.SampleSize;
import dev.surprisal.profile.state.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The comparisons on request: of precision, recall and F1, of each class and of all, of
 * correlation, average precision and calibration by class. What is a share of rows is compared as
 * one; what is not is a mean to first order, with the variance of a row's influence.
 */
final class ConfusionComparisons {

  private ConfusionComparisons() {}

  /** All of them, in the order of the report. */
  static List<Comparison> all(List<String> classes, double alpha) {
    List<Comparison> all = new ArrayList<>();
    if (classes.size() > Layout.MAX_CROSSED_CLASSES) {
      return all;
    }
    all.add(of(ComparisonKind.MACRO_PRECISION, Metric.MACRO_PRECISION, alpha));
    all.add(of(ComparisonKind.MACRO_F1, Metric.MACRO_F1, alpha));
    all.add(of(ComparisonKind.BALANCED_ACCURACY, Metric.BALANCED_ACCURACY, alpha));
    all.add(of(ComparisonKind.MCC, Metric.MCC, alpha));
    all.add(of(ComparisonKind.AVERAGE_PRECISION, Metric.AVERAGE_PRECISION, alpha));
    all.add(
        MeanComparison.of(
            ComparisonKind.CLASSWISE_ECE,
            alpha,
            Profile::scoredSize,
            Calibrations::classwiseError));
    if (classes.size() <= ClassMetric.MOST_CLASSES) {
      for (int i = 0; i < classes.size(); i++) {
        all.addAll(ofClass(i, classes.get(i), alpha));
      }
    }
    return all;
  }

  private static Comparison of(ComparisonKind kind, Metric metric, double alpha) {
    return mean(
        kind,
        alpha,
        profile ->
            new Moments(
                profile.scoredSize(),
                metric.value(profile),
                MetricPrecision.varianceOfRow(metric, profile)));
  }

  private static List<Comparison> ofClass(int index, String name, double alpha) {
    return List.of(
        share(ComparisonKind.CLASS_PRECISION, name, alpha, index, it -> it.predicted(index)),
        share(ComparisonKind.CLASS_RECALL, name, alpha, index, it -> it.labels(index)),
        mean(ComparisonKind.CLASS_F1, alpha, profile -> ofHarmonicMean(profile, index))
            .ofClass(name));
  }

  private static Moments ofHarmonicMean(Profile profile, int index) {
    ConfusionMatrix matrix = profile.confusion();
    SampleSize size = profile.scoredSize();
    return new Moments(
        size,
        matrix.value(OfClass.F1, index),
        matrix.times(size.scale()).varianceOfRow(OfClass.F1, index));
  }

  private static Comparison share(
      ComparisonKind kind,
      String name,
      double alpha,
      int index,
      ToDoubleFunction<ConfusionMatrix> all) {
    return new ProportionComparison(
        kind,
        name,
        alpha,
        profile -> profile.confusion().correct(index),
        profile -> profile.sizeOf(all.applyAsDouble(profile.confusion())));
  }

  /** Where the figure or its variance does not exist there are no rows to compare. */
  private static MeanComparison mean(
      ComparisonKind kind, double alpha, Function<Profile, Moments> figure) {
    Function<Profile, Moments> known =
        profile -> {
          Moments moments = figure.apply(profile);
          return Double.isNaN(moments.mean()) || Double.isNaN(moments.variance())
              ? new Moments(SampleSize.ofRows(0), Double.NaN, Double.NaN)
              : moments;
        };
    return MeanComparison.of(kind, alpha, profile -> known.apply(profile).size(), known);
  }
}
