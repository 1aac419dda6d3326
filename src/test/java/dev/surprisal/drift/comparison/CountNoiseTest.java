package dev.surprisal.drift.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.FDistribution;
import org.junit.jupiter.api.Test;

class CountNoiseTest {

  /** 21 windows of 100 rows whose mean square is that of their rows times a factor. */
  private static Dispersion windows(double factor) {
    return new Dispersion(1, factor, 100, 20);
  }

  /** The 95 % quantile of χ² with one degree of freedom is 3.841 (NIST/SEMATECH, 1.3.6.7.4). */
  @Test
  void isChiSquareWithoutWindowsToKnowTheirDispersionFrom() {
    CountNoise noise = new CountNoise(1, 0.02, 1, 0, Dispersion.NONE);

    assertThat(noise.expected()).isEqualTo(0.01);
    assertThat(noise.floor(0.05)).isCloseTo((3.841 - 1) / 2 * 0.02, within(1e-5));
    assertThat(noise.pValue(3.841)).isCloseTo(0.05, within(1e-4));
    assertThat(noise.quantile(0.05)).isCloseTo(1.960, within(1e-4));
    assertThat(noise.dispersion()).isEqualTo(1);
  }

  /**
   * Windows of one size: 20 degrees of freedom, whatever the dispersion. The 95 % quantile of F(2,
   * 20) is 3.493, the 97.5 % quantile of t(20) 2.086 (NIST/SEMATECH, 1.3.6.7.3 and .2).
   */
  @Test
  void hasTheDegreesOfFreedomOfTheWindowsWhateverTheirDispersion() {
    for (double factor : new double[] {1, 1.002, 2, 50}) {
      CountNoise noise = new CountNoise(2, 0.01, 1, 0, windows(factor));

      assertThat(noise.dispersion()).isCloseTo(factor, within(1e-12));
      assertThat(noise.pValue(3.493 * 2 * factor)).isCloseTo(0.05, within(1e-4));
      assertThat(noise.quantile(0.05)).isCloseTo(factor == 1 ? 1.960 : 2.086, within(1e-3));
    }
  }

  @Test
  void theFloorIsWhereThePValueIsAlpha() {
    CountNoise noise = new CountNoise(4, 0.01, 1, 0.003, windows(1.4));
    double divergence = noise.floor(0.05) + noise.expected();

    // Without drift G is 2 D̂ / r to first order.
    assertThat(noise.pValue(2 * divergence / 0.01)).isCloseTo(0.05, within(1e-9));
  }

  @Test
  void aSingleCellCannotDiffer() {
    CountNoise noise = new CountNoise(0, 0.01, 1, 0, Dispersion.NONE);

    assertThat(noise.pValue(0)).isEqualTo(1);
    assertThat(noise.floor(0.05)).isEqualTo(0);
    assertThat(noise.expected()).isEqualTo(0);
  }

  /** Whatever windows differ by, in one direction or in all, and however little. */
  @Test
  void aGrossDivergenceHasASmallPValueFromFiveWindowsOn() {
    for (double factor : new double[] {0.5, 1.0001, 1.002, 1.1, 1.5}) {
      // 150 rows against 14 windows of 150, D = 1.5 nats.
      CountNoise noise =
          new CountNoise(
              10, 1 / 150.0 + 1 / 2100.0, 1 + 1 / 14.0, 0, new Dispersion(1, factor, 150, 13));

      assertThat(noise.pValue(2 * 1.5 / (1 / 150.0 + 1 / 2100.0))).isLessThan(1e-6);
    }
  }

  /**
   * z ~ N(0, Σ) against S of 13 draws, for Σ = I, for one direction that varies 100 times as much
   * as the others, and for scales from 1 to 100: 200,000 trials each.
   */
  @Test
  void theTailIsBoundedForEveryCovarianceOfTheWindows() {
    SplittableRandom random = new SplittableRandom(3);
    int k = 6;
    int windows = 14;
    double[][] scales = {{1, 1, 1, 1, 1, 1}, {10, 1, 1, 1, 1, 1}, {1, 1.5, 2, 3, 5, 10}};
    double least = k * FDistribution.of(k, windows - 1).inverseSurvivalProbability(0.001);
    for (double[] scale : scales) {
      int trials = 200_000;
      int beyond = 0;
      for (int trial = 0; trial < trials; trial++) {
        double[] z = draw(random, scale);
        double length = Math.sqrt(dot(z, z));
        double variance = 0;
        for (int w = 1; w < windows; w++) {
          double projection = dot(draw(random, scale), z) / length;
          variance += projection * projection / (windows - 1);
        }
        beyond += dot(z, z) / variance > least ? 1 : 0;
      }
      // 0.001 has the standard error 0.00007.
      assertThat((double) beyond / trials).isLessThan(0.0012);
    }
  }

  private static double[] draw(SplittableRandom random, double[] scale) {
    double[] z = new double[scale.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = scale[i] * random.nextGaussian();
    }
    return z;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
