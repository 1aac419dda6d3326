package dev.surprisal.math.statistics;

import java.util.Arrays;

/** Shares from counts, such that an empty cell is unlikely and not impossible. */
public final class Smoothing {
  /** Jeffreys' prior for a multinomial distribution: half a row in every cell. */
  private static final double JEFFREYS_PRIOR = 0.5;

  private Smoothing() {}

  /**
   * The shares (cᵢ + ½) / (n + K/2) of counts: the mean of the posterior under Jeffreys' prior.
   *
   * <p>No rows at all give equal shares. R. Krichevsky and V. Trofimov, <a
   * href="https://doi.org/10.1109/TIT.1981.1056331">The Performance of Universal Encoding</a>
   * (1981).
   *
   * @param counts rows per cell, none negative
   * @throws IllegalArgumentException if a count is negative
   */
  public static double[] jeffreys(long[] counts) {
    Counts.total(counts);
    return jeffreys(Arrays.stream(counts).asDoubleStream().toArray());
  }

  /** The same of cells that need not hold whole rows, such as sums of probabilities. */
  public static double[] jeffreys(double[] counts) {
    double total = Counts.total(counts) + JEFFREYS_PRIOR * counts.length;
    double[] shares = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      shares[i] = (counts[i] + JEFFREYS_PRIOR) / total;
    }
    return shares;
  }
}
