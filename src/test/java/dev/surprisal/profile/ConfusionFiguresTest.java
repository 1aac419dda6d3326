package dev.surprisal.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.math.statistics.PrecisionRecallCurve;
import dev.surprisal.profile.row.StateSpec;
import dev.surprisal.profile.row.ZeroPolicy;
import dev.surprisal.profile.state.Accumulator;
import dev.surprisal.profile.state.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Precision, recall, F1 and their kin, correlation, average precision and calibration by class,
 * beside what a few lines work out from the rows themselves.
 */
class ConfusionFiguresTest {

  /** A row: its prediction, the index of its label and its weight. */
  private record Row(double[] q, int label, double weight) {

    int predicted() {
      int first = 0;
      for (int i = 1; i < q.length; i++) {
        first = q[i] > q[first] ? i : first;
      }
      return first;
    }
  }

  private static Profile profile(Layout layout, List<Row> rows) {
    Accumulator accumulator = new Accumulator(layout);
    long[] state = Accumulator.noRows();
    for (Row row : rows) {
      long[] values =
          layout.spec().weighs()
              ? new long[] {Double.doubleToRawLongBits(row.weight)}
              : new long[0];
      state = accumulator.scored(state, row.q, row.label, values);
    }
    return Profile.decode(layout, accumulator.encode(state));
  }

  private static Profile profile(List<Row> rows) {
    return profile(new Layout(rows.get(0).q.length, ZeroPolicy.DEFAULT, 0), rows);
  }

  /** A model that is somewhat right; steps make ties, weights are multiples of an eighth. */
  private static List<Row> drawn(
      SplittableRandom random, int classes, int rows, int steps, boolean weighted) {
    List<Row> drawn = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      double[] q = new double[classes];
      double sum = 0;
      for (int k = 0; k < classes; k++) {
        q[k] = steps > 0 ? 1 + random.nextInt(steps) : Math.exp(2 * random.nextGaussian());
        sum += q[k];
      }
      for (int k = 0; k < classes; k++) {
        q[k] /= sum;
      }
      Row row = new Row(q, 0, weighted ? random.nextInt(17) / 8.0 : 1);
      int label = random.nextDouble() < 0.5 ? row.predicted() : random.nextInt(classes);
      drawn.add(new Row(q, label, row.weight));
    }
    return drawn;
  }

  private static double weight(List<Row> rows, Predicate<Row> which) {
    return rows.stream().filter(which).mapToDouble(Row::weight).sum();
  }

  private static double precision(List<Row> rows, int k) {
    return weight(rows, it -> it.predicted() == k && it.label == k)
        / weight(rows, it -> it.predicted() == k);
  }

  private static double recall(List<Row> rows, int k) {
    return weight(rows, it -> it.predicted() == k && it.label == k)
        / weight(rows, it -> it.label == k);
  }

  private static double f1(List<Row> rows, int k) {
    return 2
        * weight(rows, it -> it.predicted() == k && it.label == k)
        / (weight(rows, it -> it.label == k) + weight(rows, it -> it.predicted() == k));
  }

  private static double mean(int classes, ToDoubleFunction<Integer> figure) {
    return IntStream.range(0, classes)
        .mapToDouble(figure::applyAsDouble)
        .filter(((DoublePredicate) Double::isNaN).negate())
        .average()
        .orElse(Double.NaN);
  }

  /** Pearson's correlation of the indicators of labels and predictions, over all classes. */
  private static double correlation(List<Row> rows, int classes) {
    double all = weight(rows, it -> true);
    double both = 0;
    double ofLabels = 0;
    double ofPredictions = 0;
    for (int k = 0; k < classes; k++) {
      int of = k;
      double label = weight(rows, it -> it.label == of) / all;
      double predicted = weight(rows, it -> it.predicted() == of) / all;
      for (Row row : rows) {
        double x = (row.label == k ? 1 : 0) - label;
        double y = (row.predicted() == k ? 1 : 0) - predicted;
        both += row.weight * x * y;
        ofLabels += row.weight * x * x;
        ofPredictions += row.weight * y * y;
      }
    }
    return both / Math.sqrt(ofLabels * ofPredictions);
  }

  /** Σ (R_i − R_{i−1}) P_i over the distinct probabilities of a class. */
  private static double averagePrecision(List<Row> rows, int k) {
    List<Row> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparingDouble((Row it) -> it.q[k]).reversed());
    double sum = 0;
    double above = 0;
    double seen = 0;
    double tied = 0;
    for (int i = 0; i < sorted.size(); i++) {
      Row row = sorted.get(i);
      seen += row.weight;
      tied += row.label == k ? row.weight : 0;
      if (i + 1 == sorted.size() || sorted.get(i + 1).q[k] != row.q[k]) {
        above += tied;
        sum += tied > 0 ? tied * above / seen : 0;
        tied = 0;
      }
    }
    return sum / above;
  }

  private static void assertClose(double actual, double expected, String what) {
    if (Double.isNaN(expected)) {
      assertThat(actual).as(what).isNaN();
    } else {
      assertThat(actual).as(what).isCloseTo(expected, within(1e-12));
    }
  }

  private static void assertFigures(Profile profile, List<Row> rows) {
    int classes = profile.layout().classes();
    for (int k = 0; k < classes; k++) {
      assertClose(ClassMetric.PRECISION.value(profile, k), precision(rows, k), "precision");
      assertClose(ClassMetric.RECALL.value(profile, k), recall(rows, k), "recall");
      assertClose(ClassMetric.F1.value(profile, k), f1(rows, k), "f1");
    }
    double all = weight(rows, it -> true);
    double weightedF1 =
        IntStream.range(0, classes)
            .filter(k -> weight(rows, it -> it.label == k) > 0)
            .mapToDouble(k -> weight(rows, it -> it.label == k) / all * f1(rows, k))
            .sum();
    assertClose(Metric.MACRO_PRECISION.value(profile), mean(classes, k -> precision(rows, k)), "");
    assertClose(Metric.MACRO_RECALL.value(profile), mean(classes, k -> recall(rows, k)), "");
    assertClose(Metric.MACRO_F1.value(profile), mean(classes, k -> f1(rows, k)), "macro f1");
    assertClose(Metric.WEIGHTED_F1.value(profile), weightedF1, "weighted f1");
    assertClose(Metric.MCC.value(profile), correlation(rows, classes), "mcc");
    assertThat(Metric.BALANCED_ACCURACY.value(profile))
        .isEqualTo(Metric.MACRO_RECALL.value(profile));
    assertThat(Metric.WEIGHTED_RECALL.value(profile))
        .isCloseTo(Metric.ACCURACY.value(profile), within(1e-12));
  }

  private static void assertAveragePrecision(Profile profile, List<Row> rows) {
    int classes = profile.layout().classes();
    double exact =
        classes == 2 ? averagePrecision(rows, 1) : mean(classes, k -> averagePrecision(rows, k));
    double found = Metric.AVERAGE_PRECISION.value(profile);
    double error = Metric.AVERAGE_PRECISION_ERROR.value(profile);
    assertThat(Math.abs(found - exact)).isLessThanOrEqualTo(error + 1e-12);
    double below = classes == 2 ? below(profile, 1) : mean(classes, k -> below(profile, k));
    assertThat(below).isCloseTo(found, within(1e-12));
  }

  /** The area below the steps of the curve. */
  private static double below(Profile profile, int k) {
    double area = 0;
    double recall = 0;
    for (PrecisionRecallCurve.Point point : PrecisionRecall.of(profile, k)) {
      area += (point.recall() - recall) * point.precision();
      recall = point.recall();
    }
    return area;
  }

  @Test
  void figuresAreThoseOfTheRows() {
    SplittableRandom random = new SplittableRandom(4);
    for (int classes : new int[] {2, 3, 5, 16}) {
      for (int steps : new int[] {0, 4}) {
        List<Row> rows = drawn(random, classes, 700, steps, false);
        Profile profile = profile(rows);
        assertFigures(profile, rows);
        assertAveragePrecision(profile, rows);
      }
    }
  }

  @Test
  void weightsCount() {
    SplittableRandom random = new SplittableRandom(5);
    for (int classes : new int[] {2, 4}) {
      List<Row> rows = drawn(random, classes, 500, 5, true);
      Profile profile = profile(new Layout(classes, ZeroPolicy.DEFAULT, 0).weighted(), rows);
      assertFigures(profile, rows);
      assertAveragePrecision(profile, rows);
    }
  }

  @Test
  void theRowsBehindAFigureOfAClassAreThoseOfItsDenominator() {
    List<Row> rows = drawn(new SplittableRandom(6), 3, 300, 0, false);
    Profile profile = profile(rows);

    double label = weight(rows, it -> it.label == 2);
    double predicted = weight(rows, it -> it.predicted() == 2);
    assertThat(ClassMetric.RECALL.rows(profile, 2)).isEqualTo((long) label);
    assertThat(ClassMetric.PRECISION.rows(profile, 2)).isEqualTo((long) predicted);
    assertThat(ClassMetric.F1.rows(profile, 2))
        .isEqualTo((long) weight(rows, it -> it.label == 2 || it.predicted() == 2));
    assertThat(ClassMetric.AVERAGE_PRECISION.rows(profile, 2)).isEqualTo(300);
  }

  @Test
  void aSumOfProfilesHasTheFiguresOfAllRows() {
    SplittableRandom random = new SplittableRandom(7);
    List<Row> some = drawn(random, 2, 400, 0, false);
    List<Row> others = drawn(random, 2, 500, 0, false);
    List<Row> all = new ArrayList<>(some);
    all.addAll(others);

    Profile sum = profile(some).plus(profile(others));

    assertThat(sum).isEqualTo(profile(all));
    assertFigures(sum, all);
    assertAveragePrecision(sum, all);
  }

  /** Of at most 320 distinct probabilities nothing is lost, of either of two classes. */
  @Test
  void tiesAreNoErrorOfEitherClass() {
    List<Row> rows = drawn(new SplittableRandom(8), 2, 2_000, 12, false);
    Profile profile = profile(rows);

    assertThat(Metric.AVERAGE_PRECISION_ERROR.value(profile)).isZero();
    for (int k = 0; k < 2; k++) {
      assertClose(
          ClassMetric.AVERAGE_PRECISION.value(profile, k), averagePrecision(rows, k), "class " + k);
    }
    assertThat(ClassMetric.AVERAGE_PRECISION.value(profile, 1))
        .isEqualTo(Metric.AVERAGE_PRECISION.value(profile));
  }

  @Test
  void theMeanCalibrationErrorIsThatOfTheClasses() {
    Profile profile = profile(drawn(new SplittableRandom(9), 4, 1_000, 0, false));

    assertThat(Metric.CLASSWISE_ECE.value(profile))
        .isCloseTo(mean(4, k -> ClassMetric.ECE.value(profile, k)), within(1e-15));
  }

  /** A rare event, whose average precision depends on few rows at the top. */
  @Test
  void theErrorOfTheAverageIsSmall() {
    SplittableRandom random = new SplittableRandom(10);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      double share = 1 / (1 + Math.exp(4 - 1.5 * random.nextGaussian()));
      int label = random.nextDouble() < share ? 1 : 0;
      rows.add(new Row(new double[] {1 - share, share}, label, 1));
    }
    Profile profile = profile(rows);

    assertAveragePrecision(profile, rows);
    assertThat(Metric.AVERAGE_PRECISION.value(profile))
        .isCloseTo(averagePrecision(rows, 1), within(0.002));
    assertThat(Metric.AVERAGE_PRECISION_ERROR.value(profile)).isLessThan(0.02);
  }

  @Test
  void aClassWithoutALabelHasNoRecallAndAnAveragePrecisionNeither() {
    List<Row> rows =
        List.of(
            new Row(new double[] {0.5, 0.3, 0.2}, 0, 1),
            new Row(new double[] {0.3, 0.5, 0.2}, 0, 1));
    Profile profile = profile(rows);

    assertThat(ClassMetric.RECALL.value(profile, 1)).isNaN();
    assertThat(ClassMetric.RECALL.rows(profile, 1)).isZero();
    assertThat(ClassMetric.PRECISION.value(profile, 1)).isZero();
    assertThat(ClassMetric.PRECISION.value(profile, 2)).isNaN();
    assertThat(ClassMetric.F1.value(profile, 2)).isNaN();
    assertThat(ClassMetric.AVERAGE_PRECISION.value(profile, 1)).isNaN();
    assertThat(Metric.AVERAGE_PRECISION.value(profile)).isEqualTo(1);
    assertThat(Metric.MCC.value(profile)).isNaN();
  }

  /** At 0.3: who is at least that probable is predicted, also of a sum that misses 1. */
  @Test
  void aThresholdDecidesWhatIsPredictedAndNothingElse() {
    SplittableRandom random = new SplittableRandom(13);
    List<Row> rows = drawn(random, 2, 600, 9, false);
    rows.add(new Row(new double[] {0.7, 0.3}, 1, 1));
    Layout argmax = new Layout(2, ZeroPolicy.DEFAULT, 0);
    Profile plain = profile(argmax, rows);
    Profile decided = profile(argmax.deciding(0.3), rows);

    double hits = weight(rows, it -> it.q[1] >= 0.3 && it.label == 1);
    double predicted = weight(rows, it -> it.q[1] >= 0.3);
    assertThat(ClassMetric.RECALL.value(decided, 1))
        .isEqualTo(hits / weight(rows, it -> it.label == 1));
    assertThat(ClassMetric.PRECISION.value(decided, 1)).isEqualTo(hits / predicted);
    assertThat(decided.predictedClasses()[1]).isEqualTo(predicted);
    assertThat(Metric.ACCURACY.value(decided))
        .isEqualTo(weight(rows, it -> it.q[1] >= 0.3 == (it.label == 1)) / rows.size());
    assertThat(Arrays.stream(decided.strata().correct()).sum()).isEqualTo(decided.correct());
    assertThat(ClassMetric.RECALL.value(plain, 1)).isEqualTo(recall(rows, 1));
    for (Metric metric :
        List.of(
            Metric.LOG_LOSS,
            Metric.BRIER,
            Metric.ECE,
            Metric.CLASSWISE_ECE,
            Metric.AUC,
            Metric.AVERAGE_PRECISION)) {
      assertThat(metric.value(decided)).as(metric.label()).isEqualTo(metric.value(plain));
    }
  }

  /** What was decided otherwise cannot be added up, or be read as something else. */
  @Test
  void aThresholdIsPartOfTheLayout() {
    Layout layout = new Layout(2, ZeroPolicy.DEFAULT, 0).deciding(0.3);
    List<Row> rows = drawn(new SplittableRandom(14), 2, 100, 0, false);
    Profile one = profile(layout, rows);
    Profile other = profile(layout.deciding(0.4), rows);

    assertThat(Layout.parse(layout.descriptor())).isEqualTo(layout);
    assertThat(layout.descriptor()).contains(";threshold=0.3;");
    assertThat(Profile.decode(layout, one.encode())).isEqualTo(one);
    assertThatThrownBy(() -> one.plus(other)).isInstanceOf(IllegalArgumentException.class);
    assertThat(layout.common(layout.deciding(null))).isEmpty();
    Layout all = layout.weighted().deciding(0.25);
    assertThat(Layout.parse(all.descriptor())).isEqualTo(all);
    assertThatThrownBy(() -> new Layout(3, ZeroPolicy.DEFAULT, 0).deciding(0.3))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ofSeventeenClassesThereAreNoFiguresOfEach() {
    List<Row> rows = drawn(new SplittableRandom(11), 17, 300, 0, false);
    Profile profile = profile(rows);

    assertThat(ClassMetric.RECALL.isKept(profile.layout())).isFalse();
    assertThat(ClassMetric.RECALL.value(profile, 3)).isNaN();
    assertClose(Metric.MACRO_F1.value(profile), mean(17, k -> f1(rows, k)), "macro f1");
    assertAveragePrecision(profile, rows);
  }

  @Test
  void ofMoreThanSixtyFourClassesThereAreNone() {
    List<Row> rows =
        drawn(new SplittableRandom(12), StateSpec.MAX_CROSSED_CLASSES + 1, 20, 0, false);
    Profile profile = profile(rows);

    for (Metric metric :
        List.of(Metric.MACRO_F1, Metric.MCC, Metric.AVERAGE_PRECISION, Metric.BALANCED_ACCURACY)) {
      assertThat(metric.isKept(profile.layout())).as(metric.label()).isFalse();
      assertThat(metric.value(profile)).as(metric.label()).isNaN();
    }
  }
}
