package dev.surprisal.math;

import dev.surprisal.api.PublicApi;
import java.util.Arrays;

/** Discrete distributions: what is one, and how weights and scores become one. */
@PublicApi
public final class Distributions {
  /**
   * How far from 1 the sum of a distribution may be before it is refused. Wide enough for ten
   * thousand single-precision probabilities, far too narrow for weights that nobody normalised.
   */
  public static final double DEFAULT_TOLERANCE = 1e-4;

  private Distributions() {}

  /** Whether {@code p} is a distribution within {@link #DEFAULT_TOLERANCE}. */
  public static boolean isDistribution(double[] p) {
    return isDistribution(p, DEFAULT_TOLERANCE);
  }

  /**
   * Whether {@code p} is a distribution: at least one element, none negative, NaN or infinite, and
   * a sum within {@code tolerance} of 1. A negative zero is a zero.
   *
   * @param p the probabilities
   * @param tolerance the largest |Σpᵢ − 1| that passes
   */
  public static boolean isDistribution(double[] p, double tolerance) {
    double sum = 0;
    boolean valid = p.length > 0;
    for (double x : p) {
      // False for NaN too. An infinite element makes the sum infinite, which fails below.
      valid &= x >= 0;
      sum += x;
    }
    return valid && Math.abs(sum - 1) <= tolerance;
  }

  /** Whether both are distributions within {@link #DEFAULT_TOLERANCE}, and of the same length. */
  static boolean areDistributions(double[] p, double[] q) {
    return p.length == q.length && isDistribution(p) && isDistribution(q);
  }

  /** Whether every weight is finite and at least 0, and there is at least one. */
  static boolean areWeights(double[] w) {
    boolean valid = w.length > 0;
    for (double x : w) {
      valid &= x >= 0 && x <= Double.MAX_VALUE;
    }
    return valid;
  }

  /**
   * Weights as shares: wᵢ / Σwⱼ.
   *
   * <p>Every element is NaN if a weight is negative, NaN or infinite, or if their sum is 0. Sums
   * that overflow are scaled first. Each share is within 1.5 ulp.
   */
  public static double[] normalise(double[] weights) {
    if (!areWeights(weights)) {
      return undefined(weights.length);
    }
    double[] shares = weights.clone();
    double total = Kernels.sum(shares, shares.length);
    if (Double.isInfinite(total)) {
      Arrays.setAll(shares, i -> shares[i] / weights.length);
      total = Kernels.sum(shares, shares.length);
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= total;
    }
    return shares;
  }

  /**
   * The distribution of logits: exp(xᵢ) / Σexp(xⱼ).
   *
   * <p>A logit of −∞ is a probability of 0. Every element is NaN if a logit is NaN or +∞, or if all
   * are −∞. Shifted by the largest logit, so that nothing overflows; the rounding of the shift is
   * carried into the exponential, so that each probability is within 3 ulp.
   */
  public static double[] softmax(double[] logits) {
    double[] p = logits.clone();
    Kernels.softmax(p, p.length);
    return p;
  }

  /**
   * The logarithms of {@link #softmax}: xᵢ − ln Σexp(xⱼ), in nats.
   *
   * <p>A logit of −∞ stays −∞. Every element is NaN if a logit is NaN or +∞, or if all are −∞. The
   * largest one is −ln(1 + Σ of the others), by log1p, and so is exact however close to 0 it is.
   */
  public static double[] logSoftmax(double[] logits) {
    double[] logP = logits.clone();
    Kernels.logSoftmax(logP, logP.length);
    return logP;
  }

  private static double[] undefined(int length) {
    double[] values = new double[length];
    Arrays.fill(values, Double.NaN);
    return values;
  }
}
