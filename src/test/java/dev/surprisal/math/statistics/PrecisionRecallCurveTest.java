package dev.surprisal.math.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PrecisionRecallCurveTest {

  private static PrecisionRecallCurve exact(double[] positives, double... negatives) {
    boolean[] exact = new boolean[positives.length];
    Arrays.fill(exact, true);
    return new PrecisionRecallCurve(positives, negatives, exact);
  }

  /** scikit-learn's example: labels 0, 0, 1, 1 and scores 0.1, 0.4, 0.35, 0.8 make 0.8333. */
  @Test
  void theAverageIsThatOfScikitLearnsExample() {
    PrecisionRecallCurve curve = exact(new double[] {1, 0, 1, 0}, 0, 1, 0, 1);

    assertThat(curve.average()).isCloseTo(5.0 / 6, within(1e-15));
    assertThat(curve.points())
        .containsExactly(
            new PrecisionRecallCurve.Point(0, 1, 0.5),
            new PrecisionRecallCurve.Point(1, 0.5, 0.5),
            new PrecisionRecallCurve.Point(2, 2 / 3.0, 1),
            new PrecisionRecallCurve.Point(3, 0.5, 1));
  }

  @Test
  void aScoreThatTellsNothingHasTheShareOfPositives() {
    assertThat(exact(new double[] {30}, 70).average()).isEqualTo(0.3);
    assertThat(exact(new double[] {30, 0}, 0, 70).average()).isEqualTo(1);
    assertThat(exact(new double[] {30}, 0).average()).isEqualTo(1);
    assertThat(exact(new double[] {0}, 70).average()).isNaN();
    assertThat(exact(new double[] {0}, 70).points()).isEmpty();
    assertThat(exact(new double[0]).average()).isNaN();
  }

  /** Whatever the order of the rows within their cells, and whichever of them are tied. */
  @Test
  void theAverageOfTheScoresLiesWithinTheBounds() {
    SplittableRandom random = new SplittableRandom(7);
    for (int trial = 0; trial < 2_000; trial++) {
      int cells = random.nextInt(1, 5);
      double[] positives = new double[cells];
      double[] negatives = new double[cells];
      StringBuilder order = new StringBuilder();
      for (int cell = 0; cell < cells; cell++) {
        for (int row = random.nextInt(1, 9); row > 0; row--) {
          boolean positive = random.nextInt(3) == 0;
          (positive ? positives : negatives)[cell]++;
          order.append(positive ? 'p' : 'n').append(random.nextInt(3) == 0 ? "" : "|");
        }
        order.append('|');
      }
      if (positives.length == 0 || order.indexOf("p") < 0) {
        continue;
      }
      PrecisionRecallCurve curve =
          new PrecisionRecallCurve(positives, negatives, new boolean[cells]);
      double average = average(order.toString());
      assertThat(curve.least()).isLessThanOrEqualTo(average + 1e-12);
      assertThat(curve.greatest()).isGreaterThanOrEqualTo(average - 1e-12);
      assertThat(curve.average()).isBetween(curve.least() - 1e-12, curve.greatest() + 1e-12);
    }
  }

  /** Rows from the highest score down, those of one score between bars. */
  private static double average(String order) {
    double sum = 0;
    double above = 0;
    double rows = 0;
    for (String tied : order.split("\\|")) {
      double positives = tied.chars().filter(row -> row == 'p').count();
      above += positives;
      rows += tied.length();
      sum += positives > 0 ? positives * above / rows : 0;
    }
    return sum / above;
  }

  @Test
  void ofExactCellsTheBoundsAreTheAverage() {
    PrecisionRecallCurve curve = exact(new double[] {5, 3, 2}, 1, 4, 40);

    assertThat(curve.least()).isEqualTo(curve.average());
    assertThat(curve.greatest()).isEqualTo(curve.average());
  }

  /** Beside the variance of 20,000 samples of 1,000 rows. */
  @Test
  void theVarianceIsThatOfSamples() {
    SplittableRandom random = new SplittableRandom(8);
    double[] shares = {0.03, 0.02, 0.01, 0.03, 0.2, 0.71};
    int rows = 1_000;
    int trials = 20_000;
    double sum = 0;
    double squares = 0;
    for (int trial = 0; trial < trials; trial++) {
      double[] counts = new double[6];
      for (int row = 0; row < rows; row++) {
        double left = random.nextDouble();
        int cell = 0;
        while (cell < 5 && left >= shares[cell]) {
          left -= shares[cell++];
        }
        counts[cell]++;
      }
      double average = of(counts).average();
      sum += average;
      squares += average * average;
    }
    double mean = sum / trials;
    double variance = squares / trials - mean * mean;
    double[] expected = new double[6];
    Arrays.setAll(expected, i -> rows * shares[i]);
    assertThat(of(expected).varianceOfRow() / rows).isCloseTo(variance, within(0.05 * variance));
  }

  private static PrecisionRecallCurve of(double... counts) {
    return exact(new double[] {counts[0], counts[1], counts[2]}, counts[3], counts[4], counts[5]);
  }
}
