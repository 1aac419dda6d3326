package dev.surprisal.drift.limit;

import dev.surprisal.drift.comparison.Calibrations;
import dev.surprisal.drift.comparison.Moments;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.math.statistics.Normal;
import dev.surprisal.profile.Metric;
import dev.surprisal.profile.MetricPrecision;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.SampleSize;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A figure with its confidence interval, by the rows that it is read off alone: nothing is compared
 * with it. Information in nats; NaN where there is no such figure or interval, +∞ where a loss is
 * infinite.
 *
 * @param value the figure, its expected bias taken off
 * @param observed the figure as published
 * @param interval the interval at level 1 − α
 */
public record FigureEstimate(double value, double observed, ConfidenceInterval interval) {

  /** Reads a figure off a profile. */
  @FunctionalInterface
  interface Estimator {
    FigureEstimate estimate(Profile profile, double alpha);
  }

  /** Whether there is a figure and an interval. */
  boolean isDefined() {
    return !Double.isNaN(value)
        && !Double.isNaN(interval.lower())
        && !Double.isNaN(interval.upper());
  }

  /** A mean, or what behaves like one: figure ± t(n − 1) · √(v/n), n the effective rows. */
  static Estimator mean(Metric metric, Function<Profile, SampleSize> size) {
    return (profile, alpha) -> {
      double figure = metric.value(profile);
      double variance = MetricPrecision.varianceOfRow(metric, profile);
      return ofMean(new Moments(size.apply(profile), figure, variance), figure, alpha);
    };
  }

  /** The calibration error with what noise adds to it taken off; see {@link Calibrations}. */
  static Estimator calibrationError() {
    return (profile, alpha) ->
        ofMean(Calibrations.calibrationError(profile), Metric.ECE.value(profile), alpha);
  }

  /** The same of the probability of each class, in the mean. */
  static Estimator classwiseCalibrationError() {
    return (profile, alpha) ->
        ofMean(Calibrations.classwiseError(profile), Metric.CLASSWISE_ECE.value(profile), alpha);
  }

  static FigureEstimate ofMean(Moments moments, double observed, double alpha) {
    double mean = moments.mean();
    if (mean == Double.POSITIVE_INFINITY) {
      return exactly(mean);
    }
    double freedom = Math.min(moments.degreesOfFreedom(), moments.rows() - 1);
    double margin =
        freedom > 0
            ? TDistribution.of(freedom).inverseSurvivalProbability(alpha / 2)
                * Math.sqrt(moments.variance() / moments.rows())
            : Double.NaN;
    return new FigureEstimate(mean, observed, new ConfidenceInterval(mean - margin, mean + margin));
  }

  /** exp of the log loss and of the ends of its interval. */
  static Estimator perplexity(Function<Profile, SampleSize> size) {
    Estimator logLoss = mean(Metric.LOG_LOSS, size);
    return (profile, alpha) -> {
      FigureEstimate of = logLoss.estimate(profile, alpha);
      return new FigureEstimate(
          Math.exp(of.value),
          Math.exp(of.observed),
          new ConfidenceInterval(Math.exp(of.interval.lower()), Math.exp(of.interval.upper())));
    };
  }

  /** A share of the scored rows as they weigh. */
  static Estimator share(Metric metric) {
    return (profile, alpha) ->
        wilson(metric.value(profile), profile.scoredSize().effective(), alpha);
  }

  /** A share of rows, whatever they weigh. */
  static Estimator share(ToLongFunction<Profile> hits, ToLongFunction<Profile> all) {
    return (profile, alpha) -> {
      double rows = all.applyAsLong(profile);
      return wilson(hits.applyAsLong(profile) / rows, rows, alpha);
    };
  }

  static FigureEstimate wilson(double share, double rows, double alpha) {
    return new FigureEstimate(
        share, share, ConfidenceInterval.ofShare(share, rows, Normal.quantile(1 - alpha / 2)));
  }

  /**
   * F1, which is 2J/(1 + J) of a share: of the rows that are of a class or predicted to be, J is
   * the share that is both.
   */
  static FigureEstimate harmonicMean(double figure, double rows, double alpha) {
    ConfidenceInterval share = wilson(figure / (2 - figure), rows, alpha).interval;
    return new FigureEstimate(
        figure,
        figure,
        new ConfidenceInterval(
            2 * share.lower() / (1 + share.lower()), 2 * share.upper() / (1 + share.upper())));
  }

  /**
   * A quantile of the rows' losses: between those at the shares q ± z√(q(1 − q)/n), by the binomial
   * number of rows below it.
   */
  static Estimator lossQuantile(Metric metric, double share) {
    return (profile, alpha) -> {
      double figure = metric.value(profile);
      if (Double.isNaN(figure)) {
        return new FigureEstimate(figure, figure, new ConfidenceInterval(figure, figure));
      }
      double n = profile.scoredSize().effective();
      double margin = Normal.quantile(1 - alpha / 2) * Math.sqrt(share * (1 - share) / n);
      double least = share - margin;
      double most = share + margin;
      return new FigureEstimate(
          figure,
          figure,
          new ConfidenceInterval(
              least > 0 ? MetricPrecision.lossQuantile(profile, least) : 0,
              most < 1 ? MetricPrecision.lossQuantile(profile, most) : Double.POSITIVE_INFINITY));
    };
  }

  /** A count, which is what it is. */
  static Estimator exactly(ToDoubleFunction<Profile> count) {
    return (profile, alpha) -> exactly(count.applyAsDouble(profile));
  }

  private static FigureEstimate exactly(double figure) {
    return new FigureEstimate(figure, figure, new ConfidenceInterval(figure, figure));
  }
}
