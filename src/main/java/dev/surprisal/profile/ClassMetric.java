package dev.surprisal.profile;

import dev.surprisal.math.statistics.ConfusionMatrix;
import dev.surprisal.profile.section.LabelLagByClass;
import dev.surprisal.profile.section.Section;
import dev.surprisal.profile.state.Layout;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * The figures of a report that there are for each class by itself, each a function of a profile and
 * a class. A figure that does not exist is NaN here and absent outside.
 */
public enum ClassMetric {
  /** Of the rows that were predicted to be of the class, the share that is. */
  PRECISION("class_precision", ConfusionMatrix.OfClass.PRECISION, ConfusionMatrix::predicted),
  /** Of the rows of the class, the share that was predicted to be. */
  RECALL("class_recall", ConfusionMatrix.OfClass.RECALL, ConfusionMatrix::labels),
  /**
   * The harmonic mean of precision and recall; of rows that are of the class or predicted to be.
   */
  F1("class_f1", ConfusionMatrix.OfClass.F1, ClassMetric::either),
  /** Average precision of the class against the rest, from cells. */
  AVERAGE_PRECISION("class_average_precision", AveragePrecision::ofClass),
  /** Calibration error of the class's probability, over 20 equal-width bins. */
  ECE("class_ece", ClasswiseCalibration::expectedError),
  /** The time in which half of a class's labels came, of those not before their predictions. */
  LABEL_LAG_P50(
      "class_label_lag_p50",
      MetricUnit.SECONDS,
      LabelLagByClass.class,
      ClassMetric::lateLabels,
      (profile, label) -> lag(profile, label, 0.5)),
  /** The time in which 90 % of these labels came. */
  LABEL_LAG_P90(
      "class_label_lag_p90",
      MetricUnit.SECONDS,
      LabelLagByClass.class,
      ClassMetric::lateLabels,
      (profile, label) -> lag(profile, label, 0.9));

  /** Figures of each class are told of up to so many. */
  public static final int MOST_CLASSES = 16;

  private final String label;
  private final MetricUnit unit;
  private final Predicate<Layout> kept;
  private final Rows rows;
  private final Value value;

  /** Of a profile and the index of a class, the rows behind a figure. */
  private interface Rows {
    long value(Profile profile, int label);
  }

  /** The figure. */
  private interface Value {
    double value(Profile profile, int label);
  }

  /** The rows of a class of a confusion matrix, as they weigh. */
  private interface Weight {
    double of(ConfusionMatrix matrix, int label);
  }

  ClassMetric(
      String label, MetricUnit unit, Class<? extends Section> section, Rows rows, Value value) {
    this(label, unit, layout -> layout.has(section), rows, value);
  }

  /** A figure of the rows by label and predicted class. */
  ClassMetric(String label, ConfusionMatrix.OfClass figure, Weight rows) {
    this(
        label,
        MetricUnit.RATIO,
        ClassMetric::areFew,
        (profile, ofClass) -> profile.sizeOf(rows.of(profile.confusion(), ofClass)).rows(),
        (profile, ofClass) -> profile.confusion().value(figure, ofClass));
  }

  /** A figure of all labelled rows. */
  ClassMetric(String label, Value value) {
    this(
        label,
        MetricUnit.RATIO,
        ClassMetric::areFew,
        (profile, ofClass) -> profile.scored(),
        value);
  }

  ClassMetric(String label, MetricUnit unit, Predicate<Layout> kept, Rows rows, Value value) {
    this.label = label;
    this.unit = unit;
    this.kept = kept;
    this.rows = rows;
    this.value = value;
  }

  /** The one of a name in reports. */
  public static ClassMetric of(String name) {
    return Arrays.stream(values())
        .filter(metric -> metric.label.equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The name in reports. */
  public String label() {
    return label;
  }

  /** What the figure counts. */
  public MetricUnit unit() {
    return unit;
  }

  /** Whether profiles of a layout have what the figure is made of. */
  public boolean isKept(Layout layout) {
    return kept.test(layout);
  }

  /** The rows behind the figure of a class, given by its index. */
  public long rows(Profile profile, int ofClass) {
    return isKept(profile.layout()) ? rows.value(profile, ofClass) : 0;
  }

  /** The figure of a class, information in nats; NaN where it does not exist. */
  public double value(Profile profile, int ofClass) {
    return rows(profile, ofClass) == 0 ? Double.NaN : value.value(profile, ofClass);
  }

  /** Of more classes, figures of each would be more than all others together. */
  private static boolean areFew(Layout layout) {
    return layout.classes() <= MOST_CLASSES;
  }

  private static double either(ConfusionMatrix matrix, int label) {
    return matrix.labels(label) + matrix.predicted(label) - matrix.correct(label);
  }

  private static long lateLabels(Profile profile, int ofClass) {
    return profile.section(LabelLagByClass.class).after(profile.state(), ofClass);
  }

  private static double lag(Profile profile, int ofClass, double share) {
    return profile.section(LabelLagByClass.class).quantile(profile.state(), ofClass, share);
  }
}
