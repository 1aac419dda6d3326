package dev.surprisal.profile;

import dev.surprisal.math.statistics.ConfusionMatrix;
import dev.surprisal.profile.section.DivergenceSum;
import dev.surprisal.profile.section.EntropyFigures;
import dev.surprisal.profile.section.LabelLag;
import dev.surprisal.profile.section.LabelRanks;
import dev.surprisal.profile.section.LossFigures;
import dev.surprisal.profile.section.Section;
import dev.surprisal.profile.section.WeightSums;
import dev.surprisal.profile.sketch.LossBuckets;
import dev.surprisal.profile.state.Layout;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * The figures of a report, each a function of a profile. A figure that does not exist, such as the
 * log loss without a labelled row, is NaN here and absent outside.
 */
public enum Metric {
  /** Mean H(p, q) under the zero policy; +∞ where the policy keeps an infinite row. */
  LOG_LOSS("log_loss", MetricUnit.INFORMATION, Profile::scored, Metric::logLoss),
  /** Mean H(p, q) of the rows that were neither floored nor infinite. */
  LOG_LOSS_UNCLIPPED(
      "log_loss_unclipped", MetricUnit.INFORMATION, Metric::unclippedRows, Metric::unclippedLoss),
  /** Rows whose probability was zero or below the floor. */
  CLIPPED_ROWS("clipped_rows", MetricUnit.ROWS, Profile::scored, Metric::clippedRows),
  /** exp of the log loss: the number of equally likely classes that would cost as much. */
  PERPLEXITY("perplexity", MetricUnit.CLASSES, Profile::scored, p -> Math.exp(logLoss(p))),
  /** Mean H(p): 0 for class labels, the irreducible part of the log loss for soft ones. */
  LABEL_ENTROPY("label_entropy", MetricUnit.INFORMATION, Profile::scored, Metric::labelEntropy),
  /** Mean H(q), of all valid predictions. */
  PREDICTION_ENTROPY(
      "prediction_entropy",
      MetricUnit.INFORMATION,
      Profile::predictions,
      p -> p.section(EntropyFigures.class).predictions(p.state()) / p.predictedSize().weight()),
  /** Mean D(p‖q) = mean H(p, q) − mean H(p). */
  KL_DIVERGENCE("kl_divergence", MetricUnit.INFORMATION, Profile::scored, Metric::divergence),
  /** Mean Jensen–Shannon divergence of label and prediction, per row. */
  JS_DIVERGENCE(
      "js_divergence",
      MetricUnit.INFORMATION,
      Profile::scored,
      p -> p.section(DivergenceSum.class).jensenShannon(p.state()) / p.scoredSize().weight()),
  /** Share of scored rows whose predicted class happened. */
  ACCURACY(
      "accuracy", MetricUnit.RATIO, Profile::scored, p -> p.correct() / p.scoredSize().weight()),
  /** Share of scored rows whose label was among the three most probable classes. */
  TOP_3_ACCURACY(
      "top_3_accuracy",
      MetricUnit.RATIO,
      LabelRanks.class,
      Profile::scored,
      p -> topAccuracy(p, 3)),
  /** Share of scored rows whose label was among the five most probable classes. */
  TOP_5_ACCURACY(
      "top_5_accuracy",
      MetricUnit.RATIO,
      LabelRanks.class,
      Profile::scored,
      p -> topAccuracy(p, 5)),
  /** Share of scored rows whose label was among the ten most probable classes. */
  TOP_10_ACCURACY(
      "top_10_accuracy",
      MetricUnit.RATIO,
      LabelRanks.class,
      Profile::scored,
      p -> topAccuracy(p, 10)),
  /** The mean precision of the classes that were predicted. */
  MACRO_PRECISION("macro_precision", ConfusionMatrix.Figure.MACRO_PRECISION),
  /** The mean recall of the classes that have labels. */
  MACRO_RECALL("macro_recall", ConfusionMatrix.Figure.MACRO_RECALL),
  /** The mean F1 of the classes that were predicted or have labels. */
  MACRO_F1("macro_f1", ConfusionMatrix.Figure.MACRO_F1),
  /** The mean precision, weighted by the classes' labels. */
  WEIGHTED_PRECISION("weighted_precision", ConfusionMatrix.Figure.WEIGHTED_PRECISION),
  /** The mean recall, weighted likewise, which is the accuracy. */
  WEIGHTED_RECALL("weighted_recall", ConfusionMatrix.Figure.WEIGHTED_RECALL),
  /** The mean F1, weighted likewise. */
  WEIGHTED_F1("weighted_f1", ConfusionMatrix.Figure.WEIGHTED_F1),
  /** The mean recall of the classes that have labels, by its other name. */
  BALANCED_ACCURACY("balanced_accuracy", ConfusionMatrix.Figure.MACRO_RECALL),
  /** Matthews' correlation coefficient, in [−1, 1]. */
  MCC("mcc", ConfusionMatrix.Figure.MCC),
  /** Average precision, from cells; for more than two classes the mean of one-vs-rest. */
  AVERAGE_PRECISION("average_precision", AveragePrecision::of),
  /** How far that can be from the average precision of the probabilities themselves. */
  AVERAGE_PRECISION_ERROR("average_precision_error", AveragePrecision::error),
  /** Mean Σ (q − p)² over all classes, in [0, 2]. */
  BRIER("brier", MetricUnit.RATIO, Profile::scored, Profile::meanBrier),
  /** Expected calibration error over 20 equal-width bins of the confidence. */
  ECE(
      "ece",
      MetricUnit.RATIO,
      Profile::scored,
      p -> p.calibration().expectedError(p.scoredSize().effective())),
  /** The mean over the classes of the calibration error of their probabilities. */
  CLASSWISE_ECE(
      "classwise_ece", MetricUnit.RATIO, Profile::scored, ClasswiseCalibration::expectedError),
  /** Area under the ROC curve, from cells; for more than two classes the mean of one-vs-rest. */
  AUC("auc", MetricUnit.RATIO, Profile::scored, Ranking::areaUnderCurve),
  /** How far that can be from the area of the probabilities themselves. */
  AUC_ERROR("auc_error", MetricUnit.RATIO, Profile::scored, Ranking::error),
  /** Mean H(p, q) − mean H(q) of the scored rows: above 0 where overconfident. */
  CALIBRATION_GAP(
      "calibration_gap",
      MetricUnit.INFORMATION,
      Profile::scored,
      p ->
          logLoss(p)
              - p.section(EntropyFigures.class).scoredPredictions(p.state())
                  / p.scoredSize().weight()),
  /** Share of the valid predictions that have a label. */
  LABEL_COVERAGE(
      "label_coverage",
      MetricUnit.RATIO,
      Profile::predictions,
      p -> (double) p.scored() / p.predictions()),
  /** The median loss of a row. */
  LOG_LOSS_P50("log_loss_p50", MetricUnit.INFORMATION, Profile::scored, p -> lossQuantile(p, 0.5)),
  /** The loss that 90 % of rows do not exceed. */
  LOG_LOSS_P90("log_loss_p90", MetricUnit.INFORMATION, Profile::scored, p -> lossQuantile(p, 0.9)),
  /** The loss that 99 % of rows do not exceed. */
  LOG_LOSS_P99("log_loss_p99", MetricUnit.INFORMATION, Profile::scored, p -> lossQuantile(p, 0.99)),
  /** The time in which half of the labels came, of those not dated before their predictions. */
  LABEL_LAG_P50(
      "label_lag_p50",
      MetricUnit.SECONDS,
      LabelLag.class,
      Metric::lateLabels,
      p -> p.section(LabelLag.class).quantile(p.state(), 0.5)),
  /** The time in which 90 % of these labels came. */
  LABEL_LAG_P90(
      "label_lag_p90",
      MetricUnit.SECONDS,
      LabelLag.class,
      Metric::lateLabels,
      p -> p.section(LabelLag.class).quantile(p.state(), 0.9)),
  /** Labels dated before their predictions, of those with a time. */
  LABELS_BEFORE_PREDICTIONS(
      "labels_before_predictions",
      MetricUnit.ROWS,
      LabelLag.class,
      p -> p.labelsBeforePredictions() + lateLabels(p),
      Profile::labelsBeforePredictions),
  /** Σ w of the valid predictions: how many rows they stand for. */
  WEIGHT(
      "weight",
      MetricUnit.ROWS,
      WeightSums.class,
      Profile::predictions,
      p -> p.predictedSize().weight()),
  /** (Σ w)² / Σ w²: how many rows of equal weight would tell as much. */
  EFFECTIVE_ROWS(
      "effective_rows",
      MetricUnit.ROWS,
      WeightSums.class,
      Profile::predictions,
      p -> p.predictedSize().effective());

  private final String label;
  private final MetricUnit unit;
  private final Predicate<Layout> kept;
  private final ToLongFunction<Profile> rows;
  private final ToDoubleFunction<Profile> value;

  /** A figure of every profile. */
  Metric(
      String label,
      MetricUnit unit,
      ToLongFunction<Profile> rows,
      ToDoubleFunction<Profile> value) {
    this(label, unit, layout -> true, rows, value);
  }

  /** A figure of the rows by label and predicted class. */
  Metric(String label, ConfusionMatrix.Figure figure) {
    this(
        label,
        MetricUnit.RATIO,
        layout -> layout.spec().crossesClasses(),
        Profile::scored,
        profile -> profile.confusion().value(figure));
  }

  /** A figure of the ranking of not too many classes. */
  Metric(String label, ToDoubleFunction<Profile> value) {
    this(label, MetricUnit.RATIO, layout -> layout.spec().crossesClasses(), Profile::scored, value);
  }

  /** A figure of the profiles that have a section. */
  Metric(
      String label,
      MetricUnit unit,
      Class<? extends Section> section,
      ToLongFunction<Profile> rows,
      ToDoubleFunction<Profile> value) {
    this(label, unit, layout -> layout.has(section), rows, value);
  }

  Metric(
      String label,
      MetricUnit unit,
      Predicate<Layout> kept,
      ToLongFunction<Profile> rows,
      ToDoubleFunction<Profile> value) {
    this.label = label;
    this.unit = unit;
    this.kept = kept;
    this.rows = rows;
    this.value = value;
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

  /** The rows behind the figure. */
  public long rows(Profile profile) {
    return isKept(profile.layout()) ? rows.applyAsLong(profile) : 0;
  }

  /** The figure, information in nats; NaN where it does not exist. */
  public double value(Profile profile) {
    return rows(profile) == 0 ? Double.NaN : value.applyAsDouble(profile);
  }

  private static long lateLabels(Profile profile) {
    return profile.section(LabelLag.class).after(profile.state());
  }

  private static double topAccuracy(Profile profile, int most) {
    long rows = profile.section(LabelRanks.class).among(profile.state(), most);
    return rows * profile.unit() / profile.scoredSize().weight();
  }

  private static double labelEntropy(Profile profile) {
    double sum = profile.section(EntropyFigures.class).labels(profile.state());
    return sum / profile.scoredSize().weight();
  }

  /** Two sums are rounded each by itself: what is no more than that is 0. */
  private static double divergence(Profile p) {
    double difference = logLoss(p) - labelEntropy(p);
    return difference < 0 && difference > -1e-12 ? 0 : difference;
  }

  private static double logLoss(Profile profile) {
    return profile.infinite() > 0
        ? Double.POSITIVE_INFINITY
        : profile.section(LossFigures.class).sum(profile.state()) / profile.scoredSize().weight();
  }

  private static long unclippedRows(Profile profile) {
    return profile.scored() - profile.clipped() - profile.infinite();
  }

  private static double unclippedLoss(Profile profile) {
    double sum = profile.section(LossFigures.class).unclippedSum(profile.state());
    return sum / profile.unclippedSize().weight();
  }

  private static double clippedRows(Profile profile) {
    return profile.clipped() + profile.infinite();
  }

  static double lossQuantile(Profile profile, double share) {
    return LossBuckets.quantile(profile.section(LossFigures.class).buckets(profile.state()), share);
  }
}
