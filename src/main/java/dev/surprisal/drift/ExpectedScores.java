package dev.surprisal.drift;

import dev.surprisal.drift.MeanDifference.Part;
import dev.surprisal.profile.Calibration;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.SampleSize;
import dev.surprisal.profile.Series;
import java.util.function.IntToDoubleFunction;

/**
 * The log loss and the accuracy that rows will turn out to have, before their labels arrive: what
 * the reference's rows of the same confidence had. It holds while predictions mean what they meant;
 * that they no longer do, only labels tell.
 *
 * <p>Estimate: Σ_b s_b ℓ_b with the current share s_b of the bins b of the confidence and the mean
 * ℓ_b of the reference's rows in the bin, to which one row of the reference's mean is added, for
 * bins that it hardly has. Variance: Σ s_b² v_b/n_b for the reference, Σ s_b v_b/n for the rows
 * themselves, and what the reference's windows differed from their own estimates beyond that
 * ({@link Dispersion}). So the interval is one for what the labels will show, not for its
 * expectation.
 */
public final class ExpectedScores {

  private final double alpha;
  private final Profile reference;
  private final Sample sample;
  private final Calibration calibration;

  /**
   * Learns from a reference.
   *
   * @param alpha the level of the intervals is 1 − α
   * @param series the series whose reference it is
   */
  public ExpectedScores(double alpha, Series series) {
    this.alpha = alpha;
    this.sample = Sample.ofReference(series);
    this.reference = sample.whole();
    this.calibration = reference.calibration();
  }

  /**
   * An estimate.
   *
   * @param value the figure, log loss in nats; NaN where the reference has no labelled row or one
   *     of infinite loss
   * @param lower the lower end of the interval
   * @param upper the upper end
   */
  public record Estimate(double value, double lower, double upper) {}

  /** The log loss that the rows are expected to have, labelled or not. */
  public Estimate logLoss(Profile rows) {
    double mean = reference.infinite() > 0 ? Double.NaN : reference.meanFiniteLoss();
    return estimate(
        rows,
        new Bins(
            b -> (calibration.loss()[b] + mean) / (calibration.rows()[b] + 1),
            b -> (calibration.squaredLoss()[b] + mean * mean) / (calibration.rows()[b] + 1)),
        Profile::meanFiniteLoss);
  }

  /** The accuracy that the rows are expected to have. */
  public Estimate accuracy(Profile rows) {
    double mean = reference.correct() / reference.scoredSize().weight();
    IntToDoubleFunction share =
        b -> (calibration.correct()[b] + mean) / (calibration.rows()[b] + 1);
    Estimate estimate =
        estimate(
            rows,
            new Bins(share, share),
            profile -> profile.correct() / profile.scoredSize().weight());
    return new Estimate(
        estimate.value(), Math.max(0, estimate.lower()), Math.min(1, estimate.upper()));
  }

  /** The mean and the mean square of a row, by bin. */
  private record Bins(IntToDoubleFunction mean, IntToDoubleFunction square) {

    double variance(int bin) {
      double mean = this.mean.applyAsDouble(bin);
      return Math.max(0, square.applyAsDouble(bin) - mean * mean);
    }
  }

  /** A figure that labels show. */
  @FunctionalInterface
  private interface Actual {
    double of(Profile profile);
  }

  private Estimate estimate(Profile rows, Bins bins, Actual actual) {
    double[] confidences = rows.confidences();
    SampleSize size = rows.predictedSize();
    double n = size.effective();
    if (reference.scoredSize().effective() < 2 || n == 0) {
      return new Estimate(Double.NaN, Double.NaN, Double.NaN);
    }
    double value = mean(rows, bins);
    double ofReference = 0;
    double ofRows = 0;
    for (int b = 0; b < confidences.length; b++) {
      double share = confidences[b] / size.weight();
      ofReference += share * share * bins.variance(b) / (calibration.rows()[b] + 1);
      ofRows += share * bins.variance(b) / n;
    }
    Dispersion dispersion = dispersion(bins, actual);
    double windows = 1 + sample.concentration(Profile::scoredSize);
    double degreesOfFreedom = reference.scoredSize().effective() - 1;
    double margin =
        new MeanDifference(
                0,
                new Part(ofReference, degreesOfFreedom),
                new Part(ofRows, degreesOfFreedom),
                dispersion.part(ofReference + ofRows, windows))
            .margin(alpha);
    return new Estimate(value, value - margin, value + margin);
  }

  private static double mean(Profile rows, Bins bins) {
    double[] confidences = rows.confidences();
    double weight = rows.predictedSize().weight();
    double mean = 0;
    for (int b = 0; b < confidences.length; b++) {
      mean += confidences[b] == 0 ? 0 : confidences[b] * bins.mean().applyAsDouble(b) / weight;
    }
    return mean;
  }

  /** What the reference's windows differ from their own estimates. */
  private Dispersion dispersion(Bins bins, Actual actual) {
    double between = 0;
    double variance = 0;
    for (int b = 0; b < calibration.bins(); b++) {
      variance += bins.variance(b) * calibration.rows()[b] / reference.scoredSize().effective();
    }
    for (Profile window : sample.windows()) {
      double scored = window.scoredSize().effective();
      if (scored > 0) {
        double error = actual.of(window) - mean(window, bins);
        between += scored * error * error;
      }
    }
    return Dispersion.of(between, variance, sample.windowRows(Profile::scoredSize));
  }
}
