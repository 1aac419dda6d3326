package dev.surprisal.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.profile.cube.SlidingSum;
import dev.surprisal.profile.row.RowStatus;
import dev.surprisal.profile.row.RowWeight;
import dev.surprisal.profile.row.SparsePrediction;
import dev.surprisal.profile.row.StateSpec;
import dev.surprisal.profile.row.ZeroPolicy;
import dev.surprisal.profile.state.Accumulator;
import dev.surprisal.profile.state.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Rows that count as much as they weigh. */
class WeightsTest {

  private static final Layout PLAIN =
      new Layout(3, new ZeroPolicy(ZeroPolicy.Kind.CLIP, 0.05), 1, StateSpec.Lag.KEPT);
  private static final Layout LAYOUT = PLAIN.weighted();

  /** A row: its prediction, its label (3 for none, 4 for a distribution), its column and lag. */
  private record TestRow(double[] q, int label, double column, double lag, double weight) {

    long[] values(Layout layout) {
      double[] all = {column, lag, weight};
      return Arrays.stream(all, 0, layout.spec().rowValues())
          .mapToLong(Double::doubleToLongBits)
          .toArray();
    }

    TestRow weighing(double other) {
      return new TestRow(q, label, column, lag, other);
    }
  }

  private static List<TestRow> rows(int size) {
    SplittableRandom random = new SplittableRandom(18);
    List<TestRow> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      double first = random.nextDouble();
      double second = (1 - first) * random.nextDouble();
      double[] q = {first, second, 1 - first - second};
      rows.add(
          new TestRow(
              q,
              random.nextInt(5),
              random.nextDouble(-50, 50),
              random.nextDouble(1e5),
              random.nextDouble(4)));
    }
    return rows;
  }

  private static List<TestRow> weighing(List<TestRow> rows, DoubleUnaryOperator weight) {
    return rows.stream().map(row -> row.weighing(weight.applyAsDouble(row.weight()))).toList();
  }

  private static Profile profile(Layout layout, List<TestRow> rows) {
    Accumulator accumulator = new Accumulator(layout);
    long[] state = Accumulator.noRows();
    for (TestRow row : rows) {
      long[] values = row.values(layout);
      state =
          switch (row.label()) {
            case 3 -> accumulator.unlabelled(state, row.q(), values);
            case 4 -> accumulator.scored(state, row.q(), soft(row.q()), values);
            default -> accumulator.scored(state, row.q(), row.label(), values);
          };
    }
    return Profile.decode(layout, accumulator.encode(state));
  }

  private static double[] soft(double[] q) {
    return new double[] {q[2], q[0], q[1]};
  }

  @Test
  void rowsThatAllWeighOneGiveTheFiguresOfRowsWithoutWeights() {
    List<TestRow> rows = rows(5_000);
    Profile plain = profile(PLAIN, rows);
    Profile weighted = profile(LAYOUT, weighing(rows, w -> 1));

    for (Metric metric : Metric.values()) {
      if (metric.isKept(PLAIN)) {
        assertThat(metric.value(weighted)).as(metric.label()).isEqualTo(metric.value(plain));
        assertThat(metric.rows(weighted)).as(metric.label()).isEqualTo(metric.rows(plain));
      }
    }
    assertThat(weighted.lossVariance()).isEqualTo(plain.lossVariance());
    assertThat(weighted.brierVariance()).isEqualTo(plain.brierVariance());
    assertThat(weighted.gapVariance()).isEqualTo(plain.gapVariance());
    assertThat(weighted.predictionMass()).isEqualTo(plain.predictionMass());
    assertThat(weighted.labels()).isEqualTo(plain.labels());
    assertThat(weighted.calibration().rows()).isEqualTo(plain.calibration().rows());
    assertThat(weighted.strata().loss()).isEqualTo(plain.strata().loss());
    assertThat(weighted.scoredSize()).isEqualTo(plain.scoredSize());
    assertThat(weighted.predictedSize()).isEqualTo(plain.predictedSize());
    assertThat(Metric.EFFECTIVE_ROWS.value(weighted)).isEqualTo(5_000);
    assertThat(Metric.EFFECTIVE_ROWS.value(plain)).isNaN();
  }

  @Test
  void aRowOfWeightTwoCountsAsTheRowTwiceInEveryMeanButIsOneRow() {
    List<TestRow> rows = weighing(rows(2_000), w -> Math.rint(w));
    List<TestRow> repeated = new ArrayList<>();
    for (TestRow row : rows) {
      for (int i = 0; i < row.weight(); i++) {
        repeated.add(row);
      }
    }
    Profile weighted = profile(LAYOUT, rows);
    Profile plain = profile(PLAIN, repeated);

    for (Metric metric :
        List.of(
            Metric.LOG_LOSS,
            Metric.LOG_LOSS_UNCLIPPED,
            Metric.PERPLEXITY,
            Metric.LABEL_ENTROPY,
            Metric.PREDICTION_ENTROPY,
            Metric.KL_DIVERGENCE,
            Metric.JS_DIVERGENCE,
            Metric.ACCURACY,
            Metric.BRIER,
            Metric.ECE,
            Metric.AUC,
            Metric.CALIBRATION_GAP,
            Metric.LOG_LOSS_P50,
            Metric.LOG_LOSS_P99)) {
      assertThat(metric.value(weighted)).as(metric.label()).isCloseTo(metric.value(plain), close());
    }
    assertThat(weighted.labels()).isEqualTo(plain.labels());
    assertThat(weighted.predictedClasses()).isEqualTo(plain.predictedClasses());
    long[] units =
        weighted.column(0).cells().stream().mapToLong(ColumnDistribution.Cell::rows).toArray();
    assertThat(plain.column(0).cells())
        .extracting(cell -> cell.rows() << RowWeight.FRACTION_BITS)
        .containsExactly(Arrays.stream(units).boxed().toArray(Long[]::new));
    assertThat(Metric.WEIGHT.value(weighted)).isEqualTo(repeated.size());
    assertThat(Metric.EFFECTIVE_ROWS.value(weighted)).isLessThan(rows.size());
  }

  /** Kish: (1 + 2 + 3)² / (1 + 4 + 9). */
  @Test
  void theEffectiveNumberOfRowsIsThatOfKish() {
    List<TestRow> three = rows(3);
    List<TestRow> rows = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      rows.add(three.get(i).weighing(i + 1));
    }
    Profile profile = profile(LAYOUT, rows);

    assertThat(Metric.WEIGHT.value(profile)).isEqualTo(6);
    assertThat(Metric.EFFECTIVE_ROWS.value(profile)).isCloseTo(36 / 14.0, close());
    Profile twice = profile(LAYOUT, weighing(rows, w -> 2 * w));
    assertThat(Metric.EFFECTIVE_ROWS.value(twice)).isEqualTo(Metric.EFFECTIVE_ROWS.value(profile));
  }

  @Test
  void aWeightIsRoundedOnceToAMultipleOfTheUnit() {
    List<TestRow> rows = weighing(rows(1_000), w -> 0.1);

    // 0.1 · 2²⁰ = 104857.6
    assertThat(Metric.WEIGHT.value(profile(LAYOUT, rows))).isEqualTo(1_000 * 104_858 * 0x1p-20);
  }

  @Test
  void aRowWithoutWeightIsReadAndScoredAndAddsNothingToTheFigures() {
    List<TestRow> rows = rows(2_000);
    List<TestRow> more = new ArrayList<>(rows);
    for (TestRow row : rows(3_000).subList(2_000, 3_000)) {
      // Values that would make the column's histogram coarser.
      more.add(new TestRow(row.q(), row.label(), row.column() * 1e200, row.lag(), 1e-9));
    }
    Profile without = profile(LAYOUT, rows);
    Profile with = profile(LAYOUT, more);

    assertThat(with.read()).isEqualTo(3_000);
    assertThat(with.scored()).isGreaterThan(without.scored());
    for (Metric metric : Metric.values()) {
      if (metric.unit() != MetricUnit.SECONDS && metric != Metric.LABEL_COVERAGE) {
        // Of more than 64 classes there are some that stay NaN here.
        assertThat((Double) metric.value(with))
            .as(metric.label())
            .isEqualTo((Double) metric.value(without));
      }
    }
    assertThat(with.column(0)).isEqualTo(without.column(0));
  }

  @Test
  void rowsThatWeighNothingHaveNoFigures() {
    Profile profile = profile(LAYOUT, weighing(rows(500), w -> 0));

    assertThat(profile.read()).isEqualTo(500);
    assertThat(profile.scored()).isPositive();
    for (Metric metric :
        List.of(Metric.LOG_LOSS, Metric.ACCURACY, Metric.ECE, Metric.AUC, Metric.LOG_LOSS_P90)) {
      assertThat(metric.value(profile)).as(metric.label()).isNaN();
    }
    assertThat(Metric.WEIGHT.value(profile)).isZero();
    assertThat(Metric.EFFECTIVE_ROWS.value(profile)).isZero();
    assertThat(profile.lossVariance()).isNaN();
  }

  @Test
  void anInfiniteLossOfARowWithoutWeightIsNone() {
    Layout infinite =
        new Layout(2, new ZeroPolicy(ZeroPolicy.Kind.INFINITE, ZeroPolicy.DEFAULT_FLOOR), 0)
            .weighted();
    Accumulator accumulator = new Accumulator(infinite);
    double[] sure = {1, 0};
    long[] state = accumulator.scored(Accumulator.noRows(), sure, 0, bits(2));
    state = accumulator.scored(state, sure, 1, bits(0));

    assertThat(Metric.LOG_LOSS.value(profile(accumulator, infinite, state))).isZero();
    state = accumulator.scored(state, sure, 1, bits(1));
    Profile profile = profile(accumulator, infinite, state);
    assertThat(Metric.LOG_LOSS.value(profile)).isInfinite();
    assertThat(profile.finiteSize()).isEqualTo(new SampleSize(2, 2, 1));
  }

  private static long[] bits(double weight) {
    return new long[] {Double.doubleToLongBits(weight)};
  }

  private static Profile profile(Accumulator accumulator, Layout layout, long[] state) {
    return Profile.decode(layout, accumulator.encode(state));
  }

  @Test
  void aSparsePredictionWeighsAsTheDenseOne() {
    Layout many = new Layout(200, ZeroPolicy.DEFAULT, 0).weighted();
    Accumulator accumulator = new Accumulator(many);
    long[] sparse = Accumulator.noRows();
    long[] dense = Accumulator.noRows();
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 3_000; i++) {
      double first = random.nextDouble();
      int[] indices = {random.nextInt(100), 100 + random.nextInt(100)};
      var q = new SparsePrediction(indices, new double[] {first, (1 - first) / 2});
      int label = random.nextInt(200);
      long[] weight = bits(i % 5 == 0 ? 0 : random.nextDouble(100));
      accumulator.scored(q, label, weight);
      sparse = accumulator.add(sparse);
      dense = accumulator.scored(dense, q.dense(200), label, weight);
      accumulator.unlabelled(q, weight);
      sparse = accumulator.add(sparse);
      dense = accumulator.unlabelled(dense, q.dense(200), weight);
    }
    Profile one = profile(accumulator, many, sparse);
    Profile other = profile(accumulator, many, dense);

    for (Metric metric : Metric.values()) {
      if (!Double.isNaN(metric.value(other))) {
        assertThat(metric.value(one))
            .as(metric.label())
            .isCloseTo(metric.value(other), within(1e-9));
      }
    }
    assertThat(one.topConfusions(3)).isEqualTo(other.topConfusions(3));
    assertThat(one.predictionMass()).containsExactly(other.predictionMass(), within(1e-6));
    assertThat(one.predictedSize()).isEqualTo(other.predictedSize());
  }

  @Test
  void aWindowLeavesASlidingSumWithoutATrace() {
    List<TestRow> rows = rows(4_000);
    List<Profile> days = new ArrayList<>();
    for (int day = 0; day < 8; day++) {
      days.add(profile(LAYOUT, rows.subList(500 * day, 500 * (day + 1))));
    }
    SlidingSum sliding = new SlidingSum(LAYOUT, 3);
    for (int day = 0; day < 8; day++) {
      Profile sum = sliding.next(days.get(day)).orElse(null);
      if (sum != null) {
        Profile fresh = profile(LAYOUT, rows.subList(500 * (day - 2), 500 * (day + 1)));
        assertThat(sum.encode()).isEqualTo(fresh.encode());
      }
    }
  }

  @Test
  void profilesWithWeightsAndWithoutAreOfTwoLayouts() {
    assertThat(LAYOUT.descriptor()).contains(";lag;weights;").contains(",weights:1,");
    assertThat(PLAIN.descriptor()).doesNotContain("weights");
    assertThat(Layout.parse(LAYOUT.descriptor())).isEqualTo(LAYOUT);
    Profile weighted = Profile.empty(LAYOUT);
    Profile plain = Profile.empty(PLAIN);

    assertThatThrownBy(() -> weighted.plus(plain))
        .hasMessage(
            "Profiles cannot be merged: " + LAYOUT.descriptor() + " and " + PLAIN.descriptor());
  }

  @Test
  void anInvalidWeightIsAReasonOfItsOwn() {
    Accumulator accumulator = new Accumulator(LAYOUT);
    long[] state = accumulator.count(Accumulator.noRows(), RowStatus.INVALID_WEIGHT);
    Profile profile = profile(accumulator, LAYOUT, state);

    assertThat(profile.rows(RowStatus.INVALID_WEIGHT)).isEqualTo(1);
    assertThat(profile.read()).isEqualTo(1);
    assertThat(Profile.empty(PLAIN).rows(RowStatus.INVALID_WEIGHT)).isZero();
  }

  @Test
  void weightsThatCountsCannotHoldAreNoticed() {
    Profile profile = profile(LAYOUT, weighing(rows(1), w -> RowWeight.MOST));
    // 2²⁰ doubled 22 times is 2⁴², which counts hold, and once more is what they do not.
    for (int i = 0; i < 22; i++) {
      profile = profile.plus(profile);
    }
    assertThat(profile.isTooHeavy()).isFalse();
    assertThat(Metric.WEIGHT.value(profile)).isEqualTo(0x1p42);
    Profile heavy = profile.plus(profile);
    assertThat(heavy.isTooHeavy()).isTrue();
    assertThat(Metric.WEIGHT.value(heavy)).isEqualTo(0x1p43);
  }

  private static org.assertj.core.data.Offset<Double> close() {
    return within(1e-12);
  }
}
