package dev.surprisal.math.statistics;

import dev.surprisal.math.CompensatedSum;
import dev.surprisal.math.Distributions;
import dev.surprisal.math.Divergence;
import dev.surprisal.math.Entropy;

/**
 * The log loss of predictions, split into what no model could help, what the model knows, and what
 * it pays for being badly calibrated: uncertainty − resolution + reliability, in nats.
 *
 * <p>The predictions fall into groups, each with one prediction q_g and n_g rows whose labels have
 * the shares o_g; o are the shares of all labels:
 *
 * <pre>
 *   uncertainty = H(o)                  what predicting the shares for every row would cost
 *   resolution  = Σ n_g/n · D(o_g‖o)    what knowing the group takes off that
 *   reliability = Σ n_g/n · D(o_g‖q_g)  what predicting q_g and not o_g adds
 * </pre>
 *
 * <p>All three are at least 0, and {@link #logLoss()} is their sum by definition; it equals Σ n_g/n
 * · H(o_g, q_g) within rounding. J. Bröcker, <a href="https://doi.org/10.1002/qj.456">Reliability,
 * sufficiency, and the decomposition of proper scores</a> (2009), equation 10.
 *
 * @param uncertainty the entropy of the labels
 * @param resolution the information that the groups hold about the labels
 * @param reliability the cost of bad calibration; +∞ if a label came that had probability 0
 */
public record LogLossDecomposition(double uncertainty, double resolution, double reliability) {

  /**
   * Decomposes the log loss of groups of rows.
   *
   * <p>Where a group holds predictions that vary, give their mean: what they vary by is not part of
   * the decomposition, and the log loss of the rows differs from {@link #logLoss()} by that.
   *
   * @param labels rows per group and class
   * @param predictions the prediction of each group
   * @return all NaN if there are no rows, or if a prediction of a group with rows is not a
   *     distribution over the classes
   * @throws IllegalArgumentException if a count is negative, or if there are not as many
   *     predictions as groups
   */
  public static LogLossDecomposition of(long[][] labels, double[][] predictions) {
    if (labels.length != predictions.length) {
      throw new IllegalArgumentException(
          "Invalid predictions: %d beside %d groups (must be one for each group)"
              .formatted(predictions.length, labels.length));
    }
    double rows = 0;
    double[] totals = new double[labels.length == 0 ? 0 : labels[0].length];
    for (long[] group : labels) {
      Counts.requireSameLength(totals.length, group.length);
      rows += Counts.total(group);
      for (int i = 0; i < totals.length; i++) {
        totals[i] += group[i];
      }
    }
    double reliability = reliability(labels, predictions, rows);
    double uncertainty = Entropy.entropy(Distributions.normalise(totals));
    return Double.isNaN(reliability) || rows == 0
        ? new LogLossDecomposition(Double.NaN, Double.NaN, Double.NaN)
        : new LogLossDecomposition(uncertainty, MutualInformation.ofCounts(labels), reliability);
  }

  /** uncertainty − resolution + reliability. */
  public double logLoss() {
    return uncertainty - resolution + reliability;
  }

  private static double reliability(long[][] labels, double[][] predictions, double rows) {
    CompensatedSum sum = new CompensatedSum();
    for (int g = 0; g < labels.length; g++) {
      double size = Counts.total(labels[g]);
      if (size > 0) {
        double[] shares = new double[labels[g].length];
        for (int i = 0; i < shares.length; i++) {
          shares[i] = labels[g][i] / size;
        }
        sum.add(size / rows * Divergence.kullbackLeibler(shares, predictions[g]));
      }
    }
    return sum.value();
  }
}
