package dev.surprisal.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.drift.comparison.HistogramDistance;
import dev.surprisal.math.statistics.Wasserstein;
import dev.surprisal.profile.Profile;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Distances are right whatever the location, the scale and the outliers of a column. */
class ColumnResolutionTest {

  private static final int ROWS = 20_000;

  /** A column, its spread without what lies far out, and whether values are whole. */
  private record Shape(String name, double spread, ToDoubleFunction<Random> draw) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Shape> shapes() {
    return Stream.of(
        new Shape("normal", 1, Random::nextGaussian),
        new Shape("normal far below zero", 3, r -> -500 + 3 * r.nextGaussian()),
        new Shape("lognormal", 1, r -> Math.exp(r.nextGaussian())),
        new Shape("Student's t", 1, ColumnResolutionTest::student),
        new Shape("Cauchy", 1, r -> Math.tan(Math.PI * (r.nextDouble() - 0.5))),
        new Shape("zeros", 1, r -> r.nextDouble() < 0.6 ? 0 : Math.exp(r.nextGaussian())),
        new Shape("accounts", 115, r -> 500_000 + r.nextInt(400)),
        new Shape("seconds", 350_000, r -> 1.768e9 + 1_209_600 * r.nextDouble()),
        new Shape("kelvin", 1, r -> 293 + r.nextGaussian()),
        new Shape("one in a billion", 1, r -> 1e9 + r.nextGaussian()),
        new Shape("months", 3.5, r -> 1 + r.nextInt(12)),
        new Shape("counts", 14, r -> Math.rint(200 + 14 * r.nextGaussian())),
        new Shape("two modes", 1, r -> (r.nextBoolean() ? 10 : 1000) + r.nextGaussian()),
        new Shape("one odd value", 8, r -> odd(r, 0.0005)),
        new Shape("a per cent of odd values", 8, r -> odd(r, 0.01)),
        new Shape(
            "wider tenfold", 8, r -> 100 + (r.nextDouble() < 0.02 ? 80 : 8) * r.nextGaussian()));
  }

  private static double student(Random random) {
    double squares = 0;
    for (int i = 0; i < 3; i++) {
      squares += Math.pow(random.nextGaussian(), 2);
    }
    return random.nextGaussian() / Math.sqrt(squares / 3);
  }

  private static double odd(Random random, double share) {
    double[] odd = {0.1 + 0.2 - 0.3, 1e18, -1e-300, -999, Double.MAX_VALUE / 1e50};
    return random.nextDouble() < share
        ? odd[random.nextInt(odd.length)]
        : 100 + 8 * random.nextGaussian();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void distancesAreThoseOfTheValues(Shape shape) {
    for (double shift : new double[] {0.1, 0.5, 1.5}) {
      double[] x = draw(shape, 0, 17);
      double[] y = draw(shape, Math.rint(4 * shift * shape.spread()) / 4, 18);
      Profile before = Rows.rows().column(x).profile();
      Profile after = Rows.rows().column(y).profile();

      Map<String, Double> measures = distances(before, after);

      double ks = new KolmogorovSmirnovTest().kolmogorovSmirnovStatistic(x, y);
      assertThat(measures.get("ks_statistic")).isCloseTo(ks, within(0.02));
      double wasserstein = Wasserstein.distance(x, y);
      // Of what lies far out, all is known to within its own size.
      double tolerance = 0.02 * Math.max(shape.spread(), deviation(x));
      assertThat(measures.get("wasserstein")).isCloseTo(wasserstein, within(tolerance));
    }
  }

  private static Map<String, Double> distances(Profile before, Profile after) {
    HistogramDistance distance =
        HistogramDistance.of(
            before.column(0),
            before.columnMoments(0).mean(),
            after.column(0),
            after.columnMoments(0).mean());
    return Map.of("ks_statistic", distance.ks(), "wasserstein", distance.wasserstein());
  }

  private static double deviation(double[] x) {
    double mean = Arrays.stream(x).average().orElseThrow();
    return Math.sqrt(Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }

  private static double[] draw(Shape shape, double shift, long seed) {
    Random random = new Random(seed);
    double[] values = new double[ROWS];
    Arrays.setAll(values, i -> shape.draw().applyAsDouble(random) + shift);
    return values;
  }
}
