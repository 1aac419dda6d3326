package dev.surprisal.drift;

import dev.surprisal.math.ChiSquared;
import dev.surprisal.math.Normal;
import org.apache.commons.statistics.distribution.FDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * What a divergence measured between two sets of counts is where nothing differs.
 *
 * <p>With r from the rows alone and r* = r + ρ(c₁ + c₂) with the windows: 2D̂/r* is χ² with k = K −
 * 1 degrees of freedom if ρ is 0, and k·F(k, ν) if it had to be estimated, with ν = d · (r* / (r* −
 * r))² (Satterthwaite). ν is rounded down, which is on the safe side.
 *
 * @param degreesOfFreedom k, of the cells
 * @param ofRows r = 1/n + 1/m
 * @param ofWindows r* − r
 * @param windowDegreesOfFreedom d, of the estimate of ρ
 */
record CountNoise(
    int degreesOfFreedom, double ofRows, double ofWindows, double windowDegreesOfFreedom) {

  /** From here on F and t are χ² and normal to the digits that count. */
  private static final double MANY = 1e6;

  /** r*. */
  double scale() {
    return ofRows + ofWindows;
  }

  /** By how much the noise exceeds that of independent rows. */
  double dispersion() {
    return scale() / ofRows;
  }

  /** E[D̂] = k/2 · r*. */
  double expected() {
    return degreesOfFreedom / 2.0 * scale();
  }

  /** Var[D̂] = k/2 · r*². */
  double variance() {
    return degreesOfFreedom / 2.0 * scale() * scale();
  }

  /** What D̂ − E[D̂] exceeds in a share α. */
  double floor(double alpha) {
    if (degreesOfFreedom == 0) {
      return 0;
    }
    double quantile =
        isCertain()
            ? ChiSquared.quantile(1 - alpha, degreesOfFreedom)
            : degreesOfFreedom
                * FDistribution.of(degreesOfFreedom, degrees()).inverseSurvivalProbability(alpha);
    return quantile / 2 * scale() - expected();
  }

  /** The probability of a G at least as large. */
  double pValue(double g) {
    if (degreesOfFreedom == 0) {
      return 1;
    }
    double scaled = g / dispersion();
    return isCertain()
        ? ChiSquared.survival(scaled, degreesOfFreedom)
        : FDistribution.of(degreesOfFreedom, degrees())
            .survivalProbability(scaled / degreesOfFreedom);
  }

  /** The two-sided quantile of an estimate whose scale is r*. */
  double quantile(double alpha) {
    return isCertain()
        ? Normal.quantile(1 - alpha / 2)
        : TDistribution.of(degrees()).inverseSurvivalProbability(alpha / 2);
  }

  private boolean isCertain() {
    return ofWindows == 0 || degrees() > MANY;
  }

  private double degrees() {
    double share = ofWindows / scale();
    return Math.max(1, Math.floor(windowDegreesOfFreedom / (share * share)));
  }
}
