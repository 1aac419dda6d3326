package dev.surprisal.math;

/**
 * The sums behind {@link Entropy}, {@link Divergence} and {@link Scores}, for callers that have
 * checked their input: nothing is validated and nothing is allocated.
 *
 * <p>The first {@code length} elements of each array must be finite and at least 0, and sum to
 * about 1; otherwise the result means nothing. Amounts of information are in nats.
 */
public final class Kernels {
  private static final double LN_2 = Math.log(2);

  private Kernels() {}

  /** Σ pᵢ, rounded once. */
  public static double sum(double[] p, int length) {
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < length; i++) {
      sum.add(p[i]);
    }
    return sum.value();
  }

  /** The {@linkplain Entropy#entropy(double[]) entropy} −Σ pᵢ ln pᵢ. */
  public static double entropy(double[] p, int length) {
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < length; i++) {
      double x = p[i];
      // 0·ln 0 = 0
      if (x > 0) {
        Logarithm.addProduct(sum, x, x);
      }
    }
    return Math.max(0.0, -sum.value());
  }

  /**
   * The {@linkplain Entropy#entropy(double[]) entropy}, summed without compensation: to within
   * 2⁻⁵³·K of itself, in three fifths of the time. For sums over rows.
   */
  public static double plainEntropy(double[] p, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      double x = p[i];
      // 0·ln 0 = 0
      if (x > 0) {
        sum += x * Logarithm.ln(x);
      }
    }
    return Math.max(0.0, -sum);
  }

  /** The {@linkplain Entropy#crossEntropy(double[], double[]) cross-entropy} −Σ pᵢ ln qᵢ. */
  public static double crossEntropy(double[] p, double[] q, int length) {
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < length; i++) {
      double x = p[i];
      // 0·ln qᵢ = 0, also where qᵢ = 0
      if (x > 0) {
        double y = q[i];
        if (y == 0) {
          return Double.POSITIVE_INFINITY;
        }
        Logarithm.addProduct(sum, x, y);
      }
    }
    return Math.max(0.0, -sum.value());
  }

  /** The {@linkplain Divergence#kullbackLeibler Kullback–Leibler divergence} Σ pᵢ ln(pᵢ/qᵢ). */
  public static double kullbackLeibler(double[] p, double[] q, int length) {
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < length; i++) {
      double ratio = p[i] / q[i];
      // One question in the rule, for neither is 0 then.
      if (DivergenceTerms.isNormal(ratio)) {
        DivergenceTerms.addRelativeEntropy(sum, p[i], q[i], ratio);
      } else if (p[i] > 0) {
        if (q[i] == 0) {
          return Double.POSITIVE_INFINITY;
        }
        DivergenceTerms.addRelativeEntropy(sum, p[i], q[i]);
      }
      // 0·ln(0/qᵢ) = 0, also where qᵢ = 0
    }
    return Math.max(0.0, sum.value());
  }

  /** The {@linkplain Divergence#generalisedKullbackLeibler generalised divergence} of weights. */
  public static double generalisedKullbackLeibler(double[] p, double[] q, int length) {
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < length; i++) {
      if (q[i] > 0) {
        DivergenceTerms.addGeneralised(sum, p[i], q[i]);
      } else if (p[i] > 0) {
        return Double.POSITIVE_INFINITY;
      }
    }
    return Math.max(0.0, sum.value());
  }

  /** The {@linkplain Divergence#jeffreys Jeffreys divergence} Σ (pᵢ − qᵢ) ln(pᵢ/qᵢ). */
  public static double jeffreys(double[] p, double[] q, int length) {
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < length; i++) {
      if (p[i] > 0 && q[i] > 0) {
        DivergenceTerms.addJeffreys(sum, p[i], q[i]);
      } else if (p[i] != q[i]) {
        return Double.POSITIVE_INFINITY;
      }
    }
    return sum.value();
  }

  /** The {@linkplain Divergence#jensenShannon Jensen–Shannon divergence}. */
  public static double jensenShannon(double[] p, double[] q, int length) {
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < length; i++) {
      DivergenceTerms.addJensenShannon(sum, p[i], q[i]);
    }
    return jensenShannon(sum);
  }

  /**
   * The {@linkplain Divergence#jensenShannonOfLabel divergence} from a label that is certain, from
   * its probability and the sum of all alone: ½·[(1 + S)·ln 2 − (1 + q)·ln(1 + q) + q·ln q]. To
   * within 4e-16, which is not a relative error: for sums over rows.
   *
   * @param probability q, what the prediction gives the label
   * @param surprisal −ln q, which the caller has anyway
   * @param sum S = Σ qᵢ, about 1
   */
  public static double jensenShannonOfLabel(double probability, double surprisal, double sum) {
    // 0·ln 0 = 0
    double own = probability > 0 ? probability * surprisal : 0;
    double twice = (1 + sum) * LN_2 - (1 + probability) * Logarithm.ln(1 + probability) - own;
    return Math.max(0, Math.min(LN_2, 0.5 * twice));
  }

  /** The {@linkplain Divergence#jensenShannonOfLabel divergence} from a label that is certain. */
  public static double jensenShannonOfLabel(int label, double[] q, int length) {
    CompensatedSum rest = new CompensatedSum();
    for (int i = 0; i < length; i++) {
      rest.add(i == label ? 0.0 : q[i]);
    }
    CompensatedSum sum = new CompensatedSum();
    // Where p is 0, the mean is q/2 and the ratio to it 2.
    sum.addProduct(rest.value(), LN_2);
    DivergenceTerms.addJensenShannon(sum, 1.0, q[label]);
    return jensenShannon(sum);
  }

  private static double jensenShannon(CompensatedSum twice) {
    // Sums that the tolerance let pass, or a last rounding, could lead past the bounds.
    return Math.max(0.0, Math.min(LN_2, 0.5 * twice.value()));
  }

  /** The {@linkplain Divergence#hellinger Hellinger distance}. */
  public static double hellinger(double[] p, double[] q, int length) {
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < length; i++) {
      double d = p[i] - q[i];
      if (d != 0) {
        // √p − √q without cancellation
        double root = d / (Math.sqrt(p[i]) + Math.sqrt(q[i]));
        sum.add(root * root);
      }
    }
    return Math.min(1.0, Math.sqrt(0.5 * sum.value()));
  }

  /** The {@linkplain Divergence#totalVariation total variation} ½ Σ |pᵢ − qᵢ|. */
  public static double totalVariation(double[] p, double[] q, int length) {
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < length; i++) {
      sum.add(Math.abs(p[i] - q[i]));
    }
    return Math.min(1.0, 0.5 * sum.value());
  }

  /** The {@linkplain Divergence#chebyshev Chebyshev distance} max |pᵢ − qᵢ|. */
  public static double chebyshev(double[] p, double[] q, int length) {
    double max = 0;
    for (int i = 0; i < length; i++) {
      max = Math.max(max, Math.abs(p[i] - q[i]));
    }
    return Math.min(1.0, max);
  }

  /** The {@linkplain Divergence#chiSquared χ² divergence} Σ (pᵢ − qᵢ)²/qᵢ. */
  public static double chiSquared(double[] p, double[] q, int length) {
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < length; i++) {
      double d = p[i] - q[i];
      // 0/0 = 0; with qᵢ = 0 alone, d·(d/0) = +∞
      if (d != 0) {
        sum.add(d * (d / q[i]));
      }
    }
    return sum.value();
  }

  /** The {@linkplain Scores#brier(int, double[]) Brier score} of a label. */
  public static double brier(int label, double[] q, int length) {
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < length; i++) {
      double d = i == label ? 1.0 - q[i] : q[i];
      sum.addProduct(d, d);
    }
    return sum.value();
  }

  /** The {@linkplain Scores#brier(double[], double[]) Brier score} of a label distribution. */
  public static double brier(double[] p, double[] q, int length) {
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < length; i++) {
      double d = p[i] - q[i];
      sum.addProduct(d, d);
    }
    return sum.value();
  }

  /** Turns logits into their {@linkplain Distributions#softmax distribution}, in place. */
  public static void softmax(double[] x, int length) {
    double max = max(x, length);
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < length; i++) {
      x[i] = shiftedExp(x[i], max);
      sum.add(x[i]);
    }
    double total = sum.value();
    for (int i = 0; i < length; i++) {
      x[i] /= total;
    }
  }

  /** Turns logits into the logarithms of their {@linkplain Distributions#softmax distribution}. */
  public static void logSoftmax(double[] x, int length) {
    double max = max(x, length);
    double log = logOfOnePlusRest(x, length, max);
    for (int i = 0; i < length; i++) {
      x[i] = (x[i] - max) - log;
    }
  }

  /** ln Σexp(xᵢ − max): the logarithm of 1, for one element that is the largest, plus the rest. */
  static double logOfOnePlusRest(double[] x, int length, double max) {
    CompensatedSum rest = new CompensatedSum();
    boolean seen = false;
    for (int i = 0; i < length; i++) {
      if (x[i] == max && !seen) {
        seen = true;
      } else {
        rest.add(shiftedExp(x[i], max));
      }
    }
    // max is not an element of x where it is NaN; the rest is NaN then.
    return Math.log1p(rest.value());
  }

  /** exp(x − max) with the rounding of the difference: exp(d + e) = exp(d)·(1 + e). */
  private static double shiftedExp(double x, double max) {
    double d = x - max;
    if (d == Double.NEGATIVE_INFINITY) {
      return 0.0;
    }
    double part = d - x;
    double error = (x - (d - part)) - (max + part);
    double exp = Math.exp(d);
    return Math.fma(exp, error, exp);
  }

  /** The largest logit; NaN where there is none that a softmax could be shifted by. */
  static double max(double[] x, int length) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < length; i++) {
      max = Math.max(max, x[i]);
    }
    return Double.isInfinite(max) ? Double.NaN : max;
  }
}
