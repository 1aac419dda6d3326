package dev.surprisal.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.SparkTest;
import dev.surprisal.dataset.spec.DuplicatePolicy;
import dev.surprisal.dataset.spec.LabelSpec;
import dev.surprisal.dataset.spec.ProbabilitySpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Spark makes of the plan: what is scanned, and how often. */
class ReadPlanTest extends SparkTest {

  @TempDir private Path directory;
  private Datasets datasets;

  @BeforeEach
  void open() {
    datasets = Datasets.in(spark(), directory).key(DuplicatePolicy.LATEST, "id");
    datasets.write(
        "predictions",
        "parquet",
        "select id, array(0.5D, 0.5D) as q, timestamp'2026-05-03 10:00:00' as at, 'm' as model,"
            + " 'x' as unused from range(20)");
    datasets.write("labels", "parquet", "select id, 'UP' as label, 'x' as unused from range(20)");
    datasets =
        datasets
            .files("parquet", Map.of(), null)
            .version("model")
            .labels(
                new LabelSpec(
                    Datasets.parquet(directory, "labels"),
                    List.of("id"),
                    "label",
                    null,
                    DuplicatePolicy.LATEST,
                    null,
                    List.of()));
  }

  private String plan(String... columns) {
    Dataset<Row> rows = datasets.checked().rows();
    return rows.selectExpr(columns).queryExecution().executedPlan().toString();
  }

  private String profiled() {
    return plan("ts", "version", "q", "label", "label_repeated", "columns", "status");
  }

  private static long occurrences(String text, String regex) {
    return Pattern.compile(regex).matcher(text).results().count();
  }

  @Test
  void timeRangesArePushedDown() {
    assertThat(profiled())
        .containsPattern(
            "PushedFilters: \\[Or\\(Or\\(IsNull\\(at\\),And\\(GreaterThanOrEqual\\(at,2026-04-01");
  }

  @Test
  void columnsThatNobodyAskedForAreNotRead() {
    assertThat(profiled())
        .contains("ReadSchema: struct<id:bigint,q:array<double>,at:timestamp,model:string>")
        .contains("ReadSchema: struct<id:bigint,label:string>")
        .doesNotContain("unused");
  }

  @Test
  void eachDatasetIsScannedOnce() {
    assertThat(occurrences(profiled(), "FileScan parquet")).isEqualTo(2);
  }

  @Test
  void oneShuffleAndOneSortOfThePredictionsServeTheJoinAndTheDuplicates() {
    String broadcast = "spark.sql.autoBroadcastJoinThreshold";
    String before = spark().conf().get(broadcast);
    try {
      spark().conf().set(broadcast, -1);
      String plan = profiled();
      assertThat(occurrences(plan, "Exchange hashpartitioning")).isEqualTo(2);
      assertThat(occurrences(plan, "Sort \\[")).as("one of each dataset").isEqualTo(2);
      assertThat(plan).doesNotContain("Window ");
    } finally {
      spark().conf().set(broadcast, before);
    }
  }

  @Test
  void nothingIsInterpretedRowByRow() {
    for (ProbabilitySpec.Scale scale : ProbabilitySpec.Scale.values()) {
      datasets = datasets.probability(ProbabilitySpec.ofColumn("q", scale));
      assertThat(profiled())
          // static_invoke(dev... in Spark 4, staticinvoke(class dev... in Spark 3.5
          .containsPattern(
              "static_?invoke\\((class"
                  + " )?dev\\.surprisal\\.function\\.row\\.DistributionStatusFunction")
          .doesNotContain("lambda")
          .doesNotContain("applyfunctionexpression");
    }
  }

  @Test
  void rowsWithoutAKeyDoNotAllGoToOneTask() {
    Datasets keyless =
        Datasets.in(spark(), directory)
            .key(DuplicatePolicy.LATEST, "id")
            .of(
                "select cast(null as bigint) as id, array(0.5D, 0.5D) as q,"
                    + " timestamp'2026-05-03 10:00:00' as at from range(0, 400, 1, 16)");
    long places = keyless.checked().rows().select("key_hash").distinct().count();
    assertThat(places).isGreaterThan(1);
    assertThat(keyless.counts()).isEqualTo(Map.of("null_key", 400L));
  }
}
