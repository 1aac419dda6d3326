package dev.surprisal.dataset.spec;

/**
 * What a row must satisfy.
 *
 * @param sumTolerance how far from 1 a distribution may sum, in (0, 0.5]
 * @param maxRejectedShare the share of rows read, in [0, 1], above which the run is refused
 * @param countOutside whether the rows are counted whose timestamp lies in no window, at the cost
 *     of a scan of all timestamps
 * @param maxDuplicateShare the share of rows read, in [0, 1], that may repeat the key and version
 *     of another row; above it the run is refused
 */
public record CheckPolicy(
    double sumTolerance, double maxRejectedShare, boolean countOutside, double maxDuplicateShare) {

  /**
   * A sum within 1e-4 of one (float predictions of a thousand classes pass); at most 5 % rejected;
   * at most 10 % duplicates.
   */
  public static final CheckPolicy DEFAULT = new CheckPolicy(1e-4, 0.05, false, 0.1);

  /** Checks the bounds. */
  public CheckPolicy {
    if (!(sumTolerance > 0 && sumTolerance <= 0.5)) {
      throw new IllegalArgumentException(
          "Invalid checks.sum_tolerance: " + sumTolerance + " (must be in (0, 0.5])");
    }
    if (!(maxRejectedShare >= 0 && maxRejectedShare <= 1)) {
      throw new IllegalArgumentException(
          "Invalid checks.max_rejected: " + maxRejectedShare + " (must be in [0, 1])");
    }
    if (!(maxDuplicateShare >= 0 && maxDuplicateShare <= 1)) {
      throw new IllegalArgumentException(
          "Invalid checks.max_duplicates: " + maxDuplicateShare + " (must be in [0, 1])");
    }
  }
}
