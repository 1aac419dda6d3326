package dev.surprisal.profile;

import dev.surprisal.math.ExactSum;
import dev.surprisal.profile.sketch.ColumnHistogram;

/**
 * The mean and the spread of a numeric column's finite values, read off their exact sums.
 *
 * @param rows the rows with a finite value, as they weigh
 * @param mean the mean; NaN without a row
 * @param variance the unbiased variance of a value; NaN for fewer than two rows and where squares
 *     are beyond the doubles
 */
public record ColumnMoments(double rows, double mean, double variance) {

  /** Magnitudes whose weighted squares a double can hold. */
  private static final double SQUARABLE = 0x1p480;

  /** Magnitudes whose product with a weight a double can hold. */
  private static final double SUMMABLE = 0x1p960;

  /**
   * Reads a column's section.
   *
   * @param state the state
   * @param at the section
   * @param unit what a count of one weighs
   * @param size the rows of the profile, for the effective number
   */
  static ColumnMoments read(long[] state, int at, double unit, SampleSize size) {
    long count = ColumnHistogram.finite(state, at);
    double greatest = ColumnHistogram.greatestMagnitude(state, at);
    double mean =
        greatest < SUMMABLE ? ExactSum.sum(state, at + ColumnHistogram.SUM) / count : Double.NaN;
    double variance =
        greatest < SQUARABLE
            ? ExactSum.variance(
                state, at + ColumnHistogram.SUM, at + ColumnHistogram.SQUARES, count)
            : Double.NaN;
    return new ColumnMoments(count * unit, mean, variance * unbiased(unit, size));
  }

  /** Of rows with weights, counts are of units, which are many more than the rows. */
  private static double unbiased(double unit, SampleSize size) {
    return unit == 1 ? 1 : size.effective() / (size.effective() - 1);
  }
}
