package dev.surprisal.math.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FalseDiscoveryRateTest {
  /**
   * Benjamini and Hochberg (1995), section 4.1: 15 comparisons, of which 4 are rejected at 0.05.
   */
  private static final double[] PUBLISHED = {
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
    0.6528, 0.7590, 1.000
  };

  @Test
  void rejectsTheFourOfThePublishedExample() {
    double[] adjusted = FalseDiscoveryRate.benjaminiHochberg(PUBLISHED);
    assertThat(adjusted[3]).isCloseTo(15 * 0.0095 / 4, within(1e-16)).isLessThan(0.05);
    assertThat(adjusted[4]).isCloseTo(15 * 0.0201 / 5, within(1e-16)).isGreaterThan(0.05);
    assertThat(adjusted[14]).isEqualTo(1.0);
  }

  @Test
  void anAdjustedValueIsTheLeastOfThoseAbove() {
    // 0.02·3/2 = 0.03 and 0.025·3/3 = 0.025
    assertThat(FalseDiscoveryRate.benjaminiHochberg(new double[] {0.02, 0.025, 0.001}))
        .containsExactly(new double[] {0.025, 0.025, 0.003}, within(1e-17));
  }

  @Test
  void dependenceCostsTheHarmonicSum() {
    assertThat(FalseDiscoveryRate.benjaminiYekutieli(new double[] {0.02, 0.025, 0.001}))
        .containsExactly(
            new double[] {0.025 * 11 / 6, 0.025 * 11 / 6, 0.003 * 11 / 6}, within(1e-17));
    assertThat(FalseDiscoveryRate.benjaminiYekutieli(new double[] {0.9, 1})).containsExactly(1, 1);
  }

  @Test
  void aComparisonThatWasNotMadeIsNotCounted() {
    assertThat(FalseDiscoveryRate.benjaminiHochberg(new double[] {0.01, Double.NaN, 0.04}))
        .containsExactly(0.02, Double.NaN, 0.04);
    assertThat(FalseDiscoveryRate.benjaminiYekutieli(new double[] {Double.NaN}))
        .containsExactly(Double.NaN);
  }

  @Test
  void noneAndOneStayAsTheyAre() {
    assertThat(FalseDiscoveryRate.benjaminiHochberg(new double[0])).isEmpty();
    assertThat(FalseDiscoveryRate.benjaminiHochberg(new double[] {0.03})).containsExactly(0.03);
  }

  @Test
  void refusesWhatIsNoProbability() {
    assertThatThrownBy(() -> FalseDiscoveryRate.benjaminiHochberg(new double[] {0.5, 1.5}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid pValues[1]: 1.5 (must be between 0 and 1, or NaN where there is none)");
  }
}
