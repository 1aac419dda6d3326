package dev.surprisal.math.statistics;

import dev.surprisal.math.CompensatedSum;
import dev.surprisal.math.Kernels;

/**
 * A lower bound of a Kullback–Leibler divergence from samples: D(p‖q) ≥ E_p[T] − ln E_q[e^T] for
 * every function T, with equality where T is ln(p/q) and any constant; in nats.
 *
 * <p>T has to be known without the rows that it is taken of, such as by a classifier that learnt
 * from others; then the bound holds on average, but for ln E_q[e^T], which m rows underestimate by
 * about its variance over 2m. A T that tells nothing gives about 0, or less: a bound below 0 says
 * no more than 0 does. The standard error is by the delta method: √(Var_p(T)/n +
 * Var_q(e^T)/(m·E_q[e^T]²)).
 *
 * <p>M. D. Donsker and S. R. S. Varadhan, <a
 * href="https://doi.org/10.1002/cpa.3160280102">Asymptotic Evaluation of Certain Markov Process
 * Expectations for Large Time, I</a> (1975).
 *
 * @param value the bound; NaN where a sample is empty
 * @param standardError its standard error; NaN where a sample has fewer than two rows
 */
public record DonskerVaradhan(double value, double standardError) {

  /**
   * The bound.
   *
   * @param first T of the rows of p
   * @param second T of the rows of q
   */
  public static DonskerVaradhan of(double[] first, double[] second) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (double t : second) {
      greatest = Math.max(greatest, t);
    }
    // e^T over its greatest, or it may be no double.
    double[] ratios = new double[second.length];
    for (int i = 0; i < second.length; i++) {
      ratios[i] = Math.exp(second[i] - greatest);
    }
    Moments ofT = Moments.of(first);
    Moments ofRatio = Moments.of(ratios);
    double relative = ofRatio.variance / (ofRatio.mean * ofRatio.mean);
    return new DonskerVaradhan(
        ofT.mean - (greatest + Math.log(ofRatio.mean)),
        Math.sqrt(ofT.variance / first.length + relative / second.length));
  }

  /**
   * The confidence interval of the bound by the normal approximation, NaN at both ends without a
   * standard error.
   *
   * @param level the probability that the interval holds it, such as 0.95
   * @throws IllegalArgumentException if the level is not between 0 and 1, both excluded
   */
  public ConfidenceInterval interval(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "Invalid level: %s (must be above 0 and below 1)".formatted(level));
    }
    double margin = Normal.quantile(0.5 * (1 + level)) * standardError;
    return new ConfidenceInterval(value - margin, value + margin);
  }

  /** The mean and the variance of a sample, with n − 1 in the denominator. */
  private record Moments(double mean, double variance) {

    static Moments of(double[] values) {
      double mean = Kernels.sum(values, values.length) / values.length;
      CompensatedSum squares = new CompensatedSum();
      for (double value : values) {
        squares.add((value - mean) * (value - mean));
      }
      double variance = values.length < 2 ? Double.NaN : squares.value() / (values.length - 1);
      return new Moments(mean, variance);
    }
  }
}
