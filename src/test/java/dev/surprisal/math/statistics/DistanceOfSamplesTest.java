package dev.surprisal.math.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Kolmogorov–Smirnov and Wasserstein-1, on samples and on histograms. */
class DistanceOfSamplesTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Test
  void kolmogorovSmirnovOfThePublishedSamples() {
    // Commons Statistics' KolmogorovSmirnovTestTest, verified there with R
    TestResult result =
        KolmogorovSmirnov.twoSample(
            new double[] {2, 4, 6, 8, 9, 10, 11, 12, 13}, new double[] {0, 1, 3, 5, 7});
    assertThat(result.statistic()).isCloseTo(2.0 / 3, within(1e-16));
    assertThat(result.pValue()).isCloseTo(0.08591408591408592, within(1e-15));
    assertThat(result.degreesOfFreedom()).isNaN();
  }

  @Test
  void samplesThatDoNotOverlapAreRareByTheNumberOfTheirOrders() {
    // 2 of the C(10, 5) = 252 orders
    TestResult result =
        KolmogorovSmirnov.twoSample(new double[] {1, 2, 3, 4, 5}, new double[] {6, 7, 8, 9, 10});
    assertThat(result.statistic()).isEqualTo(1.0);
    assertThat(result.pValue()).isCloseTo(2.0 / 252, within(1e-17));
  }

  @Test
  void theLimitAgreesWithTheExactValueWhereTheyMeet() {
    double exact = KolmogorovSmirnov.pValue(0.05, 1000, 1000);
    double limit = KolmogorovSmirnov.pValue(0.05, 1000, 1001);
    assertThat(limit).isCloseTo(exact, within(0.01));
  }

  @Test
  void theLimitIsThatOfTheTables() {
    // Critical values of Kolmogorov's distribution: K(1.3581) = 0.95, K(1.6276) = 0.99 (Smirnov
    // 1948)
    double n = 1e8;
    assertThat(KolmogorovSmirnov.pValue(1.3581 / Math.sqrt(n / 2), n, n))
        .isCloseTo(0.05, within(1e-5));
    assertThat(KolmogorovSmirnov.pValue(1.6276 / Math.sqrt(n / 2), n, n))
        .isCloseTo(0.01, within(1e-5));
    assertThat(KolmogorovSmirnov.pValue(0, n, n)).isEqualTo(1.0);
    // The two forms of the series meet at 1.18.
    assertThat(KolmogorovSmirnov.pValue(1.1799999 / Math.sqrt(n / 2), n, n))
        .isCloseTo(KolmogorovSmirnov.pValue(1.1800001 / Math.sqrt(n / 2), n, n), within(1e-6));
  }

  @Test
  void histogramsBoundTheStatisticOfTheirRows() {
    Random random = new Random(7);
    double[] x = random.doubles(500).toArray();
    double[] y = random.doubles(400).map(v -> v * v).toArray();
    long[] first = histogram(x);
    long[] second = histogram(y);
    double exact = KolmogorovSmirnov.twoSample(x, y).statistic();
    double binned = KolmogorovSmirnov.twoSample(first, second).statistic();
    assertThat(binned).isLessThanOrEqualTo(exact).isGreaterThan(exact - 0.1);
    assertThat(KolmogorovSmirnov.twoSample(first, second).pValue())
        .isGreaterThanOrEqualTo(KolmogorovSmirnov.twoSample(x, y).pValue());
    double[] edges = IntStream.rangeClosed(0, 20).mapToDouble(i -> i / 20.0).toArray();
    assertThat(Wasserstein.distance(edges, first, second))
        .isCloseTo(Wasserstein.distance(x, y), within(1.0 / 20));
  }

  @Test
  void samplesThatAllowNoTest() {
    double[] x = {1, 2};
    assertThat(KolmogorovSmirnov.twoSample(x, new double[0])).isEqualTo(TestResult.UNDEFINED);
    assertThat(KolmogorovSmirnov.twoSample(x, new double[] {Double.NaN}))
        .isEqualTo(TestResult.UNDEFINED);
    assertThat(KolmogorovSmirnov.twoSample(new long[] {0}, new long[] {1}))
        .isEqualTo(TestResult.UNDEFINED);
    assertThat(Wasserstein.distance(x, new double[0])).isNaN();
    assertThat(Wasserstein.distance(x, new double[] {Double.NaN})).isNaN();
    assertThat(Wasserstein.distance(x, new double[] {0, 0}, x, new double[] {1, 1})).isNaN();
    assertThat(Wasserstein.distance(new double[] {0, 1}, new long[] {0}, new long[] {1})).isNaN();
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
