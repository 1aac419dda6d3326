package dev.surprisal.drift.comparison;

import dev.surprisal.drift.comparison.MeanDifference.Part;
import dev.surprisal.math.statistics.ChiSquared;
import dev.surprisal.math.statistics.Normal;
import org.apache.commons.statistics.distribution.FDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * What a divergence measured between two sets of counts is where nothing differs.
 *
 * <p>With r = 1/n + 1/m of the rows, 2D̂ is the square of a vector z with the covariance Σ = rI +
 * cB on the k = K − 1 dimensions of the cells, where B is what windows add. If there are no windows
 * to know B from, it is taken for 0, and 2D̂/r is χ² with k degrees of freedom.
 *
 * <p>Else v is the variance along the observed difference u = z/|z|, from the reference's windows:
 * v estimates uᵀΣu with ν = W − 1 degrees of freedom, independently of z ({@link Dispersion#part}).
 * Now |z|²/uᵀΣu = (zᵀz)²/zᵀΣz = (gᵀΣg)²/gᵀΣ²g with a standard normal g, and by the inequality of
 * Cauchy and Schwarz this is at most gᵀg, which is χ² with k degrees of freedom. Hence
 *
 * <pre>P(2D̂/v &gt; x) ≤ P(k·F(k, ν) &gt; x)</pre>
 *
 * whatever B is, and with equality where it is the same in all directions. So the p-value is valid
 * where days differ in one direction alone as well as where they differ in all, and it is not kept
 * from 0 by windows that happened to differ hardly more than their rows do.
 *
 * <p>The bias, in contrast, is that of the mean over all directions: E[D̂] = k/2 · (r + ρc).
 */
public final class CountNoise {

  /** From here on F and t are χ² and normal to the digits that count. */
  private static final double MANY = 1e6;

  private final int directions;
  private final double ofRows;
  private final double mean;
  private final Scale ofTest;
  private final Scale ofInterval;

  /** v, and its degrees of freedom. */
  private record Scale(double variance, double degreesOfFreedom) {

    static Scale of(double ofRows, Part windows) {
      double variance = ofRows + windows.variance();
      double share = windows.estimated() / variance;
      return new Scale(
          variance,
          share == 0 ? Double.POSITIVE_INFINITY : windows.degreesOfFreedom() / (share * share));
    }

    boolean isCertain() {
      return degreesOfFreedom > MANY;
    }
  }

  /**
   * Takes what is known.
   *
   * @param directions k
   * @param ofRows r
   * @param concentration c = Σ (n_w/n)² over the windows of either side
   * @param correlation ρ, of all directions
   * @param along how windows differ in the direction of the difference
   */
  public CountNoise(
      int directions, double ofRows, double concentration, double correlation, Dispersion along) {
    this.directions = directions;
    this.ofRows = ofRows;
    this.mean = ofRows + correlation * concentration;
    this.ofTest = Scale.of(ofRows, along.testPart(ofRows, concentration));
    this.ofInterval = Scale.of(ofRows, along.part(ofRows, concentration));
  }

  /** v, at least r. */
  double scale() {
    return ofInterval.variance();
  }

  /** By how much the noise exceeds that of independent rows, in the direction of the difference. */
  double dispersion() {
    return scale() / ofRows;
  }

  /** E[D̂] = k/2 · (r + ρc). */
  public double expected() {
    return directions / 2.0 * mean;
  }

  /** Var[D̂] = k/2 · v². */
  double variance() {
    return directions / 2.0 * scale() * scale();
  }

  /** What D̂ − E[D̂] exceeds in a share α; the p-value is below α where it does. */
  public double floor(double alpha) {
    return directions == 0 ? 0 : leastStatistic(alpha) * ofTest.variance() / 2 - expected();
  }

  /**
   * The least D̂ − E[D̂] with at most the given p-value whose interval of level 1 − α lies above a
   * threshold: Var[D̂] is k/2 · v² + 2vD to second order, for a D near 0.
   */
  double leastEffect(double pValue, double alpha, double threshold) {
    return Math.max(
        floor(pValue),
        threshold + quantile(alpha) * Math.sqrt(variance() + 2 * scale() * threshold));
  }

  /** The same of a difference of shares of two cells about a given one: 2D̂ is its square. */
  double leastShare(double pValue, double alpha, double threshold, double share) {
    double variance = share * (1 - share);
    return Math.max(
        Math.sqrt(leastStatistic(pValue) * ofTest.variance() * variance),
        threshold + quantile(alpha) * Math.sqrt(scale() * variance));
  }

  /** The 2D̂/v whose p-value is α. */
  private double leastStatistic(double alpha) {
    return ofTest.isCertain()
        ? ChiSquared.quantile(1 - alpha, directions)
        : directions
            * FDistribution.of(directions, ofTest.degreesOfFreedom())
                .inverseSurvivalProbability(alpha);
  }

  /**
   * The probability of a divergence at least as large.
   *
   * @param g the statistic of the two-sample G test, 2D̂/r
   */
  double pValue(double g) {
    if (directions == 0) {
      return 1;
    }
    double statistic = g * ofRows / ofTest.variance();
    return ofTest.isCertain()
        ? ChiSquared.survival(statistic, directions)
        : FDistribution.of(directions, ofTest.degreesOfFreedom())
            .survivalProbability(statistic / directions);
  }

  /**
   * The two-sided quantile of an estimate whose scale is v. Where windows differed no more than
   * their rows do, v is that of the rows, which is known: an interval need not be as careful as the
   * tail of a test.
   */
  double quantile(double alpha) {
    return ofInterval.isCertain() || scale() == ofRows
        ? Normal.quantile(1 - alpha / 2)
        : TDistribution.of(ofInterval.degreesOfFreedom()).inverseSurvivalProbability(alpha / 2);
  }
}
