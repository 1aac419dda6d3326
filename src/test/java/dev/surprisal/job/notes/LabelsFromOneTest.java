package dev.surprisal.job.notes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.dataset.spec.CheckPolicy;
import dev.surprisal.dataset.spec.DuplicatePolicy;
import dev.surprisal.dataset.spec.PredictionSpec;
import dev.surprisal.dataset.spec.ProbabilitySpec;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.dataset.spec.SourceSpec;
import dev.surprisal.profile.cube.StoredProfile;
import dev.surprisal.profile.row.ZeroPolicy;
import dev.surprisal.profile.state.Accumulator;
import dev.surprisal.profile.state.Layout;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Labels that seem to count from 1, and such that only look odd. */
class LabelsFromOneTest {

  private static final Layout LAYOUT = new Layout(3, ZeroPolicy.DEFAULT, 0);

  /** Rows by label and then by predicted class. */
  private static LabelsFromOne of(List<String> classes, int[]... rows) {
    Accumulator accumulator = new Accumulator(LAYOUT);
    long[] state = Accumulator.noRows();
    for (int label = 0; label < 3; label++) {
      for (int predicted = 0; predicted < 3; predicted++) {
        double[] q = {0.2, 0.2, 0.2};
        q[predicted] = 0.6;
        for (int i = 0; i < rows[label][predicted]; i++) {
          state = accumulator.scored(state, q, label, new long[0]);
        }
      }
    }
    PredictionSpec predictions =
        new PredictionSpec(
            new SourceSpec("parquet", "p", null, Map.of(), null),
            List.of(),
            ProbabilitySpec.ofColumn("p", ProbabilitySpec.Scale.PROBABILITY),
            null,
            null,
            "label",
            DuplicatePolicy.LATEST,
            null,
            List.of());
    return new LabelsFromOne(
        new Scoring(
            classes,
            predictions,
            null,
            null,
            List.of(),
            List.of(),
            CheckPolicy.DEFAULT,
            "predictions"),
        new StoredProfile(LAYOUT, accumulator.encode(state)).open());
  }

  private static boolean isLikely(int[]... rows) {
    return of(List.of("low", "mid", "high"), rows).isLikely();
  }

  /** Hypergeometric: 39 and 3,787 agree where 5.8 and 3,753.8 would by chance, 14 deviations. */
  @Test
  void predictionsThatGoWithTheLabelsLessOne() {
    assertThat(isLikely(new int[3], new int[] {39, 351, 0}, new int[] {23, 3787, 0})).isTrue();
    assertThat(isLikely(new int[3], new int[] {40, 10, 5}, new int[] {10, 40, 5})).isTrue();
  }

  @Test
  void predictionsThatGoWithTheLabelsAsTheyAre() {
    // Healthy cases are not labelled, and the model takes many of the others for them.
    assertThat(isLikely(new int[3], new int[] {60, 30, 5}, new int[] {40, 10, 50})).isFalse();
    assertThat(isLikely(new int[3], new int[] {5, 40, 10}, new int[] {5, 10, 40})).isFalse();
  }

  @Test
  void predictionsThatGoWithNothingAndFewRows() {
    assertThat(isLikely(new int[3], new int[] {40, 40, 10}, new int[] {40, 40, 10})).isFalse();
    assertThat(isLikely(new int[3], new int[] {4, 1, 0}, new int[] {1, 4, 0})).isFalse();
    assertThat(isLikely(new int[3], new int[] {90, 10, 0}, new int[3])).isFalse();
  }

  @Test
  void aFirstClassThatComesAndClassesThatAreNumbers() {
    int[][] rows = {new int[3], {40, 10, 5}, {10, 40, 5}};

    assertThat(of(List.of("0", "1", "2"), rows).isLikely()).isFalse();
    assertThat(isLikely(new int[] {1, 0, 0}, rows[1], rows[2])).isFalse();
  }
}
