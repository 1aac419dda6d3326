package dev.surprisal.math.statistics;

import dev.surprisal.math.CompensatedSum;
import dev.surprisal.math.Distributions;
import dev.surprisal.math.DivergenceTerms;
import dev.surprisal.math.Kernels;

/**
 * The mutual information I(X; Y) = D(joint‖product of its margins) = H(X) + H(Y) − H(X, Y), in
 * nats: what one of two variables tells about the other. Symmetric, between 0 and the lesser
 * entropy.
 *
 * <p>T. Cover and J. Thomas, Elements of Information Theory (2006), section 2.3.
 */
public final class MutualInformation {
  private MutualInformation() {}

  /**
   * The mutual information of a joint distribution. NaN if the table as a whole is not a
   * distribution, or its rows' lengths differ.
   *
   * @param joint the probability of each pair, a row per value of X
   */
  public static double of(double[][] joint) {
    double[] rows = new double[joint.length];
    double[] columns = new double[joint.length == 0 ? 0 : joint[0].length];
    for (int i = 0; i < joint.length; i++) {
      if (joint[i].length != columns.length) {
        return Double.NaN;
      }
      rows[i] = Kernels.sum(joint[i], columns.length);
      for (int j = 0; j < columns.length; j++) {
        columns[j] += joint[i][j];
        // Not left to the margins: a negative cell could hide in a sum.
        if (!(joint[i][j] >= 0)) {
          return Double.NaN;
        }
      }
    }
    return Distributions.isDistribution(rows) ? divergence(joint, rows, columns) : Double.NaN;
  }

  /**
   * The mutual information of counts' shares: G/2n. Estimated from few rows it is too large, by
   * about (R − 1)(C − 1)/2n (G. A. Miller, Note on the bias of information estimates, in:
   * Information Theory in Psychology, 1955). NaN if there are no rows.
   *
   * @param counts rows of each pair, a row per value of X
   * @throws IllegalArgumentException if a count is negative or the rows' lengths differ
   */
  public static double ofCounts(long[][] counts) {
    double rows = 0;
    for (long[] row : counts) {
      rows += Counts.total(row);
    }
    TestResult test = GTest.independence(counts);
    // A single row tells nothing about the columns.
    double statistic = test.isDefined() ? test.statistic() : 0.0;
    return rows == 0 ? Double.NaN : statistic / (2 * rows);
  }

  private static double divergence(double[][] joint, double[] rows, double[] columns) {
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        double product = rows[i] * columns[j];
        if (product > 0) {
          DivergenceTerms.addGeneralised(sum, joint[i][j], product);
        }
      }
    }
    return Math.max(0.0, sum.value());
  }
}
