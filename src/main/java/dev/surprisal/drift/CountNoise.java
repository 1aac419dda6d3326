package dev.surprisal.drift;

import dev.surprisal.math.ChiSquared;
import dev.surprisal.math.Normal;
import org.apache.commons.statistics.distribution.FDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * What a divergence measured between two sets of counts is where nothing differs.
 *
 * <p>With r from the rows alone, r* = r + ρ(c₁ + c₂) with the windows and k = K − 1: 2D̂/r* has the
 * mean k. If ρ is 0 it is χ² with k degrees of freedom. If ρ had to be estimated, it is k·F(k*, ν):
 * k* = (k r*)²/(k r² + 2 r·kρc + (kρc)²/d) with the d directions in which windows differ ({@link
 * CountDispersion}), and ν = ν_ρ · (r* / (r* − r))² with the degrees of freedom of ρ
 * (Satterthwaite). ν is rounded down, which is on the safe side.
 *
 * <p>Far out, the direction in which windows differ most decides alone: with its scale λ = r +
 * kρc·h for its share h of the windows' variance, P(λ·F(1, ν₁) > 2D̂) is a lower bound of the
 * p-value.
 *
 * @param degreesOfFreedom k, of the cells
 * @param ofRows r = 1/n + 1/m
 * @param ofWindows r* − r
 * @param dispersionOfWindows ν_ρ, d and h
 */
record CountNoise(
    int degreesOfFreedom, double ofRows, double ofWindows, CountDispersion dispersionOfWindows) {

  /** From here on F and t are χ² and normal to the digits that count. */
  private static final double MANY = 1e6;

  /** The noise of rows whose windows have the dispersion. */
  static CountNoise of(
      int degreesOfFreedom, double ofRows, CountDispersion dispersion, double concentration) {
    return new CountNoise(
        degreesOfFreedom, ofRows, dispersion.correlation() * concentration, dispersion);
  }

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

  /** Var[D̂] = (k r*)²/2k*. */
  double variance() {
    return degreesOfFreedom == 0 ? 0 : 2 * expected() * expected() / directions();
  }

  /** What D̂ − E[D̂] exceeds in a share α. */
  double floor(double alpha) {
    if (degreesOfFreedom == 0) {
      return 0;
    }
    double quantile =
        isCertain()
            ? ChiSquared.quantile(1 - alpha, directions()) / directions()
            : FDistribution.of(directions(), degrees()).inverseSurvivalProbability(alpha);
    return (quantile - 1) * expected();
  }

  /** The probability of a G at least as large. */
  double pValue(double g) {
    if (degreesOfFreedom == 0) {
      return 1;
    }
    double scaled = g / dispersion() / degreesOfFreedom;
    return isCertain()
        ? ChiSquared.survival(scaled * directions(), directions())
        : Math.max(
            FDistribution.of(directions(), degrees()).survivalProbability(scaled),
            inLargestDirection(g * ofRows));
  }

  private double inLargestDirection(double twiceDivergence) {
    double windows = dispersionOfWindows.largest() * degreesOfFreedom * ofWindows;
    double scale = ofRows + windows;
    double share = windows / scale;
    double degrees = Math.max(1, dispersionOfWindows.degreesOfLargest() / (share * share));
    return FDistribution.of(1, degrees).survivalProbability(twiceDivergence / scale);
  }

  /** The two-sided quantile of an estimate whose scale is r*. */
  double quantile(double alpha) {
    return isCertain()
        ? Normal.quantile(1 - alpha / 2)
        : TDistribution.of(degrees()).inverseSurvivalProbability(alpha / 2);
  }

  /** k*. */
  private double directions() {
    if (ofWindows == 0) {
      return degreesOfFreedom;
    }
    double most = Math.max(1, Math.min(dispersionOfWindows.directions(), degreesOfFreedom));
    double k = degreesOfFreedom;
    double squares =
        k * ofRows * ofRows + 2 * ofRows * k * ofWindows + k * ofWindows * k * ofWindows / most;
    return Math.min(k, k * scale() * k * scale() / squares);
  }

  private boolean isCertain() {
    return ofWindows == 0 || degrees() > MANY;
  }

  private double degrees() {
    double share = ofWindows / scale();
    return Math.max(1, Math.floor(dispersionOfWindows.degreesOfFreedom() / (share * share)));
  }
}
