package dev.surprisal.drift;

/**
 * How much more the windows of the reference differ among themselves than independent rows would:
 * days differ more than dice do.
 *
 * <p>The analysis of variance with one random effect: where a window's mean has the variance τ² of
 * the windows beside the variance σ²/n of its rows, Q = Σ n_w (x̄_w − x̄)² has the expectation (W −
 * 1) σ² + τ² (N − Σ n_w² / N), and τ² is estimated as what makes it the one observed. For counts, Q
 * is Pearson's X² by degree of freedom, σ² = 1, and τ² is the intra-class correlation of the rows
 * of a window.
 *
 * <p>S. R. Searle, G. Casella and C. E. McCulloch, Variance Components (1992), section 3.6.
 */
final class Dispersion {

  /** Fewer windows say too little of how windows differ. */
  static final int MIN_WINDOWS = 5;

  private Dispersion() {}

  /**
   * τ², at least 0; 0 where there are fewer than {@value #MIN_WINDOWS} windows.
   *
   * @param statistic Q
   * @param rowVariance σ²
   * @param rows the rows of each window, none 0
   */
  static double betweenWindows(double statistic, double rowVariance, long[] rows) {
    if (rows.length < MIN_WINDOWS) {
      return 0;
    }
    double total = 0;
    double squares = 0;
    for (long n : rows) {
      total += n;
      squares += (double) n * n;
    }
    double expected = (rows.length - 1) * rowVariance;
    return Math.max(0, (statistic - expected) / (total - squares / total));
  }
}
