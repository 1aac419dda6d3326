package dev.surprisal.drift.comparison;

import java.util.function.Predicate;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The difference of two means whose variance is a sum of independent parts, each estimated with its
 * own degrees of freedom: t = difference / √Σvᵢ with (Σvᵢ)² / Σ(eᵢ²/dᵢ) degrees of freedom, where
 * eᵢ is what had to be estimated of vᵢ. With the parts s₁²/n₁ and s₂²/n₂ it is Welch's test.
 *
 * <p>F. E. Satterthwaite, <a href="https://doi.org/10.2307/3002019">An Approximate Distribution of
 * Estimates of Variance Components</a> (1946).
 *
 * @param difference the difference
 * @param parts the parts of its variance; a NaN makes everything NaN
 */
public record MeanDifference(double difference, Part... parts) {

  /**
   * A part of the variance.
   *
   * @param variance at least 0
   * @param degreesOfFreedom of its estimate
   * @param estimated what had to be estimated of it: the part itself, or more where something that
   *     is known was taken off it
   */
  public record Part(double variance, double degreesOfFreedom, double estimated) {

    /** A part that was estimated as a whole. */
    public Part(double variance, double degreesOfFreedom) {
      this(variance, degreesOfFreedom, variance);
    }
  }

  /** The variance of the difference. */
  double variance() {
    double sum = 0;
    for (Part part : parts) {
      sum += part.variance();
    }
    return sum;
  }

  /** By how much the variance exceeds that of the rows, which the first two parts are. */
  double dispersion() {
    double ofRows = parts[0].variance() + parts[1].variance();
    return ofRows > 0 ? variance() / ofRows : 1;
  }

  /** Two-sided; 1 where nothing differs and nothing varies, 0 where only the latter holds. */
  double pValue() {
    return pValue(Double.POSITIVE_INFINITY);
  }

  /** The same with at most so many degrees of freedom. */
  double pValue(double mostDegrees) {
    double variance = variance();
    if (Double.isNaN(variance) || Double.isNaN(difference)) {
      return Double.NaN;
    }
    if (variance == 0) {
      return difference == 0 ? 1 : 0;
    }
    double t = Math.abs(difference) / Math.sqrt(variance);
    double degrees = Math.min(degreesOfFreedom(), mostDegrees);
    return Math.min(1, 2 * TDistribution.of(degrees).survivalProbability(t));
  }

  /**
   * The half width of the confidence interval of level 1 − α. A part that came to nothing does not
   * widen it: an interval need not be as careful as the tail of a test.
   */
  public double margin(double alpha) {
    double variance = variance();
    return variance > 0
        ? Math.sqrt(variance)
            * TDistribution.of(degreesOfFreedom(part -> part.variance() > 0))
                .inverseSurvivalProbability(alpha / 2)
        : variance;
  }

  /** The least difference whose p-value is at most the given one. */
  double leastSignificant(double pValue, double mostDegrees) {
    double variance = variance();
    if (!(variance > 0)) {
      return variance;
    }
    double degrees = Math.min(degreesOfFreedom(), mostDegrees);
    return Math.sqrt(variance) * TDistribution.of(degrees).inverseSurvivalProbability(pValue / 2);
  }

  /** Those of the variance. */
  double degreesOfFreedom() {
    return degreesOfFreedom(part -> true);
  }

  private double degreesOfFreedom(Predicate<Part> which) {
    double variance = variance();
    double sum = 0;
    for (Part part : parts) {
      if (!which.test(part)) {
        continue;
      }
      double share = part.estimated() / variance;
      // A part of no variance has no say, also where its degrees of freedom are 0.
      sum += share == 0 ? 0 : share * share / part.degreesOfFreedom();
    }
    return 1 / sum;
  }
}
