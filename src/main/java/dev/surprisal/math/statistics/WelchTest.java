package dev.surprisal.math.statistics;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Welch's test of two means whose variances may differ: t = (x̄₂ − x̄₁) / √(s₁²/n₁ + s₂²/n₂), with
 * the degrees of freedom of Welch and Satterthwaite; two-sided.
 *
 * <p>B. L. Welch, <a href="https://doi.org/10.1093/biomet/34.1-2.28">The Generalization of
 * “Student's” Problem…</a> (1947).
 */
public final class WelchTest {
  private WelchTest() {}

  /**
   * Tests whether two means differ. A positive statistic: the second mean is the larger.
   *
   * <p>If both variances are 0, the p-value is 1 where the means are equal (statistic 0) and 0
   * where they differ (statistic ±∞), with n₁ + n₂ − 2 degrees of freedom. {@link
   * TestResult#UNDEFINED} if a sample has fewer than two rows, or if a mean or variance is NaN or
   * infinite.
   *
   * @param n1 the rows of the first sample
   * @param mean1 its mean
   * @param variance1 its sample variance, with n₁ − 1 in the denominator
   * @param n2 the rows of the second sample
   * @param mean2 its mean
   * @param variance2 its sample variance, with n₂ − 1 in the denominator
   */
  public static TestResult of(
      long n1, double mean1, double variance1, long n2, double mean2, double variance2) {
    if (!isTestable(n1, mean1, variance1) || !isTestable(n2, mean2, variance2)) {
      return TestResult.UNDEFINED;
    }
    double difference = mean2 - mean1;
    double error = standardError(n1, variance1, n2, variance2);
    double degreesOfFreedom = degreesOfFreedom(n1, variance1, n2, variance2);
    // Two constant samples: equal, or certain to differ. 0/0 is neither.
    double statistic = difference == 0 ? 0.0 : difference / error;
    double tail = TDistribution.of(degreesOfFreedom).survivalProbability(Math.abs(statistic));
    return new TestResult(statistic, degreesOfFreedom, Math.min(1.0, 2 * tail));
  }

  /**
   * The confidence interval of the difference {@code mean2 - mean1}: its two ends are the
   * difference if both variances are 0, and NaN where {@link #of} is undefined.
   *
   * @param n1 the rows of the first sample
   * @param mean1 its mean
   * @param variance1 its sample variance
   * @param n2 the rows of the second sample
   * @param mean2 its mean
   * @param variance2 its sample variance
   * @param level the probability that the interval holds the true difference, such as 0.95
   * @throws IllegalArgumentException if the level is not between 0 and 1, both excluded
   */
  public static ConfidenceInterval interval(
      long n1,
      double mean1,
      double variance1,
      long n2,
      double mean2,
      double variance2,
      double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "Invalid level: %s (must be above 0 and below 1)".formatted(level));
    }
    if (!isTestable(n1, mean1, variance1) || !isTestable(n2, mean2, variance2)) {
      return new ConfidenceInterval(Double.NaN, Double.NaN);
    }
    double degreesOfFreedom = degreesOfFreedom(n1, variance1, n2, variance2);
    double quantile =
        TDistribution.of(degreesOfFreedom).inverseSurvivalProbability(0.5 * (1 - level));
    double margin = quantile * standardError(n1, variance1, n2, variance2);
    double difference = mean2 - mean1;
    return new ConfidenceInterval(difference - margin, difference + margin);
  }

  private static boolean isTestable(long n, double mean, double variance) {
    return n >= 2 && Double.isFinite(mean) && variance >= 0 && variance <= Double.MAX_VALUE;
  }

  private static double standardError(long n1, double variance1, long n2, double variance2) {
    return Math.sqrt(variance1 / n1 + variance2 / n2);
  }

  /** (a + b)² / (a²/(n₁−1) + b²/(n₂−1)) with a = s₁²/n₁, b = s₂²/n₂, both divided by a + b. */
  private static double degreesOfFreedom(long n1, double variance1, long n2, double variance2) {
    double a = variance1 / n1;
    double b = variance2 / n2;
    if (a + b == 0) {
      return (n1 - 1.0) + (n2 - 1.0);
    }
    double share1 = a / (a + b);
    double share2 = b / (a + b);
    return 1.0 / (share1 * share1 / (n1 - 1.0) + share2 * share2 / (n2 - 1.0));
  }
}
