package dev.surprisal.drift.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.drift.Rows;
import dev.surprisal.drift.finding.DriftPolicy;
import dev.surprisal.drift.history.ReferenceLevels.ClassLevel;
import dev.surprisal.drift.history.ReferenceLevels.WorseThanGuess;
import dev.surprisal.drift.narrative.LevelSentences;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.cube.StoredProfile;
import dev.surprisal.profile.row.ZeroPolicy;
import dev.surprisal.profile.state.Accumulator;
import dev.surprisal.profile.state.Layout;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A reference that is itself wrong, and one that is not. */
class ReferenceLevelsTest {

  private static final LevelSentences WORDS =
      new LevelSentences(List.of("0", "1"), InformationUnit.NATS);

  private static ReferenceLevels of(Rows rows) {
    return ReferenceLevels.of(rows.profile(), DriftPolicy.DEFAULT);
  }

  /** Half of the rows with 0.4, half with 0.078: 0.239 on average; of a thousand 28 happen. */
  private static Rows tooHigh() {
    return Rows.rows()
        .scored(24, 1, 0.4)
        .scored(4, 1, 0.078)
        .scored(476, 0, 0.6)
        .scored(496, 0, 0.922);
  }

  @Test
  void aClassPredictedFarTooOftenIsTold() {
    ReferenceLevels levels = of(tooHigh());

    assertThat(levels.classes()).extracting(ClassLevel::index).containsExactlyInAnyOrder(1, 0);
    assertThat(levels.classes().get(0).predicted()).isCloseTo(0.239, within(1e-9));
    assertThat(levels.classes().get(0).happened()).isEqualTo(0.028);
    // 0.282 nats, where the shares alone give 0.128.
    assertThat(WORDS.sentence("v1", levels))
        .isEqualTo(
            "The reference itself is miscalibrated: v1 predicts 1 at 23.9 % on average, observed"
                + " 2.8 %. Drift is measured against this reference. In the reference, v1 is worse"
                + " than the class-frequency baseline: log loss 0.316 nats, baseline 0.128.");
  }

  /** Both round to 0.0 %, and one is a hundred million times the other. */
  @Test
  void rareClassesAreToldByTheirFigures() {
    assertThat(
            WORDS.sentence(
                null, new ReferenceLevels(List.of(new ClassLevel(1, 4.7e-13, 0.00025)), null)))
        .isEqualTo(
            "The reference itself is miscalibrated: the model predicts 1 at 4.7e-11 % on average,"
                + " observed 0.025 %. Drift is measured against this reference.");
  }

  @Test
  void aModelWorseThanTheClassSharesIsToldAlsoWhereItsMeanIsRight() {
    // As often sure of the one as of the other, and wrong in both every second time.
    Rows rows =
        Rows.rows().scored(250, 1, 0.9).scored(250, 1, 0.1).scored(250, 0, 0.9).scored(250, 0, 0.1);

    ReferenceLevels levels = of(rows);

    assertThat(levels.classes()).isEmpty();
    WorseThanGuess guess = Objects.requireNonNull(levels.guess());
    assertThat(guess.guess()).isCloseTo(Math.log(2), within(1e-12));
    assertThat(guess.logLoss()).isCloseTo(-(Math.log(0.9) + Math.log(0.1)) / 2, within(1e-9));
    assertThat(WORDS.sentence(null, levels))
        .isEqualTo(
            "In the reference, the model is worse than the class-frequency baseline: log loss 1.204"
                + " nats, baseline 0.693.");
  }

  /** What the unlabelled rows may have been predicted as explains it. */
  @Test
  void rowsWithoutALabelMayBeTheOthers() {
    // 0.25 is predicted of 500 rows, and none happens; a few rows more do not explain that.
    assertThat(of(Rows.rows().scored(500, 0, 0.75).unlabelled(50, 1)).classes())
        .extracting(ClassLevel::index)
        .containsExactlyInAnyOrder(1, 0);
    // Of these, what is predicted may all have been of the others.
    assertThat(of(Rows.rows().scored(500, 0, 0.99).unlabelled(500, 1)).classes()).isEmpty();
  }

  @Test
  void nothingIsSaidOfFewLabels() {
    assertThat(of(Rows.rows().scored(99, 1, 0.01))).isEqualTo(new ReferenceLevels(List.of(), null));
    assertThat(of(Rows.rows())).isEqualTo(new ReferenceLevels(List.of(), null));
    assertThat(WORDS.sentence("v1", of(Rows.rows()))).isEmpty();
  }

  @Test
  void weightsAndManyRowsAreCountedByWhatTheyKnow() {
    Rows weighted =
        new Rows(Rows.LAYOUT.weighted())
            .weighing(1)
            .scored(200, 1, 0.5)
            .scored(200, 0, 0.5)
            .weighing(500)
            .scored(1, 0, 0.5);

    // By weight 900 of 1,100 are 0, but 500 of these are one row.
    assertThat(of(weighted).classes()).isEmpty();
  }

  /** Beta-distributed probabilities of few and many rows, rare and common classes, two and five. */
  @Test
  void aCalibratedReferenceIsLeftAlone() {
    SplittableRandom random = new SplittableRandom(13);
    int[] sizes = {500, 500, 1_000, 1_000, 2_000, 5_000, 10_000};
    int told = 0;
    int trials = 2_000;
    for (int trial = 0; trial < trials; trial++) {
      Profile reference = calibrated(random, sizes[trial % sizes.length]);
      ReferenceLevels levels = ReferenceLevels.of(reference, DriftPolicy.DEFAULT);
      told += levels.classes().isEmpty() && levels.guess() == null ? 0 : 1;
    }
    assertThat(told).isLessThanOrEqualTo(trials / 1_000);
  }

  @Test
  void aGrossOneIsAlwaysTold() {
    SplittableRandom random = new SplittableRandom(14);
    for (int trial = 0; trial < 300; trial++) {
      Rows rows = Rows.rows();
      for (int i = 0; i < 500; i++) {
        double yes = random.nextDouble(0.05, 0.43);
        int label = random.nextDouble() < 0.12 * yes ? 1 : 0;
        rows.scored(label, label == 1 ? yes : 1 - yes, 1);
      }
      assertThat(of(rows).classes()).as("trial %s", trial).isNotEmpty();
    }
  }

  /** Labels drawn from the predictions themselves; the sharper, the more they vary. */
  private static Profile calibrated(SplittableRandom random, int rows) {
    int classes = random.nextInt(4) == 0 ? 5 : 2;
    double rare = Math.pow(10, -3 * random.nextDouble());
    double sharp = random.nextDouble(0.2, 6);
    Layout layout = new Layout(classes, ZeroPolicy.DEFAULT, 0);
    Accumulator accumulator = new Accumulator(layout);
    long[] state = Accumulator.noRows();
    double[] prediction = new double[classes];
    for (int i = 0; i < rows; i++) {
      double sum = 0;
      for (int k = 0; k < classes; k++) {
        double weight = Math.pow(random.nextDouble(), sharp) * (k == 0 ? 1 : rare) + 1e-9;
        prediction[k] = weight;
        sum += weight;
      }
      double at = random.nextDouble();
      int label = -1;
      for (int k = 0; k < classes; k++) {
        prediction[k] /= sum;
        at -= prediction[k];
        label = label < 0 && at < 0 ? k : label;
      }
      state = accumulator.scored(state, prediction, label < 0 ? classes - 1 : label, new long[0]);
    }
    return new StoredProfile(layout, accumulator.encode(state)).open();
  }
}
