package dev.surprisal.math.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class QuantilesAndBiasTest {
  @Test
  void quantilesOfTheTables() {
    // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.1 and 1.3.6.7.4
    assertThat(Normal.quantile(0.975)).isCloseTo(1.959963984540054, within(1e-14));
    assertThat(ChiSquared.quantile(0.95, 1)).isCloseTo(3.841, within(5e-4));
    assertThat(ChiSquared.quantile(0.95, 9)).isCloseTo(16.919, within(5e-4));
    assertThat(ChiSquared.survival(ChiSquared.quantile(0.95, 9), 9)).isCloseTo(0.05, within(1e-12));
    assertThat(Normal.cumulative(Normal.quantile(0.3))).isCloseTo(0.3, within(1e-15));
    assertThat(Normal.survival(0)).isEqualTo(0.5);
  }

  @Test
  void quantilesOutsideTheDomainAreNaN() {
    assertThat(Normal.quantile(1.5)).isNaN();
    assertThat(ChiSquared.quantile(-0.1, 3)).isNaN();
    assertThat(ChiSquared.quantile(0.5, 0)).isNaN();
    assertThat(ChiSquared.survival(Double.NaN, 3)).isNaN();
  }
}
