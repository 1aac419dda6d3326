package dev.surprisal.math.statistics;

/**
 * What a figure estimated from counts is off by, to first order, because the counts are few.
 *
 * <p>G. A. Miller, Note on the bias of information estimates, in: Information Theory in Psychology
 * (1955).
 */
public final class Bias {
  private Bias() {}

  /**
   * By how many nats the entropy of n rows' shares in K cells falls below the truth: (K − 1)/2n.
   * Add it to the estimate.
   *
   * @param cells the number of cells that can be filled; below 1 gives NaN
   * @param n the number of rows; below 1 gives NaN
   */
  public static double millerMadow(int cells, long n) {
    return cells >= 1 && n >= 1 ? 0.5 * (cells - 1.0) / n : Double.NaN;
  }

  /**
   * How many nats the divergence D(p̂‖q̂) shows on average where nothing differs: (K − 1)/2 · (1/n
   * + 1/m). Take it off the estimate.
   *
   * @param cells the number of cells that can be filled; below 1 gives NaN
   * @param n the rows of the one sample; below 1 gives NaN
   * @param m the rows of the other; below 1 gives NaN
   */
  public static double twoSample(int cells, long n, long m) {
    return millerMadow(cells, n) + millerMadow(cells, m);
  }

  /**
   * How many nats of mutual information n rows show on average where the variables are independent:
   * (R − 1)(C − 1)/2n. Take it off the estimate.
   *
   * @param rows the values that the one variable can take; below 1 gives NaN
   * @param columns the values that the other can take; below 1 gives NaN
   * @param n the number of rows of data; below 1 gives NaN
   */
  public static double mutualInformation(int rows, int columns, long n) {
    return rows >= 1 ? (rows - 1.0) * millerMadow(columns, n) : Double.NaN;
  }
}
