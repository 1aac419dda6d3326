package dev.surprisal.drift.comparison;

import dev.surprisal.profile.SampleSize;

/**
 * A figure that is a mean over rows, or behaves like one.
 *
 * @param size the rows; n is their effective number
 * @param mean the figure; NaN without a row
 * @param variance the variance of a row, so that the figure's is variance/n
 * @param degreesOfFreedom how heavy the figure's tails are: those of t
 */
public record Moments(SampleSize size, double mean, double variance, double degreesOfFreedom) {

  /** A mean of independent rows. */
  public Moments(SampleSize size, double mean, double variance) {
    this(size, mean, variance, size.effective() - 1);
  }

  /** The effective number of rows. */
  public double rows() {
    return size.effective();
  }
}
