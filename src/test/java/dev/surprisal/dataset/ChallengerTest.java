package dev.surprisal.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.SparkTest;
import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.dataset.spec.ChallengerSpec;
import dev.surprisal.dataset.spec.CheckPolicy;
import dev.surprisal.dataset.spec.DuplicatePolicy;
import dev.surprisal.dataset.spec.Inheritance;
import dev.surprisal.dataset.spec.ProbabilitySpec;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.profile.Disagreement;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.cube.Cell;
import dev.surprisal.profile.row.ZeroPolicy;
import dev.surprisal.profile.state.Layout;
import dev.surprisal.profiling.Profiler;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Predictions beside those of another model for the same keys. */
class ChallengerTest extends SparkTest {

  // ¼ ln(¼ / ½) + ¾ ln(¾ / ½)
  private static final double KL = 0.75 * Math.log(3) - Math.log(2);

  // ½ [¼ ln(¼ / ⅜) + ¾ ln(¾ / ⅝)] + ½ [½ ln(½ / ⅜) + ½ ln(½ / ⅝)]
  private static final double JS =
      0.5 * (0.25 * Math.log(2 / 3.0) + 0.75 * Math.log(6 / 5.0))
          + 0.5 * (0.5 * Math.log(4 / 3.0) + 0.5 * Math.log(4 / 5.0));

  @TempDir private Path directory;
  private Datasets datasets;

  @BeforeEach
  void open() {
    datasets =
        Datasets.in(spark(), directory)
            .key(DuplicatePolicy.LATEST, "id")
            .of(
                "select id, timestamp'2026-05-03 10:00:00' as at, q from values"
                    + " (1, array(0.25D, 0.75D)), (2, array(0.25D, 0.75D)),"
                    + " (3, array(0.25D, 0.75D)), (4, array(0.25D, 0.75D)),"
                    + " (5, array(2D, 2D)), (null, array(0.25D, 0.75D)) as t(id, q)");
  }

  private void second(String... rows) {
    datasets.of(
        "second",
        "select id, q2, model, hour from values ("
            + String.join("), (", rows)
            + ") as t(id, q2, model, hour)");
  }

  private Scoring scoring(@Nullable String timestamp, @Nullable String where) {
    Scoring scoring = datasets.scoring();
    return new Scoring(
        scoring.classes(),
        scoring.predictions(),
        null,
        new ChallengerSpec(
            "second",
            Datasets.view(directory, "second"),
            List.of("id"),
            ProbabilitySpec.ofColumn("q2", ProbabilitySpec.Scale.PROBABILITY),
            timestamp,
            where),
        List.of(),
        List.of("id"),
        CheckPolicy.DEFAULT,
        "predictions");
  }

  private static Layout layout() {
    return new Layout(2, ZeroPolicy.DEFAULT, 1 + Disagreement.COLUMNS.size());
  }

  private Profile profile(Scoring scoring) {
    CheckedRows checked =
        new Reader(spark(), scoring, Inheritance.NONE).open().rows(Datasets.RANGES);
    Profile total = Profile.empty(layout());
    for (Cell cell :
        new Profiler(layout(), Datasets.WINDOWS, List.of(), List.of(List.of())).profile(checked)) {
      total = total.plus(cell.profile().open());
    }
    return total;
  }

  @Test
  void everyRowIsComparedOrCounted() {
    second(
        "1, array(0.5D, 0.5D), 'a', 1",
        "2, array(0.75D, 0.25D), 'a', 1",
        "3, array(0.5D, null), 'a', 1",
        "5, array(0.5D, 0.5D), 'a', 1",
        "9, array(0.5D, 0.5D), 'a', 1",
        "null, array(0.5D, 0.5D), 'a', 1");

    Profile profile = profile(scoring(null, null));
    Disagreement of = Disagreement.of(profile);

    // Keys 5 and null are rejected for their own faults.
    assertThat(Datasets.counts(profile))
        .containsEntry("unlabelled", 4L)
        .containsEntry("out_of_range", 1L)
        .containsEntry("null_key", 1L);
    assertThat(of.compared()).isEqualTo(2);
    assertThat(of.missing()).isEqualTo(1);
    assertThat(of.invalid()).isEqualTo(1);
    // Of row 2 the classes are exchanged: D = ½ ln 3.
    assertThat(of.klDivergence()).isCloseTo((KL + Math.log(3) / 2) / 2, within(1e-15));
    assertThat(of.classDiffers()).isEqualTo(1);
  }

  @Test
  void equalPredictionsAreAtADistanceOfZero() {
    second("1, array(0.25D, 0.75D), 'a', 1", "2, array(0.5D, 0.5D), 'a', 1");

    Disagreement of = Disagreement.of(profile(scoring(null, null)));

    assertThat(of.compared()).isEqualTo(2);
    assertThat(of.jsDivergence().mean()).isCloseTo(JS / 2, within(1e-15));
    assertThat(of.klDivergence()).isCloseTo(KL / 2, within(1e-15));
    assertThat(of.classDiffers()).isEqualTo(0.5);
  }

  @Test
  void aClassThatTheChallengerRulesOutIsInfinitelyFar() {
    second("1, array(0D, 1D), 'a', 1", "2, array(0.25D, 0.75D), 'a', 1");

    Disagreement of = Disagreement.of(profile(scoring(null, null)));

    assertThat(of.klDivergence()).isInfinite();
    assertThat(of.jsDivergence().mean()).isBetween(0.0, Math.log(2));
    assertThat(of.classDiffers()).isZero();
  }

  @Test
  void aRepeatedKeyMultipliesNoRowAndTheLatestCounts() {
    second(
        "1, array(0.25D, 0.75D), 'a', 1",
        "1, array(0.5D, 0.5D), 'a', 2",
        "1, array(0.25D, 0.75D), 'a', null");

    Profile profile = profile(scoring("timestamp_seconds(hour)", null));

    assertThat(profile.predictions()).isEqualTo(4);
    assertThat(Disagreement.of(profile).klDivergence()).isCloseTo(KL, within(1e-15));
  }

  @Test
  void aConditionChoosesAmongTheModelsOfADataset() {
    second("1, array(0.25D, 0.75D), 'a', 1", "1, array(0.5D, 0.5D), 'b', 1");

    Disagreement of = Disagreement.of(profile(scoring(null, "model = 'b'")));

    assertThat(of.compared()).isEqualTo(1);
    assertThat(of.klDivergence()).isCloseTo(KL, within(1e-15));
  }

  @Test
  void isWrittenOutWithTheScores() {
    second("1, array(0.5D, 0.5D), 'a', 1", "2, array(0.25D), 'a', 1");
    Scoring scoring = scoring(null, null);
    List<Row> rows =
        ScoredRows.of(
                new Reader(spark(), scoring, Inheritance.NONE).open().rows(Datasets.RANGES),
                scoring,
                layout())
            .where("key in ('1', '2', '4')")
            .orderBy("key")
            .collectAsList();

    assertThat(rows.get(0).<Double>getAs("challenger_kl_divergence")).isCloseTo(KL, within(1e-15));
    assertThat(rows.get(0).<Double>getAs("challenger_js_divergence")).isCloseTo(JS, within(1e-15));
    assertThat(rows.get(0).<Double>getAs("challenger_class_differs")).isEqualTo(1);
    assertThat(rows.get(1).<Double>getAs("challenger_js_divergence")).isNaN();
    assertThat(rows.get(2).<Double>getAs("challenger_js_divergence")).isNull();
  }

  @Test
  void allProblemsAreToldTogether() {
    second("1, array(0.5D, 0.5D), 'a', 1");
    Scoring scoring = datasets.scoring();
    ChallengerSpec wrong =
        new ChallengerSpec(
            "second",
            Datasets.view(directory, "second"),
            List.of("model"),
            ProbabilitySpec.ofColumn("hour", ProbabilitySpec.Scale.PROBABILITY),
            null,
            "hour + 1");
    Scoring faulty =
        new Scoring(
            scoring.classes(),
            scoring.predictions(),
            null,
            wrong,
            List.of(),
            List.of(),
            CheckPolicy.DEFAULT,
            "predictions");

    assertThatThrownBy(
            () -> new Reader(spark(), faulty, Inheritance.NONE).open().rows(Datasets.RANGES))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("challenger.key: model (is string, but must have the type of")
        .hasMessageContaining("challenger.probability: hour (must be array<double>")
        .hasMessageContaining("challenger.where: hour + 1 (must be a condition, but is int)");
  }
}
