package dev.surprisal.dataset;

/**
 * What a row must satisfy.
 *
 * @param sumTolerance how far from 1 a distribution may sum, in (0, 0.5]
 * @param maxRejectedShare the share of rows read, in [0, 1], above which the run is refused
 */
public record CheckPolicy(double sumTolerance, double maxRejectedShare) {

  /** A sum within 1e-4 of one (float predictions of a thousand classes pass); at most 5 %. */
  public static final CheckPolicy DEFAULT = new CheckPolicy(1e-4, 0.05);

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
  }
}
