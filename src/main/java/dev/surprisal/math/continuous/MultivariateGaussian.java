package dev.surprisal.math.continuous;

import dev.surprisal.api.PublicApi;
import dev.surprisal.math.CompensatedSum;
import dev.surprisal.math.DivergenceTerms;

/**
 * A normal distribution in d dimensions with a full covariance, and its divergences in nats.
 *
 * <p>Relative error about 1e-15 times the condition number of the covariances.
 */
@PublicApi
public final class MultivariateGaussian {
  private static final double LN_2_PI_E = 1 + Math.log(2 * Math.PI);

  private final double[] mean;
  private final double[][] covariance;
  private final Cholesky factor;

  private MultivariateGaussian(double[] mean, double[][] covariance, Cholesky factor) {
    this.mean = mean;
    this.covariance = covariance;
    this.factor = factor;
  }

  /**
   * The distribution with the given moments.
   *
   * @param mean the mean
   * @param covariance the covariance, symmetric and positive definite
   * @throws IllegalArgumentException if the moments are not finite, the dimensions do not fit, or
   *     the covariance is not symmetric or not positive definite; the message says which
   */
  public static MultivariateGaussian of(double[] mean, double[][] covariance) {
    if (mean.length != covariance.length) {
      throw new IllegalArgumentException(
          "Invalid mean: %d elements beside %d rows of the covariance (must be as many)"
              .formatted(mean.length, covariance.length));
    }
    for (int i = 0; i < mean.length; i++) {
      if (!Double.isFinite(mean[i])) {
        throw new IllegalArgumentException(
            "Invalid mean[%d]: %s (must be finite)".formatted(i, mean[i]));
      }
    }
    double[][] copy = covariance.clone();
    for (int i = 0; i < copy.length; i++) {
      copy[i] = covariance[i].clone();
    }
    return new MultivariateGaussian(mean.clone(), copy, Cholesky.of("covariance", copy));
  }

  /** The number of dimensions. */
  public int dimension() {
    return mean.length;
  }

  /** The differential entropy ½ (d·ln 2πe + ln det Σ). */
  public double entropy() {
    return 0.5 * (mean.length * LN_2_PI_E + factor.logDeterminant());
  }

  /** The cross-entropy −∫ p ln q, p this and q the other. */
  public double crossEntropy(MultivariateGaussian q) {
    return entropy() + kullbackLeibler(q);
  }

  /**
   * The divergence D(p‖q) = ½ [ln(det Σ_q / det Σ_p) − d + tr(Σ_q⁻¹Σ_p) + (μ_q − μ_p)ᵀΣ_q⁻¹(μ_q −
   * μ_p)], p this and q the other.
   *
   * <p>With W = L_q⁻¹L_p, lower triangular: the trace is the sum of W's squares, the determinants'
   * ratio the product of its diagonal's, so that the sum is Σ (wᵢᵢ² − 1 − ln wᵢᵢ²) plus squares,
   * and no term is negative.
   *
   * @throws IllegalArgumentException if the dimensions differ
   */
  public double kullbackLeibler(MultivariateGaussian q) {
    requireSameDimension(q);
    int d = dimension();
    CompensatedSum sum = new CompensatedSum();
    for (int j = 0; j < d; j++) {
      double[] column = new double[d];
      for (int i = j; i < d; i++) {
        column[i] = factor.row(i)[j];
      }
      double[] w = q.factor.solve(column, j);
      sum.add(DivergenceTerms.excess(1.0, w[j] * w[j], (1 - w[j]) * (1 + w[j])));
      for (int i = j + 1; i < d; i++) {
        sum.addProduct(w[i], w[i]);
      }
    }
    double[] shift = new double[d];
    for (int i = 0; i < d; i++) {
      shift[i] = q.mean[i] - mean[i];
    }
    for (double x : q.factor.solve(shift, 0)) {
      sum.addProduct(x, x);
    }
    return 0.5 * sum.value();
  }

  /**
   * An upper bound of the Jensen–Shannon divergence: see {@link Gaussian#jensenShannonBound(double,
   * double, double, double)}.
   */
  public double jensenShannonBound(MultivariateGaussian q) {
    double jeffreys = kullbackLeibler(q) + q.kullbackLeibler(this);
    int d = dimension();
    double[][] mixture = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        double shift = (mean[i] - q.mean[i]) * (mean[j] - q.mean[j]);
        mixture[i][j] = 0.5 * (covariance[i][j] + q.covariance[i][j]) + 0.25 * shift;
      }
    }
    double logDeterminant = Cholesky.of("mixture's covariance", mixture).logDeterminant();
    double ofTheTwo = 0.5 * (factor.logDeterminant() + q.factor.logDeterminant());
    return Gaussian.bound(jeffreys, Math.max(0.0, 0.5 * (logDeterminant - ofTheTwo)));
  }

  private void requireSameDimension(MultivariateGaussian q) {
    if (q.dimension() != dimension()) {
      throw new IllegalArgumentException(
          "Invalid distributions: %d and %d dimensions (must be as many)"
              .formatted(dimension(), q.dimension()));
    }
  }
}
