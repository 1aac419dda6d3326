package dev.surprisal.drift;

/**
 * A figure that is a mean over rows, or behaves like one.
 *
 * @param rows the number of rows
 * @param mean the figure; NaN without a row
 * @param variance the variance of a row, so that the figure's is variance/rows
 * @param degreesOfFreedom how heavy the figure's tails are: those of t
 */
record Moments(long rows, double mean, double variance, double degreesOfFreedom) {

  /** A mean of independent rows. */
  Moments(long rows, double mean, double variance) {
    this(rows, mean, variance, rows - 1.0);
  }
}
