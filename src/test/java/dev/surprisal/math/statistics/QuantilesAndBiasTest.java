package dev.surprisal.math.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.math.Divergence;
import java.util.Random;
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

  @Test
  void biasIsHalfACellPerRow() {
    assertThat(Bias.millerMadow(10, 100)).isEqualTo(0.045);
    assertThat(Bias.twoSample(10, 100, 100)).isEqualTo(0.09);
    assertThat(Bias.millerMadow(1, 5)).isEqualTo(0.0);
    assertThat(Bias.millerMadow(10, 0)).isNaN();
    assertThat(Bias.twoSample(0, 5, 5)).isNaN();
  }

  @Test
  void biasIsWhatSamplesOfOneDistributionShow() {
    Random random = new Random(20261121);
    int samples = 2000;
    double sum = 0;
    for (int i = 0; i < samples; i++) {
      sum += Divergence.kullbackLeibler(shares(random, 2000), shares(random, 1000));
    }
    // The mean of 2000 has a standard error of about √(2·9)/2·(1/2000 + 1/1000)/√2000 = 7e-5.
    assertThat(sum / samples).isCloseTo(Bias.twoSample(10, 2000, 1000), within(3e-4));
  }

  private static double[] shares(Random random, int rows) {
    long[] counts = new long[10];
    for (int i = 0; i < rows; i++) {
      counts[random.nextInt(10)]++;
    }
    return Smoothing.jeffreys(counts);
  }
}
