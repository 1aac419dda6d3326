package dev.surprisal.math.statistics;

import dev.surprisal.math.DivergenceTerms;

/**
 * The G test, the likelihood-ratio test of counts: G = 2 Σ oᵢ ln(oᵢ/eᵢ) = 2n·D(observed‖expected).
 *
 * <p>Computed as 2 Σ (oᵢ ln(oᵢ/eᵢ) − oᵢ + eᵢ), in which no term is negative, with an explicit 0·ln
 * 0 = 0: an empty cell contributes its expectation and nothing is NaN. The p-value is that of χ²
 * and holds for expectations of about 5 and more.
 *
 * <p>R. Sokal and F. Rohlf, Biometry, 4th edition (2012), chapter 17.
 */
public final class GTest {
  private GTest() {}

  /**
   * Tests whether two samples of counts come from one distribution.
   *
   * <p>Cells that are empty in both are dropped; the degrees of freedom are the remaining cells −
   * 1. With a single cell left the statistic is 0 and the p-value 1. {@link TestResult#UNDEFINED}
   * if a sample has no rows. Relative error below 1e-14 for up to 2⁵³ rows.
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
    return ContingencyTable.of(new double[][] {first, second}).test(DivergenceTerms::excess, 2.0);
  }

  /**
   * Tests whether the rows of a contingency table come from one distribution. Empty rows and
   * columns are dropped. {@link TestResult#UNDEFINED} if fewer than two rows have counts.
   *
   * @throws IllegalArgumentException if a count is negative or the rows' lengths differ
   */
  public static TestResult independence(long[][] table) {
    return ContingencyTable.of(table).test(DivergenceTerms::excess, 2.0);
  }

  /**
   * Tests whether counts come from the distribution whose shares are proportional to the given
   * weights.
   *
   * <p>A count in a cell of weight 0 gives G = +∞ and p = 0. Cells empty in both are dropped.
   *
   * @param observed rows per cell
   * @param weights expected rows per cell, up to a common factor
   * @throws IllegalArgumentException if a count or weight is invalid or the lengths differ
   */
  public static TestResult goodnessOfFit(long[] observed, double[] weights) {
    return ContingencyTable.fit(observed, weights, DivergenceTerms::excess, 2.0);
  }
}
