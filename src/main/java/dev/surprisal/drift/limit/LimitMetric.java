package dev.surprisal.drift.limit;

import dev.surprisal.drift.comparison.ScoreComparisons;
import dev.surprisal.profile.Metric;
import dev.surprisal.profile.MetricUnit;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.SampleSize;
import dev.surprisal.profile.row.RowStatus;
import java.util.Locale;
import java.util.function.Function;

/**
 * A figure that people can set a limit to: each published metric that a profile gives an interval
 * for, and a few shares of rows. Figures of information are in nats.
 */
public enum LimitMetric implements LimitedFigure {
  LOG_LOSS("log loss", MetricUnit.INFORMATION, Metric.LOG_LOSS, Profile::scoredSize),
  LOG_LOSS_UNCLIPPED(
      "log loss (unclipped)",
      MetricUnit.INFORMATION,
      Metric.LOG_LOSS_UNCLIPPED,
      Profile::unclippedSize),
  PERPLEXITY(
      "perplexity",
      MetricUnit.CLASSES,
      Profile::scoredSize,
      FigureEstimate.perplexity(Profile::scoredSize)),
  LABEL_ENTROPY("label entropy", MetricUnit.INFORMATION, Metric.LABEL_ENTROPY, Profile::scoredSize),
  PREDICTION_ENTROPY(
      "prediction entropy",
      MetricUnit.INFORMATION,
      Metric.PREDICTION_ENTROPY,
      Profile::predictedSize),
  KL_DIVERGENCE("KL divergence", MetricUnit.INFORMATION, Metric.KL_DIVERGENCE, Profile::scoredSize),
  JS_DIVERGENCE("JS divergence", MetricUnit.INFORMATION, Metric.JS_DIVERGENCE, Profile::scoredSize),
  CALIBRATION_GAP(
      "calibration gap", MetricUnit.INFORMATION, Metric.CALIBRATION_GAP, Profile::scoredSize),
  LOG_LOSS_P50(
      "median log loss",
      MetricUnit.INFORMATION,
      Profile::scoredSize,
      FigureEstimate.lossQuantile(Metric.LOG_LOSS_P50, 0.5)),
  LOG_LOSS_P90(
      "90th percentile of the log loss",
      MetricUnit.INFORMATION,
      Profile::scoredSize,
      FigureEstimate.lossQuantile(Metric.LOG_LOSS_P90, 0.9)),
  LOG_LOSS_P99(
      "99th percentile of the log loss",
      MetricUnit.INFORMATION,
      Profile::scoredSize,
      FigureEstimate.lossQuantile(Metric.LOG_LOSS_P99, 0.99)),
  ACCURACY("accuracy", Metric.ACCURACY),
  TOP_3_ACCURACY("top-3 accuracy", Metric.TOP_3_ACCURACY),
  TOP_5_ACCURACY("top-5 accuracy", Metric.TOP_5_ACCURACY),
  TOP_10_ACCURACY("top-10 accuracy", Metric.TOP_10_ACCURACY),
  MACRO_PRECISION("macro precision", MetricUnit.RATIO, Metric.MACRO_PRECISION, Profile::scoredSize),
  MACRO_RECALL("macro recall", MetricUnit.RATIO, Metric.MACRO_RECALL, Profile::scoredSize),
  MACRO_F1("macro F1", MetricUnit.RATIO, Metric.MACRO_F1, Profile::scoredSize),
  WEIGHTED_PRECISION(
      "weighted precision", MetricUnit.RATIO, Metric.WEIGHTED_PRECISION, Profile::scoredSize),
  WEIGHTED_RECALL("weighted recall", Metric.WEIGHTED_RECALL),
  WEIGHTED_F1("weighted F1", MetricUnit.RATIO, Metric.WEIGHTED_F1, Profile::scoredSize),
  BALANCED_ACCURACY(
      "balanced accuracy", MetricUnit.RATIO, Metric.BALANCED_ACCURACY, Profile::scoredSize),
  MCC("MCC", MetricUnit.RATIO, Metric.MCC, Profile::scoredSize),
  AVERAGE_PRECISION(
      "average precision", MetricUnit.RATIO, Metric.AVERAGE_PRECISION, Profile::scoredSize),
  BRIER("Brier score", MetricUnit.RATIO, Metric.BRIER, Profile::scoredSize),
  ECE(
      "calibration error (ECE)",
      MetricUnit.RATIO,
      Profile::scoredSize,
      FigureEstimate.calibrationError()),
  CLASSWISE_ECE(
      "class-wise calibration error",
      MetricUnit.RATIO,
      Profile::scoredSize,
      FigureEstimate.classwiseCalibrationError()),
  AUC("AUC", MetricUnit.RATIO, Metric.AUC, Profile::scoredSize),
  LABEL_COVERAGE(
      "label coverage",
      MetricUnit.RATIO,
      profile -> SampleSize.ofRows(profile.predictions()),
      FigureEstimate.share(Profile::scored, Profile::predictions)),
  CLIPPED_SHARE(
      "share of rows with a clipped probability",
      MetricUnit.RATIO,
      profile -> SampleSize.ofRows(profile.scored()),
      FigureEstimate.share(profile -> profile.clipped() + profile.infinite(), Profile::scored)),
  REJECTED_SHARE(
      "share of rejected rows",
      MetricUnit.RATIO,
      profile -> SampleSize.ofRows(profile.read()),
      FigureEstimate.share(ScoreComparisons::rejected, Profile::read)),
  DUPLICATE_SHARE(
      "share of duplicate rows",
      MetricUnit.RATIO,
      profile -> SampleSize.ofRows(profile.read()),
      FigureEstimate.share(profile -> profile.rows(RowStatus.DUPLICATE), Profile::read)),
  /** The rows read of a window: a count, without an interval. */
  ROWS(
      "number of rows",
      MetricUnit.ROWS,
      profile -> SampleSize.ofRows(profile.read()),
      FigureEstimate.exactly(Profile::read));

  private final String words;
  private final MetricUnit unit;
  private final Function<Profile, SampleSize> size;
  private final FigureEstimate.Estimator estimator;

  LimitMetric(
      String words,
      MetricUnit unit,
      Function<Profile, SampleSize> size,
      FigureEstimate.Estimator estimator) {
    this.words = words;
    this.unit = unit;
    this.size = size;
    this.estimator = estimator;
  }

  LimitMetric(String words, MetricUnit unit, Metric metric, Function<Profile, SampleSize> size) {
    this(words, unit, size, FigureEstimate.mean(metric, size));
  }

  /** A share of the scored rows. */
  LimitMetric(String words, Metric metric) {
    this(words, MetricUnit.RATIO, Profile::scoredSize, FigureEstimate.share(metric));
  }

  @Override
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public MetricUnit unit() {
    return unit;
  }

  @Override
  public String words() {
    return words;
  }

  @Override
  public SampleSize size(Profile profile) {
    return size.apply(profile);
  }

  @Override
  public FigureEstimate estimate(Profile profile, double alpha) {
    return estimator.estimate(profile, alpha);
  }

  @Override
  public boolean needsLabels() {
    return switch (this) {
      case PREDICTION_ENTROPY, REJECTED_SHARE, DUPLICATE_SHARE, ROWS -> false;
      default -> true;
    };
  }

  @Override
  public boolean isCount() {
    return unit == MetricUnit.ROWS;
  }

  @Override
  public String rows() {
    return switch (this) {
      case PREDICTION_ENTROPY, LABEL_COVERAGE -> "predictions";
      case REJECTED_SHARE, DUPLICATE_SHARE, ROWS -> "rows";
      default -> "labelled rows";
    };
  }
}
