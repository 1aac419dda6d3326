package dev.surprisal.math.statistics;

/**
 * Pearson's χ² test of counts: χ² = Σ (oᵢ − eᵢ)²/eᵢ, without a continuity correction.
 *
 * <p>The p-value holds for expectations of about 5 and more.
 *
 * <p>K. Pearson, <a href="https://doi.org/10.1080/14786440009463897">On the criterion that a given
 * system of deviations…</a> (1900).
 */
public final class ChiSquaredTest {
  private ChiSquaredTest() {}

  /**
   * Tests whether two samples of counts come from one distribution.
   *
   * <p>Cells that are empty in both are dropped; the degrees of freedom are the remaining cells −
   * 1. With a single cell left the statistic is 0 and the p-value 1. {@link TestResult#UNDEFINED}
   * if a sample has no rows.
   *
   * @param first rows per cell of the first sample
   * @param second rows per cell of the second, over the same cells
   * @throws IllegalArgumentException if a count is negative or the lengths differ
   */
  public static TestResult twoSample(long[] first, long[] second) {
    return independence(new long[][] {first, second});
  }

  /**
   * The same of cells that need not hold whole rows, such as sums of probabilities. The p-value is
   * that of whole rows, and so an upper bound for sums that vary less.
   *
   * @param first the mass per cell of the first sample
   * @param second the mass per cell of the second, over the same cells
   * @throws IllegalArgumentException if a mass is negative or the lengths differ
   */
  public static TestResult twoSample(double[] first, double[] second) {
    return ContingencyTable.of(new double[][] {first, second}).test(ChiSquaredTest::term, 1.0);
  }

  /**
   * Tests whether the rows of a contingency table come from one distribution. Empty rows and
   * columns are dropped. {@link TestResult#UNDEFINED} if fewer than two rows have counts.
   *
   * @throws IllegalArgumentException if a count is negative or the rows' lengths differ
   */
  public static TestResult independence(long[][] table) {
    return ContingencyTable.of(table).test(ChiSquaredTest::term, 1.0);
  }

  /**
   * Tests whether counts come from the distribution whose shares are proportional to the given
   * weights.
   *
   * <p>A count in a cell of weight 0 gives χ² = +∞ and p = 0. Cells empty in both are dropped.
   *
   * @param observed rows per cell
   * @param weights expected rows per cell, up to a common factor
   * @throws IllegalArgumentException if a count or weight is invalid or the lengths differ
   */
  public static TestResult goodnessOfFit(long[] observed, double[] weights) {
    return ContingencyTable.fit(observed, weights, ChiSquaredTest::term, 1.0);
  }

  private static double term(double observed, double expected, double difference) {
    return difference == 0 ? 0.0 : difference * (difference / expected);
  }
}
