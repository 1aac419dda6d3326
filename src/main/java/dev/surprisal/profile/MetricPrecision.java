package dev.surprisal.profile;

import dev.surprisal.math.statistics.ConfusionMatrix.Figure;
import dev.surprisal.profile.section.LossFigures;

/**
 * How sure a profile is of its figures, by its rows alone.
 *
 * <p>Where a profile keeps no squares of a figure that lies in [0, M], its variance is bounded by
 * mean · (M − mean), which no distribution on that interval exceeds: R. Bhatia and C. Davis, <a
 * href="https://doi.org/10.2307/2589180">A Better Bound on the Variance</a> (2000). An interval is
 * then wider than it need be, never narrower.
 */
public final class MetricPrecision {

  private MetricPrecision() {}

  /**
   * The variance v of a row, so that the figure's is v/n for n effective rows; in the square of the
   * figure's unit, nats² for information. Of the perplexity, that of its logarithm. NaN where the
   * profile does not tell, as for counts and quantiles.
   *
   * @param metric the figure
   * @param profile of which rows
   */
  public static double varianceOfRow(Metric metric, Profile profile) {
    double figure = metric.value(profile);
    return switch (metric) {
      case LOG_LOSS, PERPLEXITY -> profile.lossVariance();
      case LOG_LOSS_UNCLIPPED -> unclipped(profile);
      case KL_DIVERGENCE -> {
        double entropy = Metric.LABEL_ENTROPY.value(profile);
        double deviation = Math.sqrt(bounded(entropy, ofAnyClass(profile)));
        yield Math.pow(Math.sqrt(profile.lossVariance()) + deviation, 2);
      }
      case LABEL_ENTROPY, PREDICTION_ENTROPY -> bounded(figure, ofAnyClass(profile));
      case JS_DIVERGENCE -> bounded(figure, Math.log(2));
      case BRIER -> profile.brierVariance();
      case CALIBRATION_GAP -> profile.gapVariance();
      case AUC -> AreaVariance.of(profile) * profile.scoredSize().effective();
      case MACRO_PRECISION -> ofConfusion(profile, Figure.MACRO_PRECISION);
      case MACRO_RECALL, BALANCED_ACCURACY -> ofConfusion(profile, Figure.MACRO_RECALL);
      case MACRO_F1 -> ofConfusion(profile, Figure.MACRO_F1);
      case WEIGHTED_PRECISION -> ofConfusion(profile, Figure.WEIGHTED_PRECISION);
      case WEIGHTED_F1 -> ofConfusion(profile, Figure.WEIGHTED_F1);
      case MCC -> ofConfusion(profile, Figure.MCC);
      case AVERAGE_PRECISION -> AveragePrecision.varianceOfRow(profile);
      default -> Double.NaN;
    };
  }

  /** The same of the average precision of a class; NaN where it has too few rows. */
  public static double ofAveragePrecision(Profile profile, int ofClass) {
    return AveragePrecision.varianceOfRow(profile, ofClass);
  }

  /** The loss that a share of the scored rows does not exceed, in nats, to 2.2 %. */
  public static double lossQuantile(Profile profile, double share) {
    return Metric.lossQuantile(profile, share);
  }

  private static double ofConfusion(Profile profile, Figure figure) {
    return profile.confusion().times(profile.scoredSize().scale()).varianceOfRow(figure);
  }

  private static double ofAnyClass(Profile profile) {
    return Math.log(profile.layout().classes());
  }

  private static double bounded(double mean, double most) {
    return Math.max(0, mean * (most - mean));
  }

  /**
   * The squares of clipped losses are not kept by themselves; they are at least the square of their
   * sum over their number (Cauchy and Schwarz), and just that where labels are classes.
   */
  private static double unclipped(Profile profile) {
    SampleSize unclipped = profile.unclippedSize();
    double clippedWeight = profile.finiteSize().weight() - unclipped.weight();
    LossFigures losses = profile.section(LossFigures.class);
    double clipped = losses.clippedSum(profile.state());
    double squares = losses.squaredSum(profile.state());
    if (clippedWeight > 0) {
      squares -= clipped * clipped / clippedWeight;
    }
    double mean = losses.unclippedSum(profile.state()) / unclipped.weight();
    return Math.max(0, squares - unclipped.weight() * mean * mean) / unclipped.lessOne();
  }
}
