package dev.surprisal.math;

import dev.surprisal.api.PublicApi;
import dev.surprisal.math.statistics.Smoothing;

/**
 * Divergences and distances between two discrete distributions p and q over the same K classes.
 *
 * <p>A distribution is what {@link Distributions#isDistribution(double[])} takes for one; anything
 * else gives NaN, as do unequal lengths. Amounts of information are in nats. The direction of an
 * asymmetric divergence is the order of its arguments: D(p‖q), p the reference or the label.
 *
 * <p>Every sum is compensated and every term that is small by cancellation is computed without it
 * (see {@link Kernels}): figures are within 4 ulp, and never negative.
 */
@PublicApi
public final class Divergence {
  private Divergence() {}

  /**
   * The Kullback–Leibler divergence D(p‖q) = Σ pᵢ ln(pᵢ/qᵢ) = H(p, q) − H(p), with 0·ln 0 = 0.
   *
   * <p>+∞ if q is 0 where p is not. Not a metric: neither symmetric nor does it obey the triangle
   * inequality. At least 0 for distributions; where the sums of p and q differ (within the
   * tolerance) the sum can fall below by as much, and is then given as 0. So single-precision
   * vectors whose divergence is below about 1e-7 are better normalised first.
   *
   * <p>S. Kullback and R. A. Leibler, <a href="https://doi.org/10.1214/aoms/1177729694">On
   * Information and Sufficiency</a> (1951).
   */
  public static double kullbackLeibler(double[] p, double[] q) {
    return Distributions.areDistributions(p, q)
        ? Kernels.kullbackLeibler(p, q, p.length)
        : Double.NaN;
  }

  /**
   * The generalised Kullback–Leibler divergence of non-negative weights that need not sum to 1: Σ
   * (pᵢ ln(pᵢ/qᵢ) − pᵢ + qᵢ), a sum of terms none of which is negative.
   *
   * <p>Equal to {@link #kullbackLeibler} where the sums of p and q are equal. +∞ if q is 0 where p
   * is not; NaN for empty arrays and for weights that are negative, NaN or infinite.
   */
  public static double generalisedKullbackLeibler(double[] p, double[] q) {
    return p.length == q.length && Distributions.areWeights(p) && Distributions.areWeights(q)
        ? Kernels.generalisedKullbackLeibler(p, q, p.length)
        : Double.NaN;
  }

  /**
   * The Jeffreys divergence D(p‖q) + D(q‖p) = Σ (pᵢ − qᵢ) ln(pᵢ/qᵢ).
   *
   * <p>Symmetric; +∞ if one is 0 where the other is not. H. Jeffreys, <a
   * href="https://doi.org/10.1098/rspa.1946.0056">An Invariant Form for the Prior Probability in
   * Estimation Problems</a> (1946).
   */
  public static double jeffreys(double[] p, double[] q) {
    return Distributions.areDistributions(p, q) ? Kernels.jeffreys(p, q, p.length) : Double.NaN;
  }

  /**
   * The population stability index Σ (qᵢ − pᵢ) ln(qᵢ/pᵢ) of shares, which is the {@linkplain
   * #jeffreys Jeffreys divergence} under the name that credit scoring gave it.
   *
   * <p>Of shares, never of counts: ten times the rows give the same figure. Smooth counts with
   * {@link Smoothing#jeffreys(long[])} first; an empty bin beside a filled one gives +∞.
   */
  public static double populationStabilityIndex(double[] p, double[] q) {
    return jeffreys(p, q);
  }

  /**
   * The Jensen–Shannon divergence ½ D(p‖m) + ½ D(q‖m) with m = (p + q)/2, in nats.
   *
   * <p>Symmetric, between 0 and ln 2, finite also where the supports differ. A sum of terms none of
   * which is negative, so that vectors that differ in the last bit give a tiny figure, never NaN.
   * J. Lin, <a href="https://doi.org/10.1109/18.61115">Divergence Measures Based on the Shannon
   * Entropy</a> (1991).
   */
  public static double jensenShannon(double[] p, double[] q) {
    return Distributions.areDistributions(p, q)
        ? Kernels.jensenShannon(p, q, p.length)
        : Double.NaN;
  }

  /**
   * The {@linkplain #jensenShannon Jensen–Shannon divergence} between a label that is certain and a
   * prediction, without the label's vector.
   *
   * @param label the index of the class; out of range gives NaN
   * @param q the prediction
   */
  public static double jensenShannonOfLabel(int label, double[] q) {
    boolean known = label >= 0 && label < q.length;
    return known && Distributions.isDistribution(q)
        ? Kernels.jensenShannonOfLabel(label, q, q.length)
        : Double.NaN;
  }

  /**
   * The Jensen–Shannon distance: the root of the {@linkplain #jensenShannon divergence} in nats. A
   * metric, between 0 and √ln 2 ≈ 0.833. D. Endres and J. Schindelin, <a
   * href="https://doi.org/10.1109/TIT.2003.813506">A New Metric for Probability Distributions</a>
   * (2003).
   */
  public static double jensenShannonDistance(double[] p, double[] q) {
    return Math.sqrt(jensenShannon(p, q));
  }

  /** The Hellinger distance √(½ Σ (√pᵢ − √qᵢ)²): a metric, between 0 and 1. */
  public static double hellinger(double[] p, double[] q) {
    return Distributions.areDistributions(p, q) ? Kernels.hellinger(p, q, p.length) : Double.NaN;
  }

  /**
   * The total variation distance ½ Σ |pᵢ − qᵢ|: the largest difference of the probabilities of any
   * event. A metric, between 0 and 1.
   */
  public static double totalVariation(double[] p, double[] q) {
    return Distributions.areDistributions(p, q)
        ? Kernels.totalVariation(p, q, p.length)
        : Double.NaN;
  }

  /** The Chebyshev distance L∞ = max |pᵢ − qᵢ|: a metric, between 0 and 1. */
  public static double chebyshev(double[] p, double[] q) {
    return Distributions.areDistributions(p, q) ? Kernels.chebyshev(p, q, p.length) : Double.NaN;
  }

  /**
   * Pearson's χ² divergence Σ (pᵢ − qᵢ)²/qᵢ, with 0/0 = 0.
   *
   * <p>Asymmetric; +∞ if q is 0 where p is not. For n rows of shares p and expected shares q, n
   * times it is the statistic of the χ² test.
   */
  public static double chiSquared(double[] p, double[] q) {
    return Distributions.areDistributions(p, q) ? Kernels.chiSquared(p, q, p.length) : Double.NaN;
  }
}
