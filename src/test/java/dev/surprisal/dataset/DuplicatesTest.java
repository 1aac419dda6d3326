package dev.surprisal.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.SparkTest;
import dev.surprisal.dataset.spec.DuplicatePolicy;
import dev.surprisal.dataset.spec.LabelSpec;
import dev.surprisal.profile.Profile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that repeat a key are counted and never multiplied; which one counts is never chance. */
class DuplicatesTest extends SparkTest {

  private static final String SURE_UP = "array(0.1D, 0.9D)";
  private static final String SURE_DOWN = "array(0.9D, 0.1D)";

  @TempDir private Path directory;
  private Datasets datasets;

  @BeforeEach
  void open() {
    datasets = Datasets.in(spark(), directory).key(DuplicatePolicy.LATEST, "id");
  }

  private static String predictions(String... rows) {
    return "select id, timestamp'2026-05-03 00:00:00' + make_interval(0, 0, 0, 0, hour) as at, q"
        + " from values ("
        + String.join("), (", rows)
        + ") as t(id, hour, q)";
  }

  private static String labels(String... rows) {
    return "select id, timestamp'2026-05-04 00:00:00' + make_interval(0, 0, 0, 0, hour) as seen,"
        + " label from values ("
        + String.join("), (", rows)
        + ") as t(id, hour, label)";
  }

  @Test
  void theLatestOrTheFirstPredictionCounts() {
    datasets.of(
        predictions("1, 2, " + SURE_UP, "1, 1, " + SURE_DOWN, "1, 1, " + SURE_DOWN, "2, 1, null"));
    assertThat(datasets.profile().predictedClasses()).containsExactly(0, 1);
    assertThat(datasets.counts())
        .isEqualTo(Map.of("unlabelled", 1L, "duplicate", 2L, "null_prediction", 1L));
    Datasets first = datasets.key(DuplicatePolicy.FIRST, "id");
    assertThat(first.profile().predictedClasses()).containsExactly(1, 0);
    // FAIL is the job's to do: the reader counts.
    assertThat(datasets.key(DuplicatePolicy.FAIL, "id").counts()).containsEntry("duplicate", 2L);
  }

  @Test
  void versionsAreNoDuplicatesOfEachOther() {
    datasets.of(predictions("1, 1, " + SURE_UP, "1, 2, " + SURE_DOWN));
    assertThat(datasets.version("hour(at)").counts()).isEqualTo(Map.of("unlabelled", 2L));
  }

  @Test
  void rejectedRowsDoNotStandInForGoodOnes() {
    datasets.of(
        predictions(
            "1, 1, " + SURE_UP, "1, 2, null", "1, null, " + SURE_UP, "1, 3, array(2D, 2D)"));
    assertThat(datasets.counts())
        .isEqualTo(
            Map.of(
                "unlabelled", 1L, "null_prediction", 1L, "bad_timestamp", 1L, "out_of_range", 1L));
  }

  @Test
  void aPredictionWhoseOwnLabelIsBadDoesNotStandInForAGoodOne() {
    datasets.of(
        "select 1 as id, "
            + SURE_UP
            + " as q, timestamp'2026-05-03 00:00:00' as at, 'UP' as label union all select 1, "
            + SURE_UP
            + ", timestamp'2026-05-03 01:00:00', 'SIDEWAYS'");
    assertThat(datasets.label("label").counts())
        .isEqualTo(Map.of("scored", 1L, "unknown_label", 1L));
  }

  @Test
  void equalTimesAreDecidedByWhatTheRowsSay() {
    String[] rows = {"1, 1, " + SURE_UP, "1, 1, " + SURE_DOWN};
    Profile there = datasets.of(predictions(rows)).profile();
    Profile back = datasets.of(predictions(rows[1], rows[0])).profile();
    assertThat(there).isEqualTo(back);
    String map = "map('UP', 0.1D, 'DOWN', 0.9D)";
    String other = "map('DOWN', 0.1D, 'UP', 0.9D)";
    there = datasets.of(predictions("1, 1, " + map, "1, 1, " + other)).profile();
    back = datasets.of(predictions("1, 1, " + other, "1, 1, " + map)).profile();
    assertThat(there).isEqualTo(back);
  }

  @Test
  void repeatedLabelsAreCountedAndDoNotMultiply() {
    datasets.of(predictions("1, 1, " + SURE_UP, "2, 1, " + SURE_UP, "3, 1, " + SURE_UP));
    datasets.of(
        "labels",
        labels(
            "1, 1, 'UP'",
            "1, 2, 'DOWN'",
            "1, null, 'UP'",
            "2, 1, 'UP'",
            "4, 1, 'UP'",
            "null, 1, 'UP'",
            "null, 1, 'UP'"));
    Datasets latest = datasets.labelsById(DuplicatePolicy.LATEST, "seen");
    assertThat(latest.counts()).isEqualTo(Map.of("scored", 2L, "unlabelled", 1L));
    assertThat(latest.profile().labels()).containsExactly(1, 1);
    assertThat(latest.profile().labelDuplicates())
        .as("that of 1 is there twice, that of 4 has no prediction, two have no key")
        .isEqualTo(4);
    Datasets first = datasets.labelsById(DuplicatePolicy.FIRST, "seen");
    assertThat(first.profile().labels()).containsExactly(0, 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "10MB"})
  void aRepeatedLabelIsCountedOnceAndOnlyWhereItScores(String broadcast) {
    String[] of = {"1", "2", "3", "4", "5", "6", "7"};
    List<String> predicted =
        Arrays.stream(of)
            .map(key -> key + ", 1, " + (key.equals("5") ? "null" : SURE_UP))
            .collect(Collectors.toCollection(ArrayList::new));
    predicted.add("4, 2, " + SURE_DOWN);
    datasets.of(predictions(predicted.toArray(String[]::new)));
    datasets.of(
        "labels",
        labels(
            // The latest counts: repeated, whether the one before it was valid or not.
            "1, 2, 'UP'",
            "1, 1, 'DOWN'",
            "2, 2, 'UP'",
            "2, 1, 'SIDEWAYS'",
            // Rejected, whatever came before.
            "3, 2, 'SIDEWAYS'",
            "3, 1, 'UP'",
            "7, 2, 'SIDEWAYS'",
            "7, 1, 'BACKWARDS'",
            // Of a prediction that has a duplicate, and of one that is none.
            "4, 3, 'UP'",
            "4, 2, 'UP'",
            "4, 1, 'DOWN'",
            "5, 2, 'UP'",
            "5, 1, 'UP'",
            "6, 1, 'UP'"));
    String threshold = "spark.sql.autoBroadcastJoinThreshold";
    String before = spark().conf().get(threshold);
    try {
      spark().conf().set(threshold, broadcast);
      Datasets latest = datasets.labelsById(DuplicatePolicy.LATEST, "seen");
      assertThat(latest.counts())
          .isEqualTo(
              Map.of("scored", 4L, "unknown_label", 2L, "duplicate", 1L, "null_prediction", 1L));
      assertThat(latest.profile().labelDuplicates()).as("of 1, 2 and 4").isEqualTo(3);
      assertThat(latest.checked().predictions().count()).isEqualTo(8);
    } finally {
      spark().conf().set(threshold, before);
    }
  }

  @Test
  void labelsOfOneTimeAreDecidedByWhatTheySay() {
    datasets.of(predictions("1, 1, " + SURE_UP));
    Datasets latest = datasets.labelsById(DuplicatePolicy.LATEST, null);
    datasets.of("labels", labels("1, 1, 'UP'", "1, 1, 'DOWN'"));
    Profile there = latest.profile();
    datasets.of("labels", labels("1, 1, 'DOWN'", "1, 1, 'UP'"));
    assertThat(latest.profile()).isEqualTo(there);
    assertThat(there.labelDuplicates()).isEqualTo(1);
    String up = "map('UP', 1D, 'DOWN', 0D)";
    String down = "map('UP', 0D, 'DOWN', 1D)";
    datasets.of("labels", labels("1, 1, " + up, "1, 1, " + down));
    there = latest.profile();
    datasets.of("labels", labels("1, 1, " + down, "1, 1, " + up));
    assertThat(latest.profile()).isEqualTo(there);
  }

  @Test
  void unknownLabelsOfADatasetAreRejectedAndNullOnesAreNone() {
    datasets.of(predictions("1, 1, " + SURE_UP, "2, 1, " + SURE_UP, "3, 1, " + SURE_UP));
    datasets.of(
        "labels",
        labels("1, 1, 'SIDEWAYS'", "2, 1, 'UP'", "2, 2, null", "3, 1, cast(null as string)"));
    Datasets labelled = datasets.labelsById(DuplicatePolicy.LATEST, "seen");
    assertThat(labelled.counts())
        .isEqualTo(Map.of("unknown_label", 1L, "scored", 1L, "unlabelled", 1L));
    assertThat(labelled.profile().labelDuplicates()).isZero();
    assertThat(RejectedRows.of(labelled.checked()).select("key", "reason", "value").collectAsList())
        .singleElement()
        .asString()
        .isEqualTo("[1,unknown_label,SIDEWAYS]");
  }

  @Test
  void softLabelsOfADatasetAreJoined() {
    datasets.of(predictions("1, 1, " + SURE_UP, "2, 1, " + SURE_UP, "3, 1, " + SURE_UP));
    datasets.of("labels", labels("1, 1, array(0.5D, 0.5D)", "2, 1, array(0.5D, 1D)"));
    assertThat(datasets.labelsById(DuplicatePolicy.LATEST, "seen").counts())
        .isEqualTo(Map.of("scored", 1L, "invalid_label", 1L, "unlabelled", 1L));
  }

  @Test
  void keysOfTwoColumnsMatchAsAWhole() {
    datasets.of(
        "select a, b, "
            + SURE_UP
            + " as q, timestamp'2026-05-03 00:00:00' as at from values"
            + " (1, 'x'), (1, 'y'), (1, 'x'), (null, 'x'), (1, null), (2, 'x') as t(a, b)");
    datasets.of(
        "labels",
        "select * from values (1L, 'x', 'UP'), (1L, null, 'UP'), (null, 'x', 'UP'), (2L, 'y',"
            + " 'UP') as t(c, d, label)");
    LabelSpec labels =
        new LabelSpec(
            Datasets.view(directory, "labels"),
            List.of("c", "d"),
            "label",
            null,
            DuplicatePolicy.LATEST,
            null,
            List.of());
    Datasets pairs = datasets.key(DuplicatePolicy.LATEST, "a", "b").labels(labels);
    assertThat(pairs.counts())
        .isEqualTo(Map.of("scored", 1L, "unlabelled", 2L, "duplicate", 1L, "null_key", 2L));
    assertThat(
            RejectedRows.of(pairs.checked()).collectAsList().stream()
                .map(row -> row.<String>getAs("key")))
        .containsExactlyInAnyOrder("null, x", "1, null");
  }

  @Test
  void withoutAKeyNothingIsADuplicate() {
    Datasets keyless = Datasets.in(spark(), directory).label("label");
    String row = "select " + SURE_UP + " as q, timestamp'2026-05-03' as at, 'UP' as label";
    keyless.of(row + " union all " + row);
    assertThat(keyless.counts()).isEqualTo(Map.of("scored", 2L));
    assertThat(keyless.checked().rows().queryExecution().executedPlan().toString())
        .doesNotContain("Exchange");
  }
}
