package dev.surprisal.math.continuous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GaussianTest {
  @Test
  void divergenceOfUnitVariancesIsHalfTheSquaredDistance() {
    assertThat(Gaussian.kullbackLeibler(0, 1, 3, 1)).isEqualTo(4.5);
    assertThat(Gaussian.kullbackLeibler(2, 0.5, 2, 0.5)).isEqualTo(0.0);
  }

  @Test
  void divergenceOfDifferentVariances() {
    // ln 2 + (1 + 1)/8 − ½
    assertThat(Gaussian.kullbackLeibler(0, 1, 1, 2)).isCloseTo(Math.log(2) - 0.25, within(1e-16));
  }

  @Test
  void divergenceOfNeighboursKeepsItsDigits() {
    // With σ_q = σ_p(1 + ε): ε² − (5/3)ε³ + …, where the terms as written cancel to nothing
    double e = 0x1p-30;
    assertThat(Gaussian.kullbackLeibler(0, 1, 0, 1 + e))
        .isCloseTo(e * e - 5.0 / 3 * e * e * e, within(1e-15 * e * e));
  }

  @Test
  void extremeRatiosStayFinite() {
    assertThat(Gaussian.kullbackLeibler(0, 1e-200, 0, 1))
        .isCloseTo(200 * Math.log(10) - 0.5, within(1e-12));
    assertThat(Gaussian.kullbackLeibler(0, 1, 0, 1e-200)).isInfinite();
  }

  @Test
  void crossEntropyIsEntropyPlusDivergence() {
    // ½ ln(2π·4) + (1 + 1)/8
    assertThat(Gaussian.crossEntropy(0, 1, 1, 2))
        .isCloseTo(0.5 * Math.log(8 * Math.PI) + 0.25, within(5e-16));
    assertThat(Gaussian.entropy(1)).isCloseTo(1.4189385332046727, within(3e-16));
  }

  @Test
  void independentComponentsAddUp() {
    double[] means = {0, 1};
    double[] sds = {1, 2};
    double[] zeros = {0, 0};
    double[] ones = {1, 1};
    // A variational autoencoder's term, Kingma and Welling (2013), appendix B:
    // −½ Σ (1 + ln σ² − μ² − σ²)
    double expected = -0.5 * (1 + 0 - 0 - 1) - 0.5 * (1 + Math.log(4) - 1 - 4);
    assertThat(Gaussian.kullbackLeibler(means, sds, zeros, ones))
        .isCloseTo(expected, within(1e-15));
    assertThat(Gaussian.entropy(sds)).isEqualTo(Gaussian.entropy(1) + Gaussian.entropy(2));
    assertThat(Gaussian.crossEntropy(means, sds, zeros, ones))
        .isEqualTo(Gaussian.entropy(sds) + Gaussian.kullbackLeibler(means, sds, zeros, ones));
  }

  @Test
  void whatIsNoNormalDistributionIsNaN() {
    assertThat(Gaussian.kullbackLeibler(0, 0, 0, 1)).isNaN();
    assertThat(Gaussian.kullbackLeibler(0, 1, 0, -1)).isNaN();
    assertThat(Gaussian.kullbackLeibler(Double.NaN, 1, 0, 1)).isNaN();
    assertThat(Gaussian.kullbackLeibler(0, Double.POSITIVE_INFINITY, 0, 1)).isNaN();
    assertThat(Gaussian.entropy(0.0)).isNaN();
    assertThat(Gaussian.kullbackLeibler(new double[1], new double[2], new double[1], new double[1]))
        .isNaN();
    assertThat(Gaussian.kullbackLeibler(new double[0], new double[0], new double[0], new double[0]))
        .isNaN();
    assertThat(Gaussian.jensenShannonBound(0, 0, 0, 1)).isNaN();
  }

  @Test
  void jensenShannonBoundIsAboveTheIntegral() {
    for (double[] q : new double[][] {{0.1, 1}, {1, 2}, {0, 1.1}, {8, 0.1}, {0, 1}}) {
      double bound = Gaussian.jensenShannonBound(0, 1, q[0], q[1]);
      assertThat(bound).isBetween(jensenShannon(q[0], q[1]) - 1e-9, Math.log(2));
    }
    // For a small shift δ both are δ²/8 to leading order.
    assertThat(Gaussian.jensenShannonBound(0, 1, 0.01, 1)).isCloseTo(1.25e-5, within(1e-9));
  }

  @Test
  void fullCovarianceOfADiagonalIsTheDiagonalForm() {
    MultivariateGaussian p =
        MultivariateGaussian.of(new double[] {0, 1}, new double[][] {{1, 0}, {0, 4}});
    MultivariateGaussian q =
        MultivariateGaussian.of(new double[] {0.5, 0}, new double[][] {{9, 0}, {0, 0.25}});
    double[] meansP = {0, 1};
    double[] sdsP = {1, 2};
    double[] meansQ = {0.5, 0};
    double[] sdsQ = {3, 0.5};
    assertThat(p.kullbackLeibler(q))
        .isCloseTo(Gaussian.kullbackLeibler(meansP, sdsP, meansQ, sdsQ), within(1e-14));
    assertThat(p.entropy()).isCloseTo(Gaussian.entropy(sdsP), within(1e-15));
    assertThat(p.crossEntropy(q)).isEqualTo(p.entropy() + p.kullbackLeibler(q));
    assertThat(p.jensenShannonBound(q))
        .isCloseTo(Gaussian.jensenShannonBound(meansP, sdsP, meansQ, sdsQ), within(1e-14));
  }

  @Test
  void correlationCounts() {
    // D(N(0, Σ)‖N(0, I)) with correlation ρ: −½ ln(1 − ρ²), the mutual information
    MultivariateGaussian p =
        MultivariateGaussian.of(new double[2], new double[][] {{1, 0.6}, {0.6, 1}});
    MultivariateGaussian q =
        MultivariateGaussian.of(new double[2], new double[][] {{1, 0}, {0, 1}});
    assertThat(p.kullbackLeibler(q)).isCloseTo(-0.5 * Math.log(0.64), within(1e-15));
    // tr Σ⁻¹ = 2/0.64
    assertThat(q.kullbackLeibler(p))
        .isCloseTo(0.5 * (Math.log(0.64) - 2 + 2 / 0.64), within(1e-15));
    assertThat(p.kullbackLeibler(p)).isEqualTo(0.0);
  }

  @Test
  void aCovarianceThatIsNoneIsRefusedAndTheMessageSaysWhy() {
    assertRefused(
        new double[][] {{1, 2}, {2, 1}},
        "Invalid covariance: not positive definite (pivot 1 is -3.0; remove variables that others"
            + " determine, or add a small variance to the diagonal)");
    assertRefused(
        new double[][] {{1, 1}, {1, 1}},
        "Invalid covariance: not positive definite (pivot 1 is 0.0; remove variables that others"
            + " determine, or add a small variance to the diagonal)");
    assertRefused(
        new double[][] {{1, 0.5}, {0.4, 1}},
        "Invalid covariance: elements (1, 0) and (0, 1) are 0.4 and 0.5 (must be finite and"
            + " equal)");
    assertRefused(
        new double[][] {{1, Double.NaN}, {Double.NaN, 1}},
        "Invalid covariance: elements (1, 0) and (0, 1) are NaN and NaN (must be finite and"
            + " equal)");
    assertRefused(
        new double[][] {{1, 0}, {0}},
        "Invalid covariance: row 1 has 1 of 2 elements (must be square)");
    assertThatThrownBy(() -> MultivariateGaussian.of(new double[3], new double[2][2]))
        .hasMessage("Invalid mean: 3 elements beside 2 rows of the covariance (must be as many)");
  }

  private static void assertRefused(double[][] covariance, String message) {
    assertThatThrownBy(() -> MultivariateGaussian.of(new double[2], covariance))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static double jensenShannon(double mean, double sd) {
    Density p = new Density.Normal(0, 1);
    Density q = new Density.Normal(mean, sd);
    Density mixture =
        Density.of(
            x -> Math.log(0.5 * (Math.exp(p.logAt(x)) + Math.exp(q.logAt(x)))),
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            mean / 2,
            2);
    return ContinuousDivergence.entropy(mixture).value()
        - 0.5 * ContinuousDivergence.entropy(p).value()
        - 0.5 * ContinuousDivergence.entropy(q).value();
  }
}
