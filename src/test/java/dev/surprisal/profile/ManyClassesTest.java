package dev.surprisal.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.profile.row.SparsePrediction;
import dev.surprisal.profile.row.ZeroPolicy;
import dev.surprisal.profile.state.Accumulator;
import dev.surprisal.profile.state.Layout;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Profiles of more classes than a matrix is kept for. */
class ManyClassesTest {

  private static final int CLASSES = 1_000;
  private static final Layout LAYOUT = new Layout(CLASSES, ZeroPolicy.DEFAULT, 0);
  private static final long[] NO_COLUMNS = {};

  private static SparsePrediction sparse(Random random) {
    int[] indices = random.ints(5, 0, CLASSES).distinct().sorted().toArray();
    double[] values = new double[indices.length];
    double left = random.nextInt(4) == 0 ? 1 : random.nextDouble();
    for (int i = 0; i < values.length; i++) {
      values[i] = i == values.length - 1 && left > 0.9 ? left : left * random.nextDouble();
      left -= values[i];
    }
    return new SparsePrediction(indices, values);
  }

  private static Profile profile(Accumulator accumulator, long[] state) {
    return Profile.decode(LAYOUT, accumulator.encode(state));
  }

  @Test
  void aSparsePredictionCountsAsTheDenseOneThatItStandsFor() {
    Random random = new Random(3);
    Accumulator accumulator = new Accumulator(LAYOUT);
    long[] sparse = Accumulator.noRows();
    long[] dense = Accumulator.noRows();
    for (int i = 0; i < 500; i++) {
      SparsePrediction q = sparse(random);
      int label = i % 3 == 0 ? random.nextInt(CLASSES) : q.indices()[i % q.indices().length];
      accumulator.scored(q, label, NO_COLUMNS);
      sparse = accumulator.add(sparse);
      dense = accumulator.scored(dense, q.dense(CLASSES), label, NO_COLUMNS);
      accumulator.unlabelled(q, NO_COLUMNS);
      sparse = accumulator.add(sparse);
      dense = accumulator.unlabelled(dense, q.dense(CLASSES), NO_COLUMNS);
    }

    Profile one = profile(accumulator, sparse);
    Profile other = profile(accumulator, dense);
    for (Metric metric : Metric.values()) {
      if (metric.isKept(LAYOUT) && !Double.isNaN(metric.value(other))) {
        assertThat(metric.value(one))
            .as(metric.label())
            .isCloseTo(metric.value(other), within(1e-12));
      }
    }
    assertThat(one.predictedClasses()).isEqualTo(other.predictedClasses());
    assertThat(one.topConfusions(10)).isEqualTo(other.topConfusions(10));
    double[] mass = one.predictionMass();
    assertThat(mass).containsExactly(other.predictionMass(), within(1e-10));
    assertThat(Arrays.stream(mass).sum()).isCloseTo(1_000, within(1e-8));
  }

  @Test
  void theOrderOfSparseRowsAndTheirSplitLeaveNoTrace() {
    Accumulator accumulator = new Accumulator(LAYOUT);
    long[] all = Accumulator.noRows();
    long[][] parts = {Accumulator.noRows(), Accumulator.noRows(), Accumulator.noRows()};
    Random random = new Random(5);
    for (int i = 0; i < 3_000; i++) {
      SparsePrediction q = sparse(random);
      accumulator.scored(q, i % CLASSES, NO_COLUMNS);
      all = accumulator.add(all);
      // The last part has few rows, so that it is merged as rows.
      int part = i % 100 == 0 ? 2 : i % 2;
      accumulator.scored(q, i % CLASSES, NO_COLUMNS);
      parts[part] = accumulator.add(parts[part]);
      if (i % 7 == 0) {
        accumulator.ofRepeatedLabel();
        all = accumulator.add(all);
        parts[part] = accumulator.add(parts[part]);
      }
    }
    long[] merged = accumulator.merge(accumulator.merge(parts[2], parts[0]), parts[1]);

    assertThat(accumulator.encode(merged)).isEqualTo(accumulator.encode(all));
    assertThat(profile(accumulator, all).labelDuplicates()).isEqualTo(429);
  }

  @Test
  void theLabelsPlaceGivesTheTopAccuracies() {
    Accumulator accumulator = new Accumulator(LAYOUT);
    long[] state = Accumulator.noRows();
    int[] indices = {1, 2, 3, 4};
    double[] values = {0.1, 0.4, 0.3, 0.15};
    // StateOffsets 1, 2, 3, 4, and that of class 0, the first of those that share 0.05: 5.
    for (int label : new int[] {2, 3, 4, 1, 0, 999}) {
      SparsePrediction q = new SparsePrediction(indices, values);
      accumulator.scored(q, label, NO_COLUMNS);
      state = accumulator.add(state);
    }
    Profile profile = profile(accumulator, state);

    assertThat(Metric.ACCURACY.value(profile)).isEqualTo(1 / 6.0);
    assertThat(Metric.TOP_3_ACCURACY.value(profile)).isEqualTo(3 / 6.0);
    assertThat(Metric.TOP_5_ACCURACY.value(profile)).isEqualTo(5 / 6.0);
    assertThat(Metric.TOP_10_ACCURACY.value(profile)).isEqualTo(5 / 6.0);
  }
}
