package dev.surprisal.math.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The standard normal distribution: mean 0, variance 1. */
public final class Normal {
  private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

  private Normal() {}

  /** The value that is not exceeded with the given probability; NaN outside [0, 1]. */
  public static double quantile(double probability) {
    return probability >= 0 && probability <= 1
        ? STANDARD.inverseCumulativeProbability(probability)
        : Double.NaN;
  }

  /** The probability of a value of at most x. */
  public static double cumulative(double x) {
    return STANDARD.cumulativeProbability(x);
  }

  /** The probability of a value above x, exact in the far tail too. */
  public static double survival(double x) {
    return STANDARD.survivalProbability(x);
  }
}
