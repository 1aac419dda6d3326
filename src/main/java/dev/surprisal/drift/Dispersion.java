package dev.surprisal.drift;

/**
 * How much more the windows of the reference differ among themselves than independent rows would:
 * days differ more than dice do.
 *
 * <p>The analysis of variance with one random effect: where a window's mean has the variance τ² of
 * the windows beside the variance σ²/n of its rows, Q = Σ n_w (x̄_w − x̄)² has the expectation (W −
 * 1)(σ² + τ² n₀) with n₀ = (N − Σ n_w² / N) / (W − 1), and τ² is estimated as what makes it the one
 * observed. For counts, Q is Pearson's X² by degree of freedom, σ² = 1, and τ² is the intra-class
 * correlation of the rows of a window.
 *
 * <p>τ² is the difference of Q/(W − 1), which has W − 1 degrees of freedom, and σ², which is known
 * well. So it has (W − 1)(τ² n₀ / (Q/(W − 1)))² of them (Satterthwaite): few where the windows
 * differ little beyond their rows. The variance of a mean over windows like those of the reference
 * then has the degrees of freedom of a t test on the windows' means.
 *
 * <p>S. R. Searle, G. Casella and C. E. McCulloch, Variance Components (1992), section 3.6.
 *
 * @param betweenWindows τ², at least 0
 * @param degreesOfFreedom of its estimate; 0 where it is 0
 */
record Dispersion(double betweenWindows, double degreesOfFreedom) {

  /** Fewer windows say too little of how windows differ. */
  static final int MIN_WINDOWS = 5;

  /** Windows that differ by their rows alone. */
  static final Dispersion NONE = new Dispersion(0, 0);

  /**
   * The dispersion; none where there are fewer than {@value #MIN_WINDOWS} windows.
   *
   * @param statistic Q
   * @param rowVariance σ²
   * @param rows the rows of each window, none 0
   */
  static Dispersion of(double statistic, double rowVariance, double[] rows) {
    if (rows.length < MIN_WINDOWS) {
      return NONE;
    }
    double total = 0;
    double squares = 0;
    for (double n : rows) {
      total += n;
      squares += n * n;
    }
    double windows = rows.length - 1.0;
    double meanSquare = statistic / windows;
    double size = (total - squares / total) / windows;
    double excess = meanSquare - rowVariance;
    return excess > 0
        ? new Dispersion(excess / size, windows * (excess / meanSquare) * (excess / meanSquare))
        : NONE;
  }
}
