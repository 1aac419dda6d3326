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
import org.junit.jupiter.api.Test;

/** What is read off the bins of each class's probability. */
class ClassBinsTest {

  private static final Layout TWO = new Layout(2, ZeroPolicy.DEFAULT, 0);

  private static Profile profile(Layout layout, List<double[]> predictions, List<Integer> labels) {
    Accumulator accumulator = new Accumulator(layout);
    long[] state = Accumulator.noRows();
    for (int i = 0; i < labels.size(); i++) {
      state = accumulator.scored(state, predictions.get(i), labels.get(i), new long[0]);
    }
    return new StoredProfile(layout, accumulator.encode(state)).open();
  }

  /** Rows of two classes whose predictions mean what they say, but for a power. */
  private static Profile drawn(int rows, double power, List<Double> no, List<Double> yes) {
    SplittableRandom random = new SplittableRandom(5);
    List<double[]> predictions = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      double probability = random.nextDouble();
      boolean happened = random.nextDouble() < Math.pow(probability, power);
      predictions.add(new double[] {1 - probability, probability});
      labels.add(happened ? 1 : 0);
      (happened ? yes : no).add(probability);
    }
    return profile(TWO, predictions, labels);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(it -> it).toArray();
  }

  @Test
  void theVarianceOfTheAreaIsThatOfDeLong() {
    List<Double> no = new ArrayList<>();
    List<Double> yes = new ArrayList<>();
    Profile profile = drawn(2_000, 1, no, yes);

    RocArea exact = RocArea.of(array(no), array(yes));

    assertThat(Metric.AUC.value(profile)).isCloseTo(exact.area(), within(1e-3));
    assertThat(AreaVariance.of(profile)).isCloseTo(exact.variance(), within(exact.variance() / 50));
  }

  @Test
  void ofOneKindOfRowsTheAreaHasNoVariance() {
    List<double[]> predictions = List.of(new double[] {0.5, 0.5}, new double[] {0.4, 0.6});

    assertThat(AreaVariance.of(profile(TWO, predictions, List.of(1, 1)))).isNaN();
  }

  @Test
  void aCalibratedModelHasNoClasswiseErrorButNoise() {
    Profile profile = drawn(50_000, 1, new ArrayList<>(), new ArrayList<>());

    // Twenty bins of 2,500 rows: the mean distance by chance is about 0.8 * 0.4 / 50.
    assertThat(Metric.CLASSWISE_ECE.value(profile)).isCloseTo(0.0065, within(0.003));
  }

  /** Where q is predicted, q² happens: the error is the mean of q − q² over bins, 1/6. */
  @Test
  void theClasswiseErrorIsTheMeanDistanceOfABin() {
    Profile profile = drawn(50_000, 2, new ArrayList<>(), new ArrayList<>());

    assertThat(Metric.CLASSWISE_ECE.value(profile)).isCloseTo(1.0 / 6, within(0.004));
  }

  /** The most probable class is right as often as it says; the third one never happens. */
  @Test
  void theClasswiseErrorSeesWhatTheConfidenceHides() {
    List<double[]> predictions = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      predictions.add(new double[] {0.7, 0.2, 0.1});
      labels.add(i % 10 < 7 ? 0 : 1);
    }
    Profile profile = profile(new Layout(3, ZeroPolicy.DEFAULT, 0), predictions, labels);

    assertThat(Metric.ECE.value(profile)).isCloseTo(0, within(1e-12));
    // (0 + 0.1 + 0.1) / 3, to half a bin of the ranking.
    assertThat(Metric.CLASSWISE_ECE.value(profile)).isCloseTo(0.2 / 3, within(1.0 / 64));
  }

  @Test
  void thereIsNoClasswiseErrorOfManyClasses() {
    double[] prediction = new double[100];
    prediction[3] = 1;
    Profile profile =
        profile(new Layout(100, ZeroPolicy.DEFAULT, 0), List.of(prediction), List.of(3));

    assertThat(Metric.CLASSWISE_ECE.value(profile)).isNaN();
  }
}
