package dev.surprisal.math.continuous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NearestNeighboursTest {
  @Test
  void aSampleWorkedByHand() {
    // x = {0, 1, 3}, y = {0.5, 2}, k = 1: ρ = 1, 1, 2; ν = 0.5, 0.5, 1; ln(½)·3/3 + ln(2/2)
    double[][] x = {{0}, {1}, {3}};
    double[][] y = {{0.5}, {2}};
    assertThat(NearestNeighbours.kullbackLeibler(x, y, 1)).isCloseTo(-Math.log(2), within(1e-15));
  }

  @Test
  void tiesCountAllThatLieWithin() {
    // Every x has two neighbours at distance 1 but the ends: ρ = 1, 1, 1, k = 1, 2, 1;
    // ν = 0.5 for all, with l = 1, 2, 1. So ln ½ + ln(2/2).
    double[][] x = {{0}, {1}, {2}};
    double[][] y = {{0.5}, {1.5}};
    assertThat(NearestNeighbours.kullbackLeibler(x, y, 1)).isCloseTo(-Math.log(2), within(1e-15));
    // Twice the same point in x: its ball grows to the next, at 2, with k = 2 within;
    // x = {0, 0, 2}: ρ = 2, 2, 2, k = 2, 2, 2; y = {1, 5}: ν = 1, 1, 1, l = 1, 1, 1.
    double expected = -Math.log(2) + (Digamma.of(2) - Digamma.of(1)) + Math.log(2.0 / 2);
    assertThat(
            NearestNeighbours.kullbackLeibler(
                new double[][] {{0}, {0}, {2}}, new double[][] {{1}, {5}}, 1))
        .isCloseTo(expected, within(1e-15));
  }

  @Test
  void convergesToTheDivergenceOfNormalDistributions() {
    Random random = new Random(3);
    double[][] x = normal(random, 20_000, 1, 0, 1);
    double[][] y = normal(random, 20_000, 1, 1, 2);
    assertThat(NearestNeighbours.kullbackLeibler(x, y, 5))
        .isCloseTo(Gaussian.kullbackLeibler(0, 1, 1, 2), within(0.03));
  }

  @Test
  void convergesInThreeDimensions() {
    Random random = new Random(4);
    double[][] x = normal(random, 10_000, 3, 0, 1);
    double[][] y = normal(random, 10_000, 3, 0.5, 1);
    assertThat(NearestNeighbours.kullbackLeibler(x, y, 5)).isCloseTo(3 * 0.125, within(0.06));
  }

  @Test
  void samplesOfOneDistributionShowNearlyNone() {
    Random random = new Random(5);
    double[][] x = normal(random, 10_000, 2, 0, 1);
    double[][] y = normal(random, 10_000, 2, 0, 1);
    assertThat(NearestNeighbours.kullbackLeibler(x, y, 5)).isCloseTo(0, within(0.03));
  }

  @Test
  void sortedAndRepeatedPointsAreNoBurden() {
    double[][] sorted = new double[50_000][];
    Arrays.setAll(sorted, i -> new double[] {i / 3});
    assertThat(NearestNeighbours.kullbackLeibler(sorted, sorted, 3)).isFinite();
  }

  @Test
  void tooFewPointsAreNaN() {
    double[][] three = {{0}, {1}, {2}};
    assertThat(NearestNeighbours.kullbackLeibler(three, three, 3)).isNaN();
    assertThat(NearestNeighbours.kullbackLeibler(three, new double[0][], 1)).isNaN();
    assertThat(NearestNeighbours.kullbackLeibler(new double[][] {{1}, {1}, {1}}, three, 1)).isNaN();
  }

  @Test
  void refusesPointsThatAreNone() {
    double[][] x = {{0, 0}, {1, 1}, {2, 2}};
    assertThatThrownBy(() -> NearestNeighbours.kullbackLeibler(x, new double[][] {{1}}, 1))
        .hasMessage("Invalid y[0]: 1 coordinates (must be as many as x[0] has, and at least one)");
    assertThatThrownBy(
            () -> NearestNeighbours.kullbackLeibler(x, new double[][] {{1, Double.NaN}}, 1))
        .hasMessage("Invalid y[0]: NaN among its coordinates (must be finite)");
    assertThatThrownBy(() -> NearestNeighbours.kullbackLeibler(x, x, 0))
        .hasMessage("Invalid k: 0 (must be at least 1)");
  }

  private static double[][] normal(Random random, int n, int d, double mean, double sd) {
    double[][] points = new double[n][d];
    for (double[] point : points) {
      Arrays.setAll(point, i -> mean + sd * random.nextGaussian());
    }
    return points;
  }
}
