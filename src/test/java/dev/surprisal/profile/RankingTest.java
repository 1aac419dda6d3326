package dev.surprisal.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.math.statistics.RocArea;
import dev.surprisal.profile.cube.StoredProfile;
import dev.surprisal.profile.row.ZeroPolicy;
import dev.surprisal.profile.state.Accumulator;
import dev.surprisal.profile.state.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The area under the curve from cells, beside the one by the ranks of the scores themselves. */
class RankingTest {

  private static final double MOST = 0.002;

  private final SplittableRandom random = new SplittableRandom(30);
  private final List<double[]> predictions = new ArrayList<>();
  private final List<Integer> labels = new ArrayList<>();

  private static double logistic(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  /** Rows of two classes by their logits, which mean what a function of them says. */
  private void draw(int rows, double mean, double deviation, DoubleUnaryOperator meant) {
    for (int i = 0; i < rows; i++) {
      double logit = mean + deviation * random.nextGaussian();
      boolean positive = random.nextDouble() < logistic(meant.applyAsDouble(logit));
      row(positive ? 1 : 0, logistic(-logit), logistic(logit));
    }
  }

  private void row(int label, double... q) {
    predictions.add(q);
    labels.add(label);
  }

  private Profile profile() {
    int classes = predictions.get(0).length;
    Layout layout = new Layout(classes, ZeroPolicy.DEFAULT, 0);
    Accumulator accumulator = new Accumulator(layout);
    long[] state = Accumulator.noRows();
    for (int i = 0; i < labels.size(); i++) {
      state = accumulator.scored(state, predictions.get(i), labels.get(i), new long[0]);
    }
    return new StoredProfile(layout, accumulator.encode(state)).open();
  }

  private double exactArea() {
    int classes = predictions.get(0).length;
    return classes == 2
        ? exactArea(1)
        : IntStream.range(0, classes).mapToDouble(this::exactArea).average().orElseThrow();
  }

  private double exactArea(int ofClass) {
    return RocArea.of(scores(ofClass, false), scores(ofClass, true)).area();
  }

  private double[] scores(int ofClass, boolean positive) {
    return IntStream.range(0, labels.size())
        .filter(i -> (labels.get(i) == ofClass) == positive)
        .mapToDouble(i -> predictions.get(i)[ofClass])
        .toArray();
  }

  private void assertExact() {
    Profile profile = profile();
    double exact = exactArea();
    assertThat(Metric.AUC.value(profile)).isCloseTo(exact, within(MOST));
    double bound = Metric.AUC_ERROR.value(profile);
    assertThat(Math.abs(Metric.AUC.value(profile) - exact)).isLessThanOrEqualTo(bound + 1e-12);
  }

  @Test
  void scoresOfARareEvent() {
    draw(20_000, -6, 1, logit -> logit);
    assertExact();
  }

  @Test
  void scoresNearBothEnds() {
    draw(5_000, 0, 15, logit -> logit / 10);
    assertExact();
  }

  @Test
  void scoresThatSpanLittle() {
    draw(5_000, -0.4, 0.002, logit -> 500 * (logit + 0.4));
    assertExact();
  }

  @Test
  void scoresThatSpanLittleWithOnesFarAway() {
    draw(3_000, -0.4, 0.002, logit -> 500 * (logit + 0.4));
    row(0, 1 - 1e-12, 1e-12);
    row(1, 1e-9, 1 - 1e-9);
    assertExact();
  }

  @Test
  void fiveHundredRows() {
    draw(500, -1, 1.5, logit -> logit);
    assertExact();
  }

  /** Of at most 320 distinct scores nothing is lost. */
  @Test
  void tiesAreNoError() {
    for (int i = 0; i < 5_000; i++) {
      double score = random.nextInt(101) / 100.0;
      row(random.nextDouble() < score ? 1 : 0, 1 - score, score);
    }
    Profile profile = profile();
    assertThat(Metric.AUC_ERROR.value(profile)).isZero();
    assertThat(Metric.AUC.value(profile)).isCloseTo(exactArea(), within(1e-12));
  }

  @Test
  void manyClassesOneAgainstTheRest() {
    for (int classes : new int[] {3, 5, 10, 30}) {
      for (double sharpness : new double[] {0.02, 0.5, 1.5}) {
        predictions.clear();
        labels.clear();
        drawClasses(classes, 6_000, sharpness);
        assertExact();
      }
    }
  }

  @Test
  void manyClassesWithExactZeros() {
    drawClasses(3, 4_000, 0.02);
    row(0, 1, 0, 0);
    row(1, 1, 0, 0);
    row(2, 0, 1, 0);
    row(0, 0, 0, 1);
    assertExact();
  }

  /** Labels drawn from a softmax of logits, predictions from one that is sharper or flatter. */
  private void drawClasses(int classes, int rows, double sharpness) {
    for (int i = 0; i < rows; i++) {
      double[] logits = random.doubles(classes, -3, 3).toArray();
      double[] truth = softmax(logits, 1);
      double left = random.nextDouble();
      int label = 0;
      while (label < classes - 1 && left >= truth[label]) {
        left -= truth[label++];
      }
      row(label, softmax(logits, sharpness));
    }
  }

  private static double[] softmax(double[] logits, double sharpness) {
    double[] q = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < q.length; i++) {
      q[i] = Math.exp(sharpness * logits[i]);
      sum += q[i];
    }
    for (int i = 0; i < q.length; i++) {
      q[i] /= sum;
    }
    return q;
  }
}
