package dev.surprisal.math.statistics;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/** The χ² distribution: the law of G and of Pearson's statistic where nothing differs. */
public final class ChiSquared {
  private ChiSquared() {}

  /**
   * The value that is not exceeded with the given probability.
   *
   * <p>The noise floor of a divergence estimated from n and m rows in K cells is {@code
   * quantile(0.95, K - 1) / 2 · (1/n + 1/m)}: what 95 in 100 comparisons of nothing stay below.
   *
   * @param probability between 0 and 1; outside gives NaN
   * @param degreesOfFreedom positive; else NaN
   */
  public static double quantile(double probability, double degreesOfFreedom) {
    if (!(probability >= 0 && probability <= 1) || !isPositive(degreesOfFreedom)) {
      return Double.NaN;
    }
    return ChiSquaredDistribution.of(degreesOfFreedom).inverseCumulativeProbability(probability);
  }

  /**
   * The probability of a value above {@code statistic}: the p-value. NaN if the statistic is NaN or
   * the degrees of freedom are not positive.
   */
  public static double survival(double statistic, double degreesOfFreedom) {
    if (Double.isNaN(statistic) || !isPositive(degreesOfFreedom)) {
      return Double.NaN;
    }
    return ChiSquaredDistribution.of(degreesOfFreedom).survivalProbability(statistic);
  }

  private static boolean isPositive(double degreesOfFreedom) {
    return degreesOfFreedom > 0 && degreesOfFreedom <= Double.MAX_VALUE;
  }
}
