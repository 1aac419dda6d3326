package dev.surprisal.drift.comparison;

import dev.surprisal.drift.comparison.MeanDifference.Part;

/**
 * How much more the windows of the reference differ among themselves than independent rows would:
 * days differ more than dice do.
 *
 * <p>The analysis of variance with one random effect: where a window's mean has the variance τ² of
 * the windows beside the variance σ²/n of its rows, Q = Σ n_w (x̄_w − x̄)² has the expectation (W −
 * 1)(σ² + τ² n₀) with n₀ = (N − Σ n_w² / N) / (W − 1), and τ² is estimated as what makes it the one
 * observed, at least 0. For counts, Q is Pearson's X² by degree of freedom or along a direction, σ²
 * = 1, and τ² is the intra-class correlation of the rows of a window.
 *
 * <p>S. R. Searle, G. Casella and C. E. McCulloch, Variance Components (1992), section 3.6.
 *
 * @param rowVariance σ²
 * @param meanSquare Q/(W − 1)
 * @param size n₀, the rows of a window
 * @param freeWindows W − 1; 0 where there were too few windows to tell
 */
public record Dispersion(double rowVariance, double meanSquare, double size, double freeWindows) {

  /** Fewer windows say too little of how windows differ. */
  public static final int MIN_WINDOWS = 5;

  /** Windows of which nothing is known but that their rows differ. */
  static final Dispersion NONE = new Dispersion(0, 0, 1, 0);

  /** From so many degrees of freedom on an estimated variance may be a difference of two. */
  private static final double ENOUGH = 8;

  /** What a test takes a mean square to be at least, over σ². */
  static final double LEAST_FOR_TESTS = 0.5;

  /**
   * The dispersion; none where there are fewer than {@value #MIN_WINDOWS} windows.
   *
   * @param statistic Q
   * @param rowVariance σ²
   * @param rows the rows of each window, none 0
   */
  public static Dispersion of(double statistic, double rowVariance, double[] rows) {
    return rows.length < MIN_WINDOWS
        ? NONE
        : new Dispersion(
            rowVariance, statistic / (rows.length - 1.0), size(rows), rows.length - 1.0);
  }

  /** n₀. */
  static double size(double[] rows) {
    double total = 0;
    double squares = 0;
    for (double n : rows) {
      total += n;
      squares += n * n;
    }
    return (total - squares / total) / (rows.length - 1.0);
  }

  /** Whether there were windows enough. */
  boolean isKnown() {
    return freeWindows > 0;
  }

  /** τ², at least 0. */
  public double betweenWindows() {
    return Math.max(0, (meanSquare - rowVariance) / size);
  }

  /**
   * What windows add to the variance of a difference of two means, beside what its rows do: τ²c,
   * with c = Σ (n_w/n)² over either side's windows; at least 0.
   *
   * @param ofRows r, what rows do
   * @param concentration c
   */
  public Part part(double ofRows, double concentration) {
    return part(ofRows, concentration, 1);
  }

  /**
   * The same for a test. The mean square may be as low as half of σ²: were it σ² at least, a test
   * at 5 % over ten cells against 14 windows would err in 0.2 % of comparisons alone; were it as
   * low as it happens to be, windows that chance has made all alike would make everything differ.
   */
  Part testPart(double ofRows, double concentration) {
    return part(ofRows, concentration, LEAST_FOR_TESTS);
  }

  /**
   * All hangs on the mean square s², which has W − 1 degrees of freedom: with C = c/n₀ the variance
   * is r + C(s² − σ²). Where windows have one size, r = Cσ², and this is the t test of the windows'
   * means, whatever the dispersion. So its degrees of freedom never fall below W − 1 because the
   * windows happened to differ little. Where the current windows have more rows than those of the
   * reference, which say the less of windows of that size, r &lt; Cσ², and the variance would be
   * the difference of two: unless it keeps {@value #ENOUGH} degrees of freedom it is C s², as if
   * the windows had the reference's rows.
   */
  private Part part(double ofRows, double concentration, double least) {
    if (!isKnown()) {
      return new Part(0, Double.POSITIVE_INFINITY);
    }
    double scale = concentration / size;
    double estimated = scale * Math.max(meanSquare, least * rowVariance);
    double added = estimated - scale * rowVariance;
    double share = estimated / (ofRows + added);
    boolean isEnough = share > 0 && (share <= 1.001 || freeWindows / (share * share) >= ENOUGH);
    return new Part(isEnough ? added : Math.max(added, estimated - ofRows), freeWindows, estimated);
  }
}
