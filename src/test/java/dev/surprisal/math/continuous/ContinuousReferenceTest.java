package dev.surprisal.math.continuous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Closed forms and quadrature against integrals in 25 digits, made by {@code scripts/references.py}
 * without the closed forms.
 */
class ContinuousReferenceTest {
  private static final String REFERENCES = "/dev/surprisal/math/continuous.csv";

  @ParameterizedTest(name = "{5} of {0}({1}, {2}) and ({3}, {4})")
  @CsvFileSource(resources = REFERENCES, numLinesToSkip = 1)
  void closedFormsAgree(
      String family, double a, double b, double c, double d, String measure, double expected) {
    Estimate actual = measure(measure, density(family, a, b), density(family, c, d));
    assertThat(actual.value()).isCloseTo(expected, within(5e-15 * Math.max(1, Math.abs(expected))));
    assertThat(Math.abs(actual.value() - expected)).isLessThanOrEqualTo(actual.error());
  }

  @ParameterizedTest(name = "{5} of {0}({1}, {2}) and ({3}, {4})")
  @CsvFileSource(resources = REFERENCES, numLinesToSkip = 1)
  void quadratureAgreesWithinTheErrorThatItReports(
      String family, double a, double b, double c, double d, String measure, double expected) {
    Estimate actual =
        measure(measure, disguised(density(family, a, b)), disguised(density(family, c, d)));
    assertThat(actual.error()).isLessThan(1e-10 * Math.max(1, Math.abs(expected)));
    assertThat(actual.value()).isCloseTo(expected, within(actual.error()));
  }

  private static Estimate measure(String measure, Density p, Density q) {
    return switch (measure) {
      case "entropy" -> ContinuousDivergence.entropy(p);
      case "crossEntropy" -> ContinuousDivergence.crossEntropy(p, q);
      default -> ContinuousDivergence.kullbackLeibler(p, q);
    };
  }

  private static Density density(String family, double a, double b) {
    return switch (family) {
      case "Normal" -> new Density.Normal(a, b);
      case "LogNormal" -> new Density.LogNormal(a, b);
      case "Exponential" -> new Density.Exponential(a);
      case "Gamma" -> new Density.Gamma(a, b);
      case "Beta" -> new Density.Beta(a, b);
      case "Laplace" -> new Density.Laplace(a, b);
      default -> throw new IllegalArgumentException(family);
    };
  }

  /** The same density as one of the caller's own, so that nothing closed applies. */
  private static Density disguised(Density density) {
    return Density.of(
        density::logAt, density.lower(), density.upper(), density.centre(), density.width());
  }
}
