package dev.surprisal.dataset.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.SparkTest;
import dev.surprisal.dataset.Datasets;
import dev.surprisal.dataset.spec.DuplicatePolicy;
import dev.surprisal.dataset.spec.ProbabilitySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV, JSON and ORC: bad text is counted and never thrown, under ANSI and without it. */
class TextSourcesTest extends SparkTest {

  private static final String ANSI = "spark.sql.ansi.enabled";

  @TempDir private Path directory;
  private Datasets datasets;
  private String ansi = "";

  @BeforeEach
  void open() {
    ansi = spark().conf().get(ANSI);
    datasets = Datasets.in(spark(), directory).label("label");
  }

  @AfterEach
  void restore() {
    spark().conf().set(ANSI, ansi);
  }

  private void file(String name, String... lines) throws IOException {
    Path folder = Path.of(datasets.path("predictions"));
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsCsvOfTextAlone(boolean isAnsi) throws IOException {
    spark().conf().set(ANSI, isAnsi);
    file(
        "rows.csv",
        "id,at,p_up,label,version",
        "1,2026-05-01 12:00:00,0.75,UP,m1",
        "2,2026-05-01T12:00:00Z,0.75,1,m1",
        "3,2026-05-02,1e-3,DOWN,m1",
        "4,2026-05-01 12:00:00,high,UP,m1",
        "5,2026-05-01 12:00:00,,UP,m1",
        "6,last Tuesday,0.5,UP,m1",
        "7,,0.5,UP,m1",
        "8,2026-13-01 12:00:00,0.5,UP,m1",
        "9,2026-05-01 12:00:00,0.5,SIDEWAYS,m1",
        "10,2026-05-01 12:00:00,0.5,,m1",
        ",2026-05-01 12:00:00,0.5,UP,m1",
        "12,2026-05-01 12:00:00",
        "13,2026-05-01 12:00:00,NaN,UP,m1",
        "14,2026-05-01 12:00:00,1.5,UP,m1",
        "15,2025-05-01 12:00:00,0.5,UP,m1");
    Datasets csv =
        datasets
            .files("csv", Map.of("header", "true"), null)
            .probability(
                ProbabilitySpec.ofColumns(Map.of("UP", "p_up"), ProbabilitySpec.Scale.PROBABILITY))
            .version("version")
            .key(DuplicatePolicy.LATEST, "id");
    assertThat(csv.counts())
        .isEqualTo(
            Map.of(
                "scored", 3L,
                "null_prediction", 3L,
                "bad_timestamp", 3L,
                "unknown_label", 1L,
                "unlabelled", 1L,
                "null_key", 1L,
                "nan", 1L,
                "out_of_range", 1L));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsJsonOfWhichOneRowIsBroken(boolean isAnsi) throws IOException {
    spark().conf().set(ANSI, isAnsi);
    file(
        "rows.json",
        "{\"at\": \"2026-05-01 12:00:00\", \"q\": {\"UP\": 0.75, \"DOWN\": 0.25}, \"label\": true}",
        "{\"at\": \"2026-05-01 12:00:00\", \"q\": {\"UP\": 1, \"DOWN\": 0}, \"label\": false}",
        "{\"at\": \"2026-05-01 12:00:00\", \"q\": {\"UP\": 0.5}, \"label\": true}",
        "{\"at\": \"2026-05-01 12:00:00\", \"q\": {\"UP\": 0.5, \"DOWN\": 0.2, \"OTHER\": 0.3}}",
        "{\"at\": \"2026-05-01 12:00:00\", \"q\": null}",
        "{\"at\": \"2026-05-01 12:00:00\", \"q\"");
    assertThat(datasets.files("json", Map.of(), null).counts())
        .isEqualTo(
            Map.of("scored", 2L, "null_prediction", 2L, "wrong_length", 1L, "bad_timestamp", 1L));
  }

  @Test
  void readsJsonArrays() throws IOException {
    file(
        "rows.json",
        "{\"at\": \"2026-05-01\", \"q\": [0.25, 0.75], \"label\": [0, 1]}",
        "{\"at\": \"2026-05-01\", \"q\": [1, 0], \"label\": [0.5, 0.5]}",
        "{\"at\": \"2026-05-01\", \"q\": [1], \"label\": [1]}");
    assertThat(datasets.files("json", Map.of(), null).counts())
        .isEqualTo(Map.of("scored", 2L, "wrong_length", 1L));
  }

  @Test
  void readsCsvByASchema() throws IOException {
    file(
        "rows.csv",
        "1,2026-05-01 12:00:00,0.75,1",
        "two,yesterday,high,UP",
        "3,2026-05-01 12:00:00,0.75,2");
    Datasets csv =
        datasets
            .files("csv", Map.of(), "id BIGINT, at TIMESTAMP, p DOUBLE, label INT")
            .probability(
                ProbabilitySpec.ofColumns(Map.of("UP", "p"), ProbabilitySpec.Scale.PROBABILITY));
    assertThat(csv.counts())
        .isEqualTo(Map.of("scored", 1L, "bad_timestamp", 1L, "unknown_label", 1L));
  }

  @Test
  void readsADistributionInTextByAnExpression() throws IOException {
    file("rows.csv", "at|q|label", "2026-05-01|[0.25, 0.75]|UP", "2026-05-01|[0.25, |UP");
    Datasets csv =
        datasets
            .files("csv", Map.of("header", "true", "sep", "|"), null)
            .probability(
                ProbabilitySpec.ofColumn(
                    "from_json(q, 'array<double>')", ProbabilitySpec.Scale.PROBABILITY));
    assertThat(csv.counts()).isEqualTo(Map.of("scored", 1L, "null_prediction", 1L));
  }

  @Test
  void readsOrc() {
    datasets.write(
        "predictions",
        "orc",
        "select array(cast(0.25 as float), cast(0.75 as float)) as q, 'UP' as label,"
            + " timestamp'2026-05-01 12:00:00' as at");
    assertThat(datasets.files("orc", Map.of(), null).counts()).isEqualTo(Map.of("scored", 1L));
  }

  @Test
  void takesDatesAndTimesWithoutAZoneInTheSessionsZone() {
    String q = "select array(0.5D, 0.5D) as q, 'UP' as label, ";
    datasets.of(q + "date'2026-05-31' as at union all " + q + "date'2026-06-01'");
    assertThat(datasets.counts()).isEqualTo(Map.of("scored", 1L));
    datasets.of(
        q
            + "timestamp_ntz'2026-05-31 23:59:59' as at union all "
            + q
            + "timestamp_ntz'2026-06-01 00:00:00'");
    assertThat(datasets.counts()).isEqualTo(Map.of("scored", 1L));
  }
}
