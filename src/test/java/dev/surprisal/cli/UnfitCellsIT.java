package dev.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.cli.Shop.Ended;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cells of CSV and JSON that are not of their column's type are told, and the remedy works. */
@Tag("slow")
class UnfitCellsIT extends ShopTest {

  private static final String CONFIGURATION =
      """
      model: {name: shop, classes: [STAY, BUY]}
      predictions:
        format: %2$s
        path: %1$s/predictions
        options: {%3$s}
        schema: "%4$s"
        probability: {BUY: p_buy}
        timestamp: scored_at
        label: label
      reference: {from: 2026-01-01, to: 2026-01-05}
      current: {from: 2026-01-05, to: 2026-01-09}
      drift: {min_rows: 20}
      output: {path: %1$s/out}
      """;

  private static final String LABELS =
      """
      model: {name: shop, classes: [STAY, BUY]}
      predictions:
        path: %1$s/predictions
        key: [id]
        probability: probability
        timestamp: scored_at
      labels:
        format: csv
        path: %1$s/label_rows
        schema: "id %2$s, label STRING"
        key: [%3$s]
        label: label
      reference: {from: 2026-01-01, to: 2026-01-05}
      current: {from: 2026-01-05, to: 2026-01-09}
      drift: {min_rows: 20}
      output: {path: %1$s/out}
      """;

  private static final String SCHEMA =
      "id BIGINT, scored_at TIMESTAMP, p_buy DOUBLE, label %s, note INT";

  /** What is told of the log loss of the sound rows, once for all tests. */
  private static String figures = "";

  private Dataset<Row> rows() {
    return shop.predictions()
        .join(shop.labels(), "id")
        .selectExpr("id", "scored_at", "probability[1] as p_buy", "label", "'none' as note");
  }

  @BeforeEach
  void soundFigures() {
    if (figures.isEmpty()) {
      csv("label");
      figures = line(run("csv", "STRING"));
      assertThat(figures).contains("log loss");
    }
  }

  private static String line(Ended ended) {
    return ended
        .out()
        .lines()
        .filter(it -> it.contains("(no version): log loss"))
        .findFirst()
        .orElse(ended.complaint());
  }

  private void csv(String label) {
    csv(label, "p_buy", ",");
  }

  private void csv(String label, String score, String separator) {
    shop.delete("predictions");
    rows()
        .selectExpr("id", "scored_at", score + " as p_buy", label + " as label", "note")
        .write()
        .option("header", true)
        .option("sep", separator)
        .option("ignoreTrailingWhiteSpace", false)
        .csv(shop.place("predictions"));
  }

  private void json(String label) {
    shop.delete("predictions");
    rows()
        .selectExpr(
            "concat('{\"id\": ', id, ', \"scored_at\": \"', scored_at, '\", \"p_buy\": ', p_buy,"
                + " ', \"label\": ', "
                + label
                + ", ', \"note\": \"none\"}')")
        .write()
        .text(shop.place("predictions"));
  }

  private void write(String format, String options, String type) {
    shop.write("x.yaml", CONFIGURATION.formatted(folder, format, options, SCHEMA.formatted(type)));
  }

  private Ended run(String format, String type) {
    write(format, format.equals("csv") ? "header: true" : "", type);
    return shop.execute("run");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "if(label = 'STAY', '0', if(id % 3 = 0, '1', '1.0')) | INT | 1.0 (",
        "if(label = 'STAY', '0.0', '1.0') | BIGINT | 400 of 400 rows have other values",
        "if(label = 'STAY', 'False', 'True ') | BOOLEAN | \"True \" (",
        "if(label = 'STAY', 0, 1) | BOOLEAN | 400 of 400 rows",
        "label = 'BUY' | INT | true (",
        "label | INT | BUY (",
      })
  void labelsOfCsv(String label, String type, String seen) {
    csv(label);

    assertRefusedSaying(
        run("csv", type),
        "Invalid predictions.label: label (is declared " + type + " in predictions.schema, but ",
        seen,
        "declare it STRING there; text labels are parsed");
    assertThat(shop.published()).doesNotContain("latest.json", "runs", "profiles");
    assertThat(line(run("csv", "STRING"))).isEqualTo(figures);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "if(label = 'STAY', '0', if(id % 3 = 0, '1', '1.0')) | INT | 1.0 (",
        "if(label = 'STAY', '\"0\"', '\"1\"') | INT | 400 of 400 rows",
        "label = 'BUY' | INT | true (",
        "if(label = 'STAY', 0, 1) | BOOLEAN | 400 of 400 rows",
      })
  void labelsOfJson(String label, String type, String seen) {
    json(label);

    assertRefusedSaying(
        run("json", type), "Invalid predictions.label: label (is declared " + type, seen);
    assertThat(line(run("json", "STRING"))).isEqualTo(figures);
  }

  @Test
  void aLabelOfAnotherNameInNewLines() {
    json("concat('\"', label, '\"')");
    spark()
        .read()
        .text(shop.place("predictions"))
        .selectExpr("if(value > '{\"id\": 2', replace(value, '\"label\"', '\"Label\"'), value)")
        .write()
        .text(shop.place("newer"));
    String path = "predictions.path=" + shop.place("newer");
    write("json", "", "STRING");

    assertRefusedSaying(
        shop.execute("run", "--set", path),
        "Invalid predictions.label: label (is missing in ",
        "JSON lines have Label instead of label (names are case-sensitive). Rewrite these lines"
            + " with one name, or read them with format: text and each column with"
            + " get_json_object(value, '$.label')");
    shop.write(
        "x.yaml",
        CONFIGURATION
            .formatted(folder, "text", "", "")
            .replace("  schema: \"\"\n", "")
            .replace("p_buy}", "\"get_json_object(value, '$.p_buy')\"}")
            .replace(": scored_at", ": get_json_object(value, '$.scored_at')")
            .replace(
                ": label",
                ": coalesce(get_json_object(value, '$.label'), get_json_object(value,"
                    + " '$.Label'))"));
    assertThat(line(shop.execute("run", "--set", path))).isEqualTo(figures);
  }

  @Test
  void decimalCommas() {
    csv("label", "replace(cast(p_buy as string), '.', ',')", ";");
    write("csv", "header: true, sep: \";\"", "STRING");
    String expression = "try_cast(replace(p_buy, ',', '.') as double)";

    assertRefusedSaying(
        shop.execute("run"),
        "Invalid predictions.probability: p_buy (is declared DOUBLE in predictions.schema, but 400"
            + " of 400",
        "0,1 (200), 0,8 (200); declare it STRING there and write " + expression + " in");
    shop.write(
        "x.yaml",
        CONFIGURATION
            .formatted(folder, "csv", "header: true, sep: \";\"", SCHEMA.formatted("STRING"))
            .replace("p_buy DOUBLE", "p_buy STRING")
            .replace("{BUY: p_buy}", "{BUY: \"" + expression + "\"}"));
    assertThat(line(shop.execute("run"))).isEqualTo(figures);
  }

  @Test
  void keysOfLabels() {
    shop.writePredictions(shop.predictions());
    shop.labels()
        .selectExpr("concat(id, if(id % 2 = 0, '.0', '')) as id", "label")
        .write()
        .csv(shop.place("label_rows"));
    String expression = "try_cast(regexp_replace(id, '[.]0*$', '') as bigint)";

    shop.write("x.yaml", LABELS.formatted(folder, "BIGINT", "id"));
    assertRefusedSaying(
        shop.execute("run"),
        "Invalid labels.key: id (is declared BIGINT in labels.schema, but 200 of 400 rows have"
            + " other values, which would be read as null: 0.0 (1), 10.0 (1)",
        "write " + expression + " in labels.key");
    shop.write("x.yaml", LABELS.formatted(folder, "STRING", '"' + expression + '"'));
    assertThat(shop.execute("run").out()).contains("400 read = 400 scored");
  }

  @Test
  void cellsOfNoWindowAreNobodys() {
    csv("if(label = 'STAY', '0', if(id < 50, '1.0', '1'))");
    write("csv", "header: true", "INT");

    Ended ended = shop.execute("run", "--set", "reference.from=2026-01-02");

    assertThat(ended.exitCode()).as(ended.complaint()).isZero();
    assertThat(ended.out()).contains("350 read = 350 scored + 0 unlabelled");
  }

  @Test
  void halfALineIsOneRowRejected() {
    json("concat('\"', label, '\"')");
    shop.write("predictions/half.json", "{\"id\": 400, \"scored_at\": \"2026-01-0");

    Ended ended = run("json", "STRING");

    assertThat(ended.exitCode()).as(ended.complaint()).isZero();
    assertThat(ended.out()).contains("401 read = 400 scored + 0 unlabelled", "1 rejected");
    assertThat(line(ended)).isEqualTo(figures);
  }

  @Test
  void fewRowsThatAreRejectedAnywayAreNoReasonToRefuse() {
    csv("label", "if(id in (7, 300), 'high', cast(p_buy as string))", ",");

    assertThat(run("csv", "STRING").out()).contains("400 read = 398 scored", "2 rejected");
    assertRefusedSaying(
        shop.execute("run", "--set", "checks.max_rejected=0"),
        "p_buy (is declared DOUBLE in predictions.schema, but 2 of 400 rows have other values,"
            + " which would be read as null: high (2); declare it STRING there");
  }

  @ParameterizedTest
  @CsvSource({
    "DROPMALFORMED, 200 scored + 0 unlabelled",
    "permissive, 200 scored + 200 unlabelled"
  })
  void whatTheOptionsSayOfSuchLinesHolds(String mode, String counts) {
    csv("if(id % 2 = 0, '1', '1.0')");
    write("csv", "header: true, mode: " + mode, "INT");

    assertThat(shop.execute("run").out()).contains(counts);
  }

  @Test
  void failFastFailsAsSparkDoes() {
    csv("if(id % 2 = 0, '1', '1.0')");
    write("csv", "header: true, mode: FAILFAST", "INT");

    assertRefusedSaying(shop.execute("run"), "a file cannot be read: For input string: \"1.0\"");
  }
}
