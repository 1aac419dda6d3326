package dev.surprisal.dataset;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.SparkTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The numbers are those of {@code row_number()} of a window, whatever Spark makes of the plan
 * around them.
 */
class RowNumberingTest extends SparkTest {

  private static final String AQE = "spark.sql.adaptive.";
  private static final String BROADCAST = "spark.sql.autoBroadcastJoinThreshold";

  private SparkSession session;

  @BeforeEach
  void open() {
    session = spark().newSession();
    session.conf().set("spark.sql.shuffle.partitions", 8);
  }

  static Stream<Named<Map<String, String>>> settings() {
    return Stream.of(
        Named.of("as it comes", Map.of()),
        Named.of("without adaptive execution", Map.of(AQE + "enabled", "false")),
        Named.of("one partition", Map.of("spark.sql.shuffle.partitions", "1")),
        Named.of(
            "more partitions than keys, put together",
            Map.of(
                "spark.sql.shuffle.partitions",
                "60",
                AQE + "advisoryPartitionSizeInBytes",
                "1k",
                AQE + "coalescePartitions.parallelismFirst",
                "false")),
        Named.of(
            "skewed partitions split",
            Map.of(
                BROADCAST,
                "-1",
                AQE + "advisoryPartitionSizeInBytes",
                "1k",
                AQE + "coalescePartitions.parallelismFirst",
                "false",
                AQE + "forceOptimizeSkewedJoin",
                "true",
                AQE + "skewJoin.skewedPartitionFactor",
                "0",
                AQE + "skewJoin.skewedPartitionThresholdInBytes",
                "1")),
        Named.of("broadcast by the plan", Map.of(BROADCAST, "1g")),
        Named.of(
            "broadcast once the sizes are known",
            Map.of(BROADCAST, "-1", AQE + "autoBroadcastJoinThreshold", "1g")),
        Named.of(
            "hashed once the sizes are known",
            Map.of(BROADCAST, "-1", AQE + "maxShuffledHashJoinLocalMapThreshold", "1g")),
        Named.of("interpreted", Map.of("spark.sql.codegen.factoryMode", "NO_CODEGEN")),
        Named.of(
            "interpreted operators, too",
            Map.of(
                "spark.sql.codegen.factoryMode",
                "NO_CODEGEN",
                "spark.sql.codegen.wholeStage",
                "false")),
        Named.of("one operator at a time", Map.of("spark.sql.codegen.wholeStage", "false")));
  }

  /** Twenty thousand rows from many tasks; a third have one key, some none. */
  private Dataset<Row> rows() {
    return session
        .range(0, 20_000, 1, 16)
        .selectExpr(
            "case when id % 3 = 0 then 7 when id % 11 = 0 then null else hash(id) % 500 end as k0",
            "if(id % 4 = 0, null, concat('version ', id % 3)) as version",
            "hash(id, 1) % 6 as fault",
            "hash(id, 2) % 50 as ts",
            "id as row")
        .selectExpr("*", "coalesce(xxhash64(k0), spark_partition_id()) as key_hash");
  }

  private static final RowNumbering PLACES =
      new RowNumbering(
          List.of("k0", "key_hash"),
          List.of("version", "fault = 0"),
          List.of(col("ts").desc(), col("row")));

  private static final String WINDOW =
      "row_number() over (partition by k0, key_hash, version, fault = 0 order by ts desc, row) as"
          + " place";

  private List<String> rowsOf(Dataset<Row> numbered) {
    Dataset<Row> others =
        session.range(0, 400, 1, 3).selectExpr("id as l0", "xxhash64(id) as label_hash");
    return numbered
        .join(
            others,
            col("k0").equalTo(col("l0")).and(col("key_hash").equalTo(col("label_hash"))),
            "left")
        .selectExpr("row", "k0", "version", "place", "l0")
        .collectAsList()
        .stream()
        .map(Row::toString)
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void areThoseOfAWindow(Map<String, String> settings) {
    List<String> expected = rowsOf(rows().selectExpr("*", WINDOW));
    settings.forEach(session.conf()::set);
    assertThat(rowsOf(PLACES.number(rows()))).hasSize(20_000).isEqualTo(expected);
  }

  @Test
  void aFilterOfRowsIsNotMovedBelowThem() {
    assertThat(PLACES.number(rows()).where("row % 2 = 0").orderBy("row").collectAsList())
        .isEqualTo(
            rows().selectExpr("*", WINDOW).where("row % 2 = 0").orderBy("row").collectAsList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "string",
        "binary",
        "double",
        "float",
        "decimal(38, 4)",
        "decimal(9, 2)",
        "date",
        "timestamp",
        "timestamp_ntz",
        "boolean",
        "tinyint",
        "smallint"
      })
  void keysOfEveryTypeAreToldApart(String type) {
    String value =
        switch (type) {
          case "binary" -> "cast(cast(id % 90 as string) as binary)";
          case "date" -> "date_add(date'2026-01-01', cast(id % 90 as int))";
          case "timestamp", "timestamp_ntz" -> "cast(timestamp_seconds(id % 90) as " + type + ")";
          case "boolean" -> "id % 2 = 0";
          // Not a number, and two zeros that are one key.
          case "double", "float" ->
              "cast(case id % 9 when 0 then double('NaN') when 1 then -0D when 2 then 0D else id %"
                  + " 90 end as "
                  + type
                  + ")";
          default -> "cast(id % 90 as " + type + ")";
        };
    Dataset<Row> rows =
        session
            .range(0, 2_000, 1, 5)
            .selectExpr("if(id % 13 = 0, null, " + value + ") as k0", "id as row");
    String window = "row_number() over (partition by k0 order by row) as place";
    for (String codegen : List.of("CODEGEN_ONLY", "NO_CODEGEN")) {
      session.conf().set("spark.sql.codegen.factoryMode", codegen);
      assertThat(
              new RowNumbering(List.of("k0"), List.of(), List.of(col("row")))
                  .number(rows)
                  .select("row", "place")
                  .orderBy("row")
                  .collectAsList())
          .as(codegen)
          .isEqualTo(rows.selectExpr("row", window).orderBy("row").collectAsList());
    }
  }
}
