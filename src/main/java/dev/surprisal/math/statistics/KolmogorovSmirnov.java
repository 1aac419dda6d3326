package dev.surprisal.math.statistics;

/**
 * The statistic of Kolmogorov and Smirnov, max |F(x) − G(x)|, of two histograms over the same bins:
 * from their distribution functions at the bins' edges. That of the values themselves is at least
 * as large, and larger by at most the share of the fullest bin: the bins' width is the error.
 */
public final class KolmogorovSmirnov {
  private KolmogorovSmirnov() {}

  /**
   * The statistic, from 0 to 1. NaN if a histogram is empty.
   *
   * @param first rows per bin
   * @param second rows per bin
   * @throws IllegalArgumentException if a count is negative or the lengths differ
   */
  public static double statistic(long[] first, long[] second) {
    double greatest = first.length == 0 ? Double.NaN : 0;
    for (double difference : Counts.cumulativeDifferences(first, second)) {
      greatest = Math.max(greatest, Math.abs(difference));
    }
    return Math.min(1, greatest);
  }
}
