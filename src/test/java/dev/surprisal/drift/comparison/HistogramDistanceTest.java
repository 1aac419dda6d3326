package dev.surprisal.drift.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.drift.Rows;
import dev.surprisal.math.statistics.Wasserstein;
import dev.surprisal.profile.ColumnDistribution;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

class HistogramDistanceTest {

  private static ColumnDistribution column(double... values) {
    return Rows.rows().column(values).profile().column(0);
  }

  private static double[] draw(SplittableRandom random, int n, double scale, double shift) {
    return random.doubles(n).map(u -> shift + scale * u * u).toArray();
  }

  /** The distances of the values themselves are Commons Math's, and math's, held to SciPy there. */
  @Test
  void theErrorHoldsTheDistancesOfTheValues() {
    SplittableRandom random = new SplittableRandom(17);
    for (int i = 0; i < 50; i++) {
      double[] x = draw(random, 200, 10, -3);
      double[] y = draw(random, 300, random.nextDouble(5, 20), random.nextDouble(-4, 2));

      HistogramDistance distance =
          HistogramDistance.of(column(x), Double.NaN, column(y), Double.NaN);

      double ks = new KolmogorovSmirnovTest().kolmogorovSmirnovStatistic(x, y);
      assertThat(ks).isBetween(distance.ks() - 1e-12, distance.ks() + distance.ksError());
      assertThat(distance.wasserstein())
          .isCloseTo(Wasserstein.distance(x, y), within(distance.wassersteinError()));
      assertThat(distance.wassersteinError()).isLessThan(1);
    }
  }

  @Test
  void aHistogramIsNoDistanceFromItself() {
    ColumnDistribution column = column(-2, 0, 0, 1, 5, 1e9);

    HistogramDistance distance = HistogramDistance.of(column, Double.NaN, column, Double.NaN);

    assertThat(distance.ks()).isZero();
    assertThat(distance.wasserstein()).isZero();
  }

  @Test
  void infiniteValuesAreLeftOutAndNoneAtAllGiveNoFigure() {
    double infinity = Double.POSITIVE_INFINITY;

    assertThat(
            HistogramDistance.of(column(1, 2, infinity), Double.NaN, column(1, 2), Double.NaN).ks())
        .isZero();
    assertThat(HistogramDistance.of(column(infinity), Double.NaN, column(1, 2), Double.NaN).ks())
        .isNaN();
    assertThat(
            Arrays.asList(
                HistogramDistance.of(column(1), Double.NaN, column(2), Double.NaN).ks(),
                HistogramDistance.of(column(2), Double.NaN, column(1), Double.NaN).ks()))
        .containsExactly(1.0, 1.0);
  }
}
