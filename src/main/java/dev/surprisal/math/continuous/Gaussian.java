package dev.surprisal.math.continuous;

import dev.surprisal.api.PublicApi;
import dev.surprisal.math.CompensatedSum;
import dev.surprisal.math.DivergenceTerms;

/**
 * Divergences between normal distributions in one dimension and in d dimensions whose covariances
 * are diagonal, in nats. Full covariances: {@link MultivariateGaussian}.
 *
 * <p>NaN for a standard deviation that is not positive and finite, a mean that is not finite,
 * arrays that are empty or differ in length. Where the variances are close the terms are computed
 * without cancellation: the figures are within 8 ulp, and divergences never negative.
 */
@PublicApi
public final class Gaussian {
  private static final double HALF_LN_2_PI_E = 0.5 * (1 + Math.log(2 * Math.PI));

  /** Beyond this ratio its square is not a normal number, and 1 beside it is nothing. */
  private static final double EXTREME = 1e-150;

  private static final double LN_2 = Math.log(2);

  private Gaussian() {}

  /** The differential entropy ½ ln(2πe·σ²). Negative for small σ: it is not an amount of bits. */
  public static double entropy(double sd) {
    return isScale(sd) ? HALF_LN_2_PI_E + Math.log(sd) : Double.NaN;
  }

  /** The cross-entropy −∫ p ln q = ½ ln(2π·σ_q²) + (σ_p² + (μ_p − μ_q)²)/2σ_q². */
  public static double crossEntropy(double meanP, double sdP, double meanQ, double sdQ) {
    return entropy(sdP) + kullbackLeibler(meanP, sdP, meanQ, sdQ);
  }

  /**
   * The divergence D(p‖q) = ln(σ_q/σ_p) + (σ_p² + (μ_p − μ_q)²)/2σ_q² − ½.
   *
   * @param meanP the mean of p
   * @param sdP the standard deviation of p
   * @param meanQ the mean of q
   * @param sdQ the standard deviation of q
   */
  public static double kullbackLeibler(double meanP, double sdP, double meanQ, double sdQ) {
    if (!isScale(sdP) || !isScale(sdQ) || !Double.isFinite(meanP) || !Double.isFinite(meanQ)) {
      return Double.NaN;
    }
    double shift = (meanP - meanQ) / sdQ;
    return 0.5 * (varianceTerm(sdP, sdQ) + shift * shift);
  }

  /** D(p‖q) of independent components: the sum over the components. */
  public static double kullbackLeibler(
      double[] meansP, double[] sdsP, double[] meansQ, double[] sdsQ) {
    if (!fit(meansP, sdsP, meansQ, sdsQ)) {
      return Double.NaN;
    }
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < meansP.length; i++) {
      sum.add(kullbackLeibler(meansP[i], sdsP[i], meansQ[i], sdsQ[i]));
    }
    return sum.value();
  }

  /** The differential entropy of independent components. */
  public static double entropy(double[] sds) {
    CompensatedSum sum = new CompensatedSum();
    for (double sd : sds) {
      sum.add(entropy(sd));
    }
    return sds.length == 0 ? Double.NaN : sum.value();
  }

  /** The cross-entropy of independent components. */
  public static double crossEntropy(
      double[] meansP, double[] sdsP, double[] meansQ, double[] sdsQ) {
    return entropy(sdsP) + kullbackLeibler(meansP, sdsP, meansQ, sdsQ);
  }

  /**
   * An upper bound of the Jensen–Shannon divergence, which has no closed form between normal
   * distributions: the least of ln 2; ln(2/(1 + exp(−J/2))), J the Jeffreys divergence (G. Crooks,
   * Inequalities between the Jensen–Shannon and Jeffreys divergences, 2008); and the entropy of the
   * normal distribution that has the mixture's mean and variance, less the mean entropy of p and q.
   */
  public static double jensenShannonBound(double meanP, double sdP, double meanQ, double sdQ) {
    double jeffreys =
        kullbackLeibler(meanP, sdP, meanQ, sdQ) + kullbackLeibler(meanQ, sdQ, meanP, sdP);
    return bound(jeffreys, mixtureTerm(meanP, sdP, meanQ, sdQ));
  }

  /** The bound of {@link #jensenShannonBound(double, double, double, double)} for components. */
  public static double jensenShannonBound(
      double[] meansP, double[] sdsP, double[] meansQ, double[] sdsQ) {
    double jeffreys =
        kullbackLeibler(meansP, sdsP, meansQ, sdsQ) + kullbackLeibler(meansQ, sdsQ, meansP, sdsP);
    if (Double.isNaN(jeffreys)) {
      return Double.NaN;
    }
    // A diagonal covariance has the largest entropy of those with the same variances.
    double mixture = 0;
    for (int i = 0; i < meansP.length; i++) {
      mixture += mixtureTerm(meansP[i], sdsP[i], meansQ[i], sdsQ[i]);
    }
    return bound(jeffreys, mixture);
  }

  /** ½ ln(σ_m²/σ_pσ_q), where σ_m² = ½(σ_p² + σ_q²) + ¼(μ_p − μ_q)². */
  private static double mixtureTerm(double meanP, double sdP, double meanQ, double sdQ) {
    double ratio = sdP / sdQ;
    double shift = (meanP - meanQ) / sdQ;
    double excess = 0.5 * (1 - ratio) * (1 - ratio) + 0.25 * shift * shift;
    return 0.5 * Math.log1p(excess / ratio);
  }

  static double bound(double jeffreys, double mixture) {
    // ln(2/(1 + e^−x)) = −ln(1 − ½(1 − e^−x))
    double crooks = -Math.log1p(0.5 * Math.expm1(-0.5 * jeffreys));
    double least = Math.min(LN_2, crooks);
    // A mixture term that overflowed is NaN and bounds nothing.
    return mixture < least ? mixture : least;
  }

  /** r − 1 − ln r ≥ 0 with r = σ_p²/σ_q². */
  private static double varianceTerm(double sdP, double sdQ) {
    double ratio = sdP / sdQ;
    if (!(ratio > EXTREME && ratio < 1 / EXTREME)) {
      return ratio * ratio - 1 - 2 * (Math.log(sdP) - Math.log(sdQ));
    }
    double difference = (sdQ - sdP) / sdQ * (1 + ratio);
    return DivergenceTerms.excess(1.0, ratio * ratio, difference);
  }

  private static boolean fit(double[] meansP, double[] sdsP, double[] meansQ, double[] sdsQ) {
    int d = meansP.length;
    return d > 0 && sdsP.length == d && meansQ.length == d && sdsQ.length == d;
  }

  private static boolean isScale(double sd) {
    return sd > 0 && sd <= Double.MAX_VALUE;
  }
}
