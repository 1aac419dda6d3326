package dev.surprisal.dataset;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.SparkTest;
import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.dataset.spec.DuplicatePolicy;
import dev.surprisal.profile.Metric;
import dev.surprisal.profile.Profile;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowWeightsTest extends SparkTest {

  @TempDir private Path directory;

  private Datasets weighted(String weight, String query) {
    return Datasets.in(spark(), directory).label("label").weight(weight).of(query);
  }

  @Test
  void whatIsNoWeightIsRejectedWithAReasonOfItsOwn() {
    Datasets datasets =
        weighted(
            "w",
            "select array(0.25D, 0.75D) q, timestamp'2026-04-02 00:00:00' at, 'UP' label, w from"
                + " values (1D), (0D), (1048576D), (1048576.5D), (-1e-9D), (double('NaN')),"
                + " (double('infinity')), (null) as t(w)");

    Profile profile = datasets.profile();

    assertThat(Datasets.counts(profile))
        .containsOnly(
            org.assertj.core.api.Assertions.entry("scored", 3L),
            org.assertj.core.api.Assertions.entry("invalid_weight", 5L));
    assertThat(profile.read()).isEqualTo(8);
    assertThat(Metric.WEIGHT.value(profile)).isEqualTo(1_048_577);
    List<Row> rejected =
        RejectedRows.of(datasets.checked()).select("reason", "value").collectAsList();
    assertThat(rejected)
        .extracting(row -> row.getString(0) + " " + row.getString(1))
        .containsExactlyInAnyOrder(
            "invalid_weight 1048576.5",
            "invalid_weight -1.0E-9",
            "invalid_weight NaN",
            "invalid_weight Infinity",
            "invalid_weight null");
  }

  @Test
  void aBadPredictionIsToldBeforeABadWeight() {
    Datasets datasets =
        weighted(
            "w",
            "select array(0.5D, 0.75D) q, timestamp'2026-04-02 00:00:00' at, 'UP' label, -1D w");

    assertThat(Datasets.counts(datasets.profile())).containsOnlyKeys("sum_not_one");
  }

  @Test
  void aWeightIsAColumnOrAnExpressionOfNumbers() {
    String query =
        "select array(0.25D, 0.75D) q, timestamp'2026-04-02 00:00:00' at, 'UP' label, 3 whole,"
            + " cast(0.5 as decimal(4, 2)) rate, 'x' text";

    assertThat(Metric.WEIGHT.value(weighted("whole", query).profile())).isEqualTo(3);
    assertThat(Metric.WEIGHT.value(weighted("1 / rate", query).profile())).isEqualTo(2);
    assertThatThrownBy(() -> weighted("text", query).checked())
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining(
            "Invalid predictions.weight: text (must be numeric, but is string; for numbers as text"
                + " write try_cast(text as double))");
    assertThatThrownBy(() -> weighted("wieght", query).checked())
        .hasMessageContaining("Invalid predictions.weight: wieght (must be a column of");
  }

  /** Of rows of the same key and instant that differ by their weight alone, always the same. */
  @Test
  void whichOfTwoRowsCountsDoesNotDependOnTheirOrder() {
    String rows =
        "select 1 id, array(0.25D, 0.75D) q, timestamp'2026-04-02 00:00:00' at, 'UP' label, w from"
            + " values (%s), (%s) as t(w)";
    for (String query : List.of(rows.formatted("2D", "5D"), rows.formatted("5D", "2D"))) {
      Profile profile =
          Datasets.in(spark(), directory)
              .label("label")
              .key(DuplicatePolicy.LATEST, "id")
              .weight("w")
              .of(query)
              .profile();
      assertThat(Metric.WEIGHT.value(profile)).isEqualTo(2);
    }
  }

  /** MLlib weighs its log loss and its accuracy, too. */
  @Test
  void theMeansAreThoseOfMllib() {
    String query =
        "select array(1 - p, p) q, timestamp'2026-04-02 00:00:00' at, label, w,"
            + " int(p > 0.5D) predicted from (select (id * 37 % 1000 + 1) / 1002D p,"
            + " int(id * 7919 % 13 < 6) label, (id % 17) / 4D w from range(5000))";
    Profile profile = weighted("w", query).profile();

    assertThat(profile.scored()).isEqualTo(5_000);
    assertThat(Metric.LOG_LOSS.value(profile)).isCloseTo(mllib("logLoss", query), within(1e-12));
    assertThat(Metric.ACCURACY.value(profile)).isCloseTo(mllib("accuracy", query), within(1e-12));
    assertThat(Metric.LOG_LOSS.value(profile))
        .isNotCloseTo(
            Metric.LOG_LOSS.value(
                Datasets.in(spark(), directory).label("label").of(query).profile()),
            within(1e-4));
  }

  private static double mllib(String metric, String query) {
    Dataset<Row> rows = spark().sql(query);
    return new MulticlassClassificationEvaluator()
        .setMetricName(metric)
        .setLabelCol("label")
        .setPredictionCol("predicted")
        .setProbabilityCol("probability")
        .setWeightCol("w")
        .evaluate(
            rows.selectExpr("double(label) label", "double(predicted) predicted", "q", "w")
                .withColumn("probability", functions.array_to_vector(col("q"))));
  }
}
