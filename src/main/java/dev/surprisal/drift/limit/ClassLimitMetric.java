package dev.surprisal.drift.limit;

import dev.surprisal.drift.comparison.Calibrations;
import dev.surprisal.drift.comparison.Moments;
import dev.surprisal.math.statistics.ConfusionMatrix;
import dev.surprisal.profile.ClassMetric;
import dev.surprisal.profile.MetricPrecision;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.SampleSize;

/** A figure of one class that people can set a limit to. */
public enum ClassLimitMetric {
  CLASS_PRECISION("precision", ClassMetric.PRECISION, "labelled rows predicted as the class"),
  CLASS_RECALL("recall", ClassMetric.RECALL, "labelled rows of the class"),
  CLASS_F1("F1", ClassMetric.F1, "labelled rows of the class or predicted as it"),
  CLASS_AVERAGE_PRECISION("average precision", ClassMetric.AVERAGE_PRECISION, "labelled rows"),
  CLASS_ECE("calibration error (ECE)", ClassMetric.ECE, "labelled rows");

  private final String words;
  private final ClassMetric metric;
  private final String rows;

  ClassLimitMetric(String words, ClassMetric metric, String rows) {
    this.words = words;
    this.metric = metric;
    this.rows = rows;
  }

  /** The name in configurations and reports. */
  public String label() {
    return metric.label();
  }

  String words() {
    return words;
  }

  String rows() {
    return rows;
  }

  ClassMetric metric() {
    return metric;
  }

  SampleSize size(Profile profile, int ofClass) {
    ConfusionMatrix matrix = profile.confusion();
    return switch (this) {
      case CLASS_PRECISION -> profile.sizeOf(matrix.predicted(ofClass));
      case CLASS_RECALL -> profile.sizeOf(matrix.labels(ofClass));
      case CLASS_F1 ->
          profile.sizeOf(
              matrix.labels(ofClass) + matrix.predicted(ofClass) - matrix.correct(ofClass));
      case CLASS_AVERAGE_PRECISION, CLASS_ECE -> profile.scoredSize();
    };
  }

  FigureEstimate estimate(Profile profile, int ofClass, double alpha) {
    double value = metric.value(profile, ofClass);
    SampleSize size = size(profile, ofClass);
    return switch (this) {
      case CLASS_PRECISION, CLASS_RECALL -> FigureEstimate.wilson(value, size.effective(), alpha);
      case CLASS_F1 -> FigureEstimate.harmonicMean(value, size.effective(), alpha);
      case CLASS_AVERAGE_PRECISION ->
          FigureEstimate.ofMean(
              new Moments(size, value, MetricPrecision.ofAveragePrecision(profile, ofClass)),
              value,
              alpha);
      case CLASS_ECE ->
          FigureEstimate.ofMean(Calibrations.classError(profile, ofClass), value, alpha);
    };
  }
}
