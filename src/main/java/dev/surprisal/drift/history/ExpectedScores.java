package dev.surprisal.drift.history;

import dev.surprisal.drift.comparison.Dispersion;
import dev.surprisal.drift.comparison.MeanDifference;
import dev.surprisal.drift.comparison.MeanDifference.Part;
import dev.surprisal.drift.comparison.Sample;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.Strata;
import dev.surprisal.profile.cube.Series;
import java.util.Arrays;

/**
 * The log loss and the accuracy that rows will turn out to have, before their labels arrive: what
 * the reference's rows of the same predicted class and the same confidence had. It holds while
 * predictions mean what they meant; that they no longer do, only labels tell.
 *
 * <p>Estimate: Σ_s w_s ℓ_s with the current share w_s of the strata s, rows of one predicted class
 * and about the same confidence ({@link Strata}), and the mean ℓ_s of the reference's rows in the
 * stratum. So that a stratum which the reference hardly has says something, one row of the mean of
 * all strata of this confidence is added, to whose rows in turn one of the reference's mean was.
 * Variance: Σ w_s² v_s/n_s for the reference, Σ w_s v_s/n for the rows themselves, and what the
 * reference's windows differed from their own estimates beyond that ({@link Dispersion}). So the
 * interval is one for what the labels will show, not for its expectation.
 */
public final class ExpectedScores {

  private final double alpha;
  private final Profile reference;
  private final Sample sample;
  private final Strata strata;

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
    this.strata = reference.strata();
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
        new RowMeans(means(strata.loss(), mean), means(strata.squaredLoss(), mean * mean)),
        Profile::meanFiniteLoss);
  }

  /** The accuracy that the rows are expected to have. */
  public Estimate accuracy(Profile rows) {
    double[] shares = means(strata.correct(), accuracyOf(reference));
    Estimate estimate = estimate(rows, new RowMeans(shares, shares), ExpectedScores::accuracyOf);
    return new Estimate(
        estimate.value(), Math.max(0, estimate.lower()), Math.min(1, estimate.upper()));
  }

  private static double accuracyOf(Profile profile) {
    return profile.correct() / profile.scoredSize().weight();
  }

  /** Sums by stratum as means, a stratum with few rows drawn to its confidence, that to all. */
  private double[] means(double[] sums, double ofAll) {
    int bins = strata.perClass();
    double[] sumOf = new double[bins];
    double[] rowsOf = new double[bins];
    for (int s = 0; s < sums.length; s++) {
      sumOf[s % bins] += sums[s];
      rowsOf[s % bins] += strata.rows()[s];
    }
    double[] means = new double[sums.length];
    Arrays.setAll(
        means,
        s -> {
          double ofConfidence = (sumOf[s % bins] + ofAll) / (rowsOf[s % bins] + 1);
          return (sums[s] + ofConfidence) / (strata.rows()[s] + 1);
        });
    return means;
  }

  /** The mean and the mean square of a row, by stratum. */
  private record RowMeans(double[] mean, double[] square) {

    double variance(int stratum) {
      return Math.max(0, square[stratum] - mean[stratum] * mean[stratum]);
    }

    /** The mean of rows, NaN where there is none. */
    double of(Profile rows) {
      double[] shares = rows.strata().shares();
      double sum = 0;
      for (int s = 0; s < shares.length; s++) {
        sum += shares[s] == 0 ? 0 : shares[s] * mean[s];
      }
      return sum;
    }
  }

  /** A figure that labels show. */
  @FunctionalInterface
  private interface Actual {
    double of(Profile profile);
  }

  private Estimate estimate(Profile rows, RowMeans means, Actual actual) {
    double n = rows.predictedSize().effective();
    if (reference.scoredSize().effective() < 2 || n == 0) {
      return new Estimate(Double.NaN, Double.NaN, Double.NaN);
    }
    double[] shares = rows.strata().shares();
    double ofReference = 0;
    double ofRows = 0;
    for (int s = 0; s < shares.length; s++) {
      ofReference += shares[s] * shares[s] * means.variance(s) / (strata.rows()[s] + 1);
      ofRows += shares[s] * means.variance(s) / n;
    }
    Dispersion dispersion = dispersion(means, actual);
    double windows = 1 + sample.concentration(Profile::scoredSize);
    double degreesOfFreedom = reference.scoredSize().effective() - 1;
    double value = means.of(rows);
    double margin =
        new MeanDifference(
                0,
                new Part(ofReference, degreesOfFreedom),
                new Part(ofRows, degreesOfFreedom),
                dispersion.part(ofReference + ofRows, windows))
            .margin(alpha);
    return new Estimate(value, value - margin, value + margin);
  }

  /** What the reference's windows differ from their own estimates. */
  private Dispersion dispersion(RowMeans means, Actual actual) {
    double between = 0;
    double variance = 0;
    for (int s = 0; s < strata.count(); s++) {
      variance += means.variance(s) * strata.rows()[s] / reference.scoredSize().effective();
    }
    for (Profile window : sample.windows()) {
      double scored = window.scoredSize().effective();
      if (scored > 0) {
        double error = actual.of(window) - means.of(window);
        between += scored * error * error;
      }
    }
    return Dispersion.of(between, variance, sample.windowRows(Profile::scoredSize));
  }
}
