package dev.surprisal.math;

import dev.surprisal.api.PublicApi;

/**
 * Entropy and cross-entropy of discrete distributions, in nats.
 *
 * <p>A distribution is what {@link Distributions#isDistribution(double[])} takes for one; anything
 * else gives NaN, as do unequal lengths. Sums are compensated: figures are within 1.5 ulp for any
 * number of classes.
 */
@PublicApi
public final class Entropy {
  private Entropy() {}

  /**
   * The entropy H(p) = −Σ pᵢ ln pᵢ, with 0·ln 0 = 0.
   *
   * <p>Between 0, for a distribution that is certain, and ln K. C. E. Shannon, <a
   * href="https://doi.org/10.1002/j.1538-7305.1948.tb01338.x">A Mathematical Theory of
   * Communication</a> (1948).
   */
  public static double entropy(double[] p) {
    return Distributions.isDistribution(p) ? Kernels.entropy(p, p.length) : Double.NaN;
  }

  /**
   * The cross-entropy H(p, q) = −Σ pᵢ ln qᵢ, with 0·ln 0 = 0: what outcomes that follow p cost one
   * who believes q.
   *
   * <p>+∞ if q is 0 where p is not.
   */
  public static double crossEntropy(double[] p, double[] q) {
    return Distributions.areDistributions(p, q) ? Kernels.crossEntropy(p, q, p.length) : Double.NaN;
  }

  /**
   * The cross-entropy of a label that is certain: −ln q_label.
   *
   * @param label the index of the class; out of range gives NaN
   * @param q the prediction
   */
  public static double crossEntropy(int label, double[] q) {
    boolean known = label >= 0 && label < q.length;
    // The tolerance lets a probability pass that is a little above 1. Its cost is 0, not less.
    return known && Distributions.isDistribution(q)
        ? Math.max(0.0, -Logarithm.ln(q[label]))
        : Double.NaN;
  }

  /** The surprisal −ln q of an event of probability q: +∞ at 0, NaN outside [0, 1]. */
  public static double surprisal(double probability) {
    // 0.0 − x, because −ln 1 is a negative zero.
    return probability >= 0 && probability <= 1 ? 0.0 - Logarithm.ln(probability) : Double.NaN;
  }

  /**
   * The perplexity exp(H): the number of equally likely classes that would be as uncertain.
   *
   * @param nats an entropy or cross-entropy, not negative; less gives NaN
   */
  public static double perplexity(double nats) {
    return nats >= 0 ? Math.exp(nats) : Double.NaN;
  }
}
