package dev.surprisal.math.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.math.statistics.ConfusionMatrix.Figure;
import dev.surprisal.math.statistics.ConfusionMatrix.OfClass;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Expected values by scikit-learn, with {@code zero_division=np.nan}. */
class ConfusionMatrixTest {

  private static final ConfusionMatrix THREE =
      new ConfusionMatrix(new double[][] {{50, 3, 7}, {4, 20, 1}, {6, 0, 9}});

  private static ConfusionMatrix matrix(double[]... rows) {
    return new ConfusionMatrix(rows);
  }

  private static void assertValue(ConfusionMatrix of, Figure figure, double value) {
    assertThat(of.value(figure)).as(figure.name()).isCloseTo(value, within(1e-12));
  }

  @Test
  void figuresOfThreeClassesAreThoseOfScikitLearn() {
    assertThat(THREE.value(OfClass.PRECISION, 0)).isEqualTo(50 / 60.0);
    assertThat(THREE.value(OfClass.RECALL, 2)).isEqualTo(9 / 15.0);
    assertThat(THREE.value(OfClass.F1, 1)).isCloseTo(40 / 48.0, within(1e-15));
    assertValue(THREE, Figure.MACRO_PRECISION, (50 / 60.0 + 20 / 23.0 + 9 / 17.0) / 3);
    assertValue(THREE, Figure.MACRO_RECALL, (50 / 60.0 + 20 / 25.0 + 9 / 15.0) / 3);
    assertValue(THREE, Figure.WEIGHTED_RECALL, 79 / 100.0);
    assertValue(THREE, Figure.MACRO_F1, 0.7430555555555557);
    assertValue(THREE, Figure.WEIGHTED_PRECISION, 0.7968030690537085);
    assertValue(THREE, Figure.WEIGHTED_F1, 0.7927083333333335);
    assertValue(THREE, Figure.MCC, 0.6234305312460855);
  }

  /** (TP·TN − FP·FN) / √((TP + FP)(TP + FN)(TN + FP)(TN + FN)). */
  @Test
  void theCorrelationOfTwoClassesIsThatOfMatthews() {
    ConfusionMatrix two = matrix(new double[] {13779, 2665}, new double[] {196, 273});

    double root = Math.sqrt((273.0 + 2665) * (273 + 196) * (13779 + 2665) * (13779 + 196));
    assertValue(two, Figure.MCC, (273.0 * 13779 - 2665.0 * 196) / root);
  }

  @Test
  void aClassThatIsNeverPredictedHasNoPrecisionButNoRecallEither() {
    ConfusionMatrix never = matrix(new double[] {90, 0}, new double[] {10, 0});

    assertThat(never.value(OfClass.PRECISION, 1)).isNaN();
    assertThat(never.value(OfClass.RECALL, 1)).isZero();
    assertThat(never.value(OfClass.F1, 1)).isZero();
    assertValue(never, Figure.MACRO_PRECISION, 0.9);
    assertValue(never, Figure.MACRO_RECALL, 0.5);
    assertValue(never, Figure.MACRO_F1, 90.0 / 95 / 2);
    assertThat(never.value(Figure.MCC)).isNaN();
  }

  @Test
  void aClassWithoutALabelHasNoRecall() {
    ConfusionMatrix never = matrix(new double[] {90, 10}, new double[] {0, 0});

    assertThat(never.value(OfClass.RECALL, 1)).isNaN();
    assertThat(never.value(OfClass.PRECISION, 1)).isZero();
    assertValue(never, Figure.MACRO_RECALL, 0.9);
    assertValue(never, Figure.MACRO_PRECISION, 0.5);
    assertThat(never.value(Figure.MCC)).isNaN();
  }

  @Test
  void aClassThatNeverOccursChangesNothing() {
    ConfusionMatrix two = matrix(new double[] {50, 10}, new double[] {5, 35});
    ConfusionMatrix three =
        matrix(new double[] {50, 0, 10}, new double[] {0, 0, 0}, new double[] {5, 0, 35});

    for (Figure figure : Figure.values()) {
      assertValue(three, figure, two.value(figure));
      assertThat(three.varianceOfRow(figure))
          .as(figure.name())
          .isCloseTo(two.varianceOfRow(figure), within(1e-12));
    }
  }

  @Test
  void withoutARowThereIsNothing() {
    ConfusionMatrix none = matrix(new double[2], new double[2]);

    for (Figure figure : Figure.values()) {
      assertThat(none.value(figure)).as(figure.name()).isNaN();
      assertThat(none.varianceOfRow(figure)).as(figure.name()).isNaN();
    }
    assertThat(none.value(OfClass.F1, 0)).isNaN();
  }

  @Test
  void rowsOfOneClassHaveAFigureAndNoCorrelation() {
    ConfusionMatrix one = matrix(new double[] {100, 0}, new double[] {0, 0});

    assertValue(one, Figure.MACRO_F1, 1);
    assertValue(one, Figure.WEIGHTED_PRECISION, 1);
    assertThat(one.value(Figure.MCC)).isNaN();
  }

  /** Beside the variance of 20,000 samples of 2,000 rows. */
  @Test
  void theVarianceIsThatOfSamples() {
    int rows = 2_000;
    double[][] shares = {{0.55, 0.04, 0.05}, {0.05, 0.2, 0.02}, {0.04, 0.01, 0.04}};
    Map<Figure, double[]> sums = new EnumMap<>(Figure.class);
    SplittableRandom random = new SplittableRandom(41);
    int trials = 20_000;
    for (int trial = 0; trial < trials; trial++) {
      ConfusionMatrix drawn = drawn(random, shares, rows);
      for (Figure figure : Figure.values()) {
        double value = drawn.value(figure);
        double[] sum = sums.computeIfAbsent(figure, of -> new double[2]);
        sum[0] += value;
        sum[1] += value * value;
      }
    }
    double[][] expected = new double[3][3];
    for (int i = 0; i < 9; i++) {
      expected[i / 3][i % 3] = rows * shares[i / 3][i % 3];
    }
    ConfusionMatrix population = new ConfusionMatrix(expected);
    sums.forEach(
        (figure, sum) -> {
          double mean = sum[0] / trials;
          double variance = sum[1] / trials - mean * mean;
          // The standard error of such a variance is 1 %, and half a row a cell is another 1 %.
          assertThat(population.varianceOfRow(figure) / rows)
              .as(figure.name())
              .isCloseTo(variance, within(0.05 * variance));
        });
  }

  /** Poisson numbers would not have n rows; so row by row, by the cumulated shares. */
  private static ConfusionMatrix drawn(SplittableRandom random, double[][] shares, int rows) {
    double[][] counts = new double[3][3];
    for (int row = 0; row < rows; row++) {
      double left = random.nextDouble();
      int cell = 0;
      while (cell < 8 && left >= shares[cell / 3][cell % 3]) {
        left -= shares[cell / 3][cell % 3];
        cell++;
      }
      counts[cell / 3][cell % 3]++;
    }
    return new ConfusionMatrix(counts);
  }

  @Test
  void theVarianceOfAFigureOfAClassIsThatOfAShareAmongItsRows() {
    ConfusionMatrix many = matrix(new double[] {8e6, 1e6}, new double[] {3e5, 7e5});

    double n = 1e7;
    double recall = 0.7;
    assertThat(many.varianceOfRow(OfClass.RECALL, 1) / n)
        .isCloseTo(recall * (1 - recall) / 1e6, within(1e-12));
    double precision = 7 / 17.0;
    assertThat(many.varianceOfRow(OfClass.PRECISION, 1) / n)
        .isCloseTo(precision * (1 - precision) / 1.7e6, within(1e-12));
  }
}
