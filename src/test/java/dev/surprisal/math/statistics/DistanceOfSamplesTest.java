package dev.surprisal.math.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

/** Kolmogorov–Smirnov and Wasserstein-1, on samples and on histograms. */
class DistanceOfSamplesTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Test
  void kolmogorovSmirnovOfThePublishedSamples() {
    // Commons Statistics' KolmogorovSmirnovTestTest, verified there with R: the values 2, 4, 6, 8
    // to
    // 13 and 0, 1, 3, 5, 7
    long[] first = {0, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1};
    long[] second = {1, 1, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0};
    assertThat(KolmogorovSmirnov.statistic(first, second)).isCloseTo(2.0 / 3, within(1e-15));
    assertThat(KolmogorovSmirnov.statistic(new long[] {5, 0}, new long[] {0, 7})).isEqualTo(1.0);
  }

  @Test
  void histogramsBoundTheStatisticOfTheirRows() {
    Random random = new Random(7);
    double[] x = random.doubles(500).toArray();
    double[] y = random.doubles(400).map(v -> v * v).toArray();
    long[] first = histogram(x);
    long[] second = histogram(y);
    double exact = new KolmogorovSmirnovTest().kolmogorovSmirnovStatistic(x, y);
    double binned = KolmogorovSmirnov.statistic(first, second);
    assertThat(binned).isLessThanOrEqualTo(exact + 1e-15).isGreaterThan(exact - 0.1);
    double[] edges = IntStream.rangeClosed(0, 20).mapToDouble(i -> i / 20.0).toArray();
    assertThat(Wasserstein.distance(edges, first, second))
        .isCloseTo(Wasserstein.distance(x, y), within(1.0 / 20));
  }

  @Test
  void emptySamplesAreNoDistanceApart() {
    double[] x = {1, 2};
    assertThat(KolmogorovSmirnov.statistic(new long[] {0}, new long[] {1})).isNaN();
    assertThat(KolmogorovSmirnov.statistic(new long[0], new long[0])).isNaN();
    assertThat(Wasserstein.distance(x, new double[0])).isNaN();
    assertThat(Wasserstein.distance(x, new double[] {Double.NaN})).isNaN();
    assertThat(Wasserstein.distance(x, new double[] {0, 0}, x, new double[] {1, 1})).isNaN();
    assertThat(Wasserstein.distance(new double[] {0, 1}, new long[] {0}, new long[] {1})).isNaN();
    assertThat(Wasserstein.distance(new double[] {0}, new long[0], new long[0])).isNaN();
  }

  @Test
  void wassersteinOfAShiftIsTheShift() {
    assertThat(Wasserstein.distance(new double[] {0, 1, 3}, new double[] {8, 5, 6}))
        .isCloseTo(5, within(1e-15));
    // SciPy's documentation of scipy.stats.wasserstein_distance
    assertThat(
            Wasserstein.distance(
                new double[] {3.4, 3.9, 7.5, 7.8},
                new double[] {1.4, 0.9, 3.1, 7.2},
                new double[] {4.5, 1.4},
                new double[] {3.2, 3.5}))
        .isCloseTo(4.0781331438047861, within(1e-14));
  }

  @Test
  void wassersteinToInfinityIsInfinite() {
    assertThat(Wasserstein.distance(new double[] {1, 2, INFINITY}, new double[] {1, 1}))
        .isInfinite();
    assertThat(Wasserstein.distance(new double[] {1, INFINITY}, new double[] {2, INFINITY}))
        .isEqualTo(0.5);
  }

  @Test
  void wassersteinOfHistogramsSpreadsARowOverItsBin() {
    double[] edges = {0, 1, 2};
    // All mass moves by one bin.
    assertThat(Wasserstein.distance(edges, new long[] {3, 0}, new long[] {0, 5})).isEqualTo(1.0);
    // The difference crosses zero inside the second bin: ½·½ + (½² + ½²)/2(½ + ½) + ½·½
    assertThat(
            Wasserstein.distance(
                new double[] {0, 1, 2, 3}, new long[] {1, 0, 1}, new long[] {0, 2, 0}))
        .isEqualTo(0.75);
  }

  @Test
  void refusesHistogramsThatDoNotFit() {
    assertThatThrownBy(() -> KolmogorovSmirnov.statistic(new long[] {1}, new long[] {1, 2}))
        .hasMessage("Invalid counts: 1 cells beside 2 (must be counted over the same cells)");
    assertThatThrownBy(() -> KolmogorovSmirnov.statistic(new long[] {1}, new long[] {-1}))
        .hasMessage("Invalid counts[0]: -1 (must be at least 0)");
    assertThatThrownBy(
            () -> Wasserstein.distance(new double[] {0, 1}, new long[] {1, 2}, new long[] {1, 2}))
        .hasMessage("Invalid edges: 2 beside 2 bins (must be one more than bins)");
    assertThatThrownBy(
            () -> Wasserstein.distance(new double[] {0, 0}, new long[] {1}, new long[] {1}))
        .hasMessage("Invalid edges[1]: 0.0 (must be finite and above the one before)");
    assertThatThrownBy(
            () ->
                Wasserstein.distance(
                    new double[] {0}, new double[] {1, 2}, new double[] {0}, new double[] {1}))
        .hasMessage("Invalid weights: 2 beside 1 values (must be one for each value)");
  }

  private static long[] histogram(double[] values) {
    long[] counts = new long[20];
    for (double v : values) {
      counts[(int) (v * 20)]++;
    }
    return counts;
  }
}
