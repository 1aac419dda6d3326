package dev.surprisal.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CountNoiseTest {

  /** Windows that differ in all directions alike. */
  private static CountDispersion even(double degreesOfFreedom, int directions) {
    return new CountDispersion(
        0.1, degreesOfFreedom, directions, 1.0 / directions, degreesOfFreedom / directions);
  }

  /** The 95 % quantile of χ² with one degree of freedom is 3.841 (NIST/SEMATECH, 1.3.6.7.4). */
  @Test
  void isChiSquareWhereTheWindowsAddNothing() {
    CountNoise noise = new CountNoise(1, 0.02, 0, CountDispersion.NONE);

    assertThat(noise.expected()).isEqualTo(0.01);
    assertThat(noise.floor(0.05)).isCloseTo((3.841 - 1) / 2 * 0.02, within(1e-5));
    assertThat(noise.pValue(3.841)).isCloseTo(0.05, within(1e-4));
    assertThat(noise.quantile(0.05)).isCloseTo(1.960, within(1e-4));
    assertThat(noise.dispersion()).isEqualTo(1);
  }

  /**
   * Half of the scale comes from the windows: 4 · 5 = 20 degrees of freedom. The 95 % quantile of
   * F(2, 20) is 3.493, the 97.5 % quantile of t(20) 2.086 (NIST/SEMATECH, 1.3.6.7.3 and .2).
   */
  @Test
  void hasHeavierTailsWhereTheWindowsHadToBeEstimated() {
    CountNoise noise = new CountNoise(2, 0.01, 0.01, even(5, 2));

    assertThat(noise.dispersion()).isEqualTo(2);
    assertThat(noise.expected()).isEqualTo(0.02);
    assertThat(noise.floor(0.05)).isCloseTo(3.493 * 2 / 2 * 0.02 - 0.02, within(1e-5));
    assertThat(noise.pValue(3.493 * 2 * 2)).isCloseTo(0.05, within(1e-4));
    assertThat(noise.quantile(0.05)).isCloseTo(2.086, within(1e-3));
  }

  @Test
  void theFloorIsWhereThePValueIsAlpha() {
    CountNoise noise = new CountNoise(4, 0.01, 0.003, even(40, 4));
    double divergence = noise.floor(0.05) + noise.expected();

    // Without drift G is 2 D̂ / r to first order.
    assertThat(noise.pValue(2 * divergence / 0.01)).isCloseTo(0.05, within(1e-9));
  }

  @Test
  void aSingleCellCannotDiffer() {
    CountNoise noise = new CountNoise(0, 0.01, 0, CountDispersion.NONE);

    assertThat(noise.pValue(0)).isEqualTo(1);
    assertThat(noise.floor(0.05)).isEqualTo(0);
    assertThat(noise.expected()).isEqualTo(0);
  }
}
