package dev.surprisal.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The table against the two forms that it stands for, at multiples of 2⁻¹⁴, which are exact. */
class JensenShannonTableTest {
  private static final double STEP = 0x1p-14;

  @Test
  void isTheSeriesWhereThatConverges() {
    for (double s = 0; s <= 0.5; s += STEP) {
      // Σ s²ᵏ/((2k + 1)(2k + 2)), the least terms first
      double series = 0;
      for (int k = 30; k >= 0; k--) {
        series = Math.fma(s * s, series, 1 / ((2 * k + 1.0) * (2 * k + 2.0)));
      }
      assertThat(JensenShannonTable.perSquare(s)).as("%s", s).isCloseTo(series, within(0x1p-52));
    }
  }

  @Test
  void isTheLogarithmsWhereTheyDoNotCancel() {
    for (double s = 0.25; s <= JensenShannonTable.MOST; s += STEP) {
      // Two ulp are the table's, two the difference's.
      double logarithms = 0.5 * Logarithm.sumOfProducts(1 + s, 1 + s, 1 - s, 1 - s) / (s * s);
      assertThat(JensenShannonTable.perSquare(s))
          .as("%s", s)
          .isCloseTo(logarithms, within(0x1p-51));
    }
  }

  @Test
  void risesFromAHalfToTheLogarithmOfTwo() {
    assertThat(JensenShannonTable.perSquare(0)).isCloseTo(0.5, within(Math.ulp(0.5)));
    assertThat(JensenShannonTable.perSquare(JensenShannonTable.MOST)).isBetween(0.69, Math.log(2));
  }
}
