package dev.surprisal.math.continuous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ContinuousDivergenceTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Test
  void uniformDistributionsAreMeasuredByTheirWidths() {
    Density narrow = new Density.Uniform(1, 3);
    Density wide = new Density.Uniform(0, 8);
    assertThat(ContinuousDivergence.entropy(wide).value()).isEqualTo(Math.log(8));
    assertThat(ContinuousDivergence.kullbackLeibler(narrow, wide).value()).isEqualTo(Math.log(4));
    assertThat(ContinuousDivergence.kullbackLeibler(wide, narrow).value()).isEqualTo(INFINITY);
    assertThat(ContinuousDivergence.crossEntropy(wide, narrow).value()).isEqualTo(INFINITY);
  }

  @Test
  void familiesMix() {
    // D(exponential‖normal(m, s)) = ½ ln 2πs² + E[(x − m)²]/2s² − 1, with E[(x − 1)²] = 1
    Estimate mixed =
        ContinuousDivergence.kullbackLeibler(new Density.Exponential(1), new Density.Normal(1, 2));
    double expected = 0.5 * Math.log(2 * Math.PI * 4) + 1.0 / 8 - 1;
    assertThat(mixed.value()).isCloseTo(expected, within(1e-12));
    assertThat(mixed.error()).isPositive().isLessThan(1e-10);
  }

  @Test
  void whatLiesOutsideTheSupportOfTheOtherIsInfinite() {
    Density exponential = new Density.Exponential(1);
    Density normal = new Density.Normal(1, 2);
    assertThat(ContinuousDivergence.kullbackLeibler(normal, exponential).value())
        .isEqualTo(INFINITY);
  }

  @Test
  void aDensityFarFromZeroIsFound() {
    Estimate entropy =
        ContinuousDivergence.entropy(
            Density.of(new Density.Normal(1e6, 1e-3)::logAt, -INFINITY, INFINITY, 1e6, 1e-3));
    assertThat(entropy.value())
        .isCloseTo(0.5 * Math.log(2 * Math.PI * Math.E) + Math.log(1e-3), within(1e-7));
  }

  @Test
  void aSingularityWidensTheReportedErrorAndNotMore() {
    // χ² with one degree of freedom, infinite at 0: entropy ½ + ln(2·Γ(½)) + ½·ψ(½)
    Density chiSquared = new Density.Gamma(0.5, 0.5);
    double expected = 0.5 + Math.log(2 * Math.sqrt(Math.PI)) + 0.5 * Digamma.of(0.5);
    Estimate estimate =
        ContinuousDivergence.entropy(Density.of(chiSquared::logAt, 0, INFINITY, 1, 1.4));
    assertThat(estimate.value()).isCloseTo(expected, within(estimate.error()));
    assertThat(estimate.error()).isLessThan(1e-9);
    assertThat(ContinuousDivergence.entropy(chiSquared).value()).isCloseTo(expected, within(1e-15));
  }

  @Test
  void entropyOfTheArcsineLaw() {
    assertThat(ContinuousDivergence.entropy(new Density.Beta(0.5, 0.5)).value())
        .isCloseTo(Math.log(Math.PI / 4), within(1e-15));
  }

  @Test
  void refusesParametersThatAreNone() {
    assertThatThrownBy(() -> new Density.Normal(0, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid sd: -1.0 (must be positive and finite)");
    assertThatThrownBy(() -> new Density.Laplace(Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid location: NaN (must be finite)");
    assertThatThrownBy(() -> Density.of(x -> 0, 1, 0, 0.5, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid support: [1.0, 0.0] (the lower end must be below the upper)");
  }

  @Test
  void digammaOfThePublishedValues() {
    // NIST Digital Library of Mathematical Functions, 5.4.12 and 5.4.13
    double euler = 0.57721566490153286061;
    assertThat(Digamma.of(1)).isCloseTo(-euler, within(2e-16));
    assertThat(Digamma.of(0.5)).isCloseTo(-euler - 2 * Math.log(2), within(5e-16));
    assertThat(Digamma.of(1.4616321449683623)).isCloseTo(0, within(1e-15));
    // ψ(10⁶) = ln 10⁶ − 1/(2·10⁶) − 1/(12·10¹²)
    assertThat(Digamma.of(1e6)).isCloseTo(Math.log(1e6) - 5e-7 - 1e-12 / 12, within(2e-15));
  }
}
