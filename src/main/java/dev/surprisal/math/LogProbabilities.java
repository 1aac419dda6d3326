package dev.surprisal.math;

import dev.surprisal.api.PublicApi;

/**
 * Entropy, cross-entropy and divergence from natural logarithms of probabilities, which hold what a
 * probability would round away.
 *
 * <p>NaN where exp of the logarithms is not a distribution (see {@link
 * Distributions#isDistribution(double[])}), or for unequal lengths; −∞ is a probability of 0. In
 * nats.
 */
@PublicApi
public final class LogProbabilities {
  /** The surprisal of x is (max − x) + log, so that no digit of the largest is lost. */
  record Shift(double max, double log) {
    static final Shift NONE = new Shift(0, 0);

    double surprisal(double x) {
      return (max - x) + log;
    }
  }

  private LogProbabilities() {}

  /** The cross-entropy −ln q_label of a label that is certain; out of range gives NaN. */
  public static double crossEntropy(int label, double[] logQ) {
    boolean known = label >= 0 && label < logQ.length;
    return known && Distributions.isDistribution(exp(logQ))
        ? Math.max(0.0, -logQ[label])
        : Double.NaN;
  }

  /** The cross-entropy H(p, q) of probabilities p and logarithms of q. */
  public static double crossEntropy(double[] p, double[] logQ) {
    return Distributions.isDistribution(exp(logQ)) ? sum(p, logQ, Shift.NONE) : Double.NaN;
  }

  /** The entropy H(p). */
  public static double entropy(double[] logP) {
    return sum(exp(logP), logP, Shift.NONE);
  }

  /** The divergence D(p‖q), at least 0, with an absolute error of about 1e-16. */
  public static double kullbackLeibler(double[] logP, double[] logQ) {
    return Distributions.isDistribution(exp(logQ))
        ? divergence(exp(logP), logP, Shift.NONE, logQ, Shift.NONE)
        : Double.NaN;
  }

  /** −Σ pᵢ ln qᵢ. */
  static double sum(double[] p, double[] logQ, Shift shift) {
    if (p.length != logQ.length || !Distributions.isDistribution(p)) {
      return Double.NaN;
    }
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < p.length; i++) {
      double surprisal = shift.surprisal(logQ[i]);
      if (Double.isNaN(surprisal)) {
        return Double.NaN;
      }
      // 0·∞ = 0: what cannot happen costs nothing.
      if (p[i] > 0) {
        if (surprisal == Double.POSITIVE_INFINITY) {
          return surprisal;
        }
        sum.addProduct(p[i], surprisal);
      }
    }
    return Math.max(0.0, sum.value());
  }

  /** Σ pᵢ (ln pᵢ − ln qᵢ). */
  static double divergence(
      double[] p, double[] logP, Shift shiftOfP, double[] logQ, Shift shiftOfQ) {
    double crossEntropy = sum(p, logQ, shiftOfQ);
    if (!Double.isFinite(crossEntropy)) {
      return crossEntropy;
    }
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < p.length; i++) {
      if (p[i] > 0) {
        sum.addProduct(p[i], shiftOfQ.surprisal(logQ[i]));
        sum.addProduct(-p[i], shiftOfP.surprisal(logP[i]));
      }
    }
    return Math.max(0.0, sum.value());
  }

  private static double[] exp(double[] logs) {
    double[] p = new double[logs.length];
    for (int i = 0; i < p.length; i++) {
      p[i] = Math.exp(logs[i]);
    }
    return p;
  }
}
