package dev.surprisal.math;

import dev.surprisal.api.PublicApi;

/**
 * Entropy, cross-entropy and divergence from logits, without leaving the logarithms: a probability
 * that would round to 0 or 1 still has its exact cost.
 *
 * <p>Logits are any numbers; −∞ is a probability of 0. NaN for empty arrays, a NaN or +∞ among the
 * logits, all of them −∞, or unequal lengths. In nats, within 4 ulp; divergences, which are
 * differences of costs, within 4 ulp or 1e-16.
 */
@PublicApi
public final class Logits {
  private Logits() {}

  /** ln Σ exp(xᵢ). −∞ if all are −∞; NaN for an empty array. */
  public static double logSumExp(double[] x) {
    double max = Double.NEGATIVE_INFINITY;
    for (double value : x) {
      max = Math.max(max, value);
    }
    if (x.length == 0 || Double.isInfinite(max)) {
      return x.length == 0 ? Double.NaN : max;
    }
    return max + Kernels.logOfOnePlusRest(x, x.length, max);
  }

  /**
   * The cross-entropy −ln softmax(x)_label of a label that is certain: ln Σ exp(xᵢ − x_label).
   *
   * @param label the index of the class; out of range gives NaN
   * @param logits the prediction
   */
  public static double crossEntropy(int label, double[] logits) {
    if (label < 0 || label >= logits.length) {
      return Double.NaN;
    }
    double max = Kernels.max(logits, logits.length);
    return (max - logits[label]) + Kernels.logOfOnePlusRest(logits, logits.length, max);
  }

  /**
   * The cross-entropy H(p, softmax(x)).
   *
   * @param p a distribution; else NaN
   * @param logits the prediction
   */
  public static double crossEntropy(double[] p, double[] logits) {
    return LogProbabilities.sum(p, logits, shift(logits));
  }

  /** The entropy H(softmax(x)). */
  public static double entropy(double[] logits) {
    return LogProbabilities.sum(Distributions.softmax(logits), logits, shift(logits));
  }

  /** The divergence D(softmax(x)‖softmax(y)). */
  public static double kullbackLeibler(double[] logitsOfP, double[] logitsOfQ) {
    return LogProbabilities.divergence(
        Distributions.softmax(logitsOfP), logitsOfP, shift(logitsOfP), logitsOfQ, shift(logitsOfQ));
  }

  /** What turns logits into logarithms of probabilities: −ln p = (max − x) + ln(1 + rest). */
  private static LogProbabilities.Shift shift(double[] logits) {
    double max = Kernels.max(logits, logits.length);
    return new LogProbabilities.Shift(max, Kernels.logOfOnePlusRest(logits, logits.length, max));
  }
}
