package dev.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.cli.Shop.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Input that could be read as something else is read right, or refused with what to write. */
@Tag("slow")
class MisreadInputIT extends ShopTest {

  private static final String CONFIGURATION =
      """
      model: {name: shop, classes: [STAY, BUY]}
      predictions:
        format: %2$s
        path: %1$s/predictions
        %3$s
        probability: %4$s
        timestamp: scored_at
        label: label
      reference: {from: 2026-01-01, to: 2026-01-05}
      current: {from: 2026-01-05, to: 2026-01-09}
      drift: {min_rows: 20}
      output: {path: %1$s/out}
      """;

  private static final String SCHEMA =
      "schema: \"id BIGINT, scored_at TIMESTAMP, p_stay DOUBLE, p_buy DOUBLE, label STRING\"";

  /** What is told of the log loss of the sound rows, once for all tests. */
  private static String figures = "";

  private static @Nullable Dataset<Row> soundRows;

  /** The sound rows with a label beside each, joined once for all tests. */
  private Dataset<Row> rows() {
    Dataset<Row> rows = soundRows;
    if (rows == null) {
      Dataset<Row> joined =
          shop.predictions()
              .join(shop.labels(), "id")
              .selectExpr(
                  "id",
                  "scored_at",
                  "probability[0] as p_stay",
                  "probability[1] as p_buy",
                  "label",
                  "probability as p");
      rows = spark().createDataFrame(joined.takeAsList(Shop.ROWS), joined.schema());
      soundRows = rows;
    }
    return rows;
  }

  @BeforeEach
  void soundFigures() {
    shop.delete("predictions");
    if (!figures.isEmpty()) {
      return;
    }
    rows().drop("p").write().parquet(shop.place("predictions"));
    write("parquet", "", "{STAY: p_stay, BUY: p_buy}");
    figures = line(shop.execute("run"));
    assertThat(figures).contains("log loss");
    shop.delete("predictions");
    shop.delete("out");
  }

  private static String line(Ended ended) {
    return ended
        .out()
        .lines()
        .filter(it -> it.contains("(no version): log loss"))
        .findFirst()
        .orElse(ended.complaint());
  }

  private void write(String format, String more, String probability) {
    shop.write("x.yaml", CONFIGURATION.formatted(folder, format, more, probability));
  }

  private void csv(String name, String separator, String header, String... columns) {
    StringBuilder text = new StringBuilder(header).append('\n');
    for (Row row : rows().selectExpr(columns).takeAsList(Shop.ROWS)) {
      text.append(row.mkString(separator)).append('\n');
    }
    shop.write("predictions/" + name, text.toString());
  }

  private Ended runCsv(String options) throws IOException {
    write("csv", "options: {" + options + "}\n  " + SCHEMA, "{STAY: p_stay, BUY: p_buy}");
    return shop.execute("run");
  }

  private void folder() throws IOException {
    Files.createDirectory(folder.resolve("predictions"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id,scored_at,p_buy,p_stay,label",
        "ID,Scored_At,P_BUY,P_STAY,Label",
        "id, scored_at ,p_buy, p_stay,label",
        "\ufeffid,scored_at,p_buy,p_stay,label",
      })
  void columnsOfCsvAreMatchedByTheirHeader(String header) throws IOException {
    folder();
    csv("1.csv", ",", header, "id", "scored_at", "p_buy", "p_stay", "label");

    assertThat(line(runCsv("header: true"))).isEqualTo(figures);
  }

  @Test
  void aColumnMoreIsNobodys() throws IOException {
    folder();
    csv(
        "1.csv",
        "\t",
        "\tnote\tid\tscored_at\tp_stay\tp_buy\tlabel",
        "id + 1",
        "'x'",
        "id",
        "scored_at",
        "p_stay",
        "p_buy",
        "label");

    assertThat(line(runCsv("header: true, sep: \"\\t\""))).isEqualTo(figures);
  }

  @Test
  void aColumnLessIsRefused() throws IOException {
    folder();
    csv(
        "1.csv",
        ",",
        "id,scored_at,p_no,p_buy,label",
        "id",
        "scored_at",
        "p_stay",
        "p_buy",
        "label");

    assertRefusedSaying(
        runCsv("header: true"),
        "its schema has p_stay, but the header of " + shop.place("predictions/1.csv"),
        "it has id, scored_at, p_no, p_buy, label");
  }

  @Test
  void aWrongSeparatorIsNamed() throws IOException {
    folder();
    csv(
        "1.csv",
        ";",
        "id;scored_at;p_stay;p_buy;label",
        "id",
        "scored_at",
        "p_stay",
        "p_buy",
        "label");

    assertRefusedSaying(runCsv("header: true"), "write options: {sep: \";\"}");
  }

  @Test
  void aHeaderThatIsNotToldIsFound() throws IOException {
    folder();
    csv(
        "1.csv",
        ",",
        "id,scored_at,p_buy,p_stay,label",
        "id",
        "scored_at",
        "p_buy",
        "p_stay",
        "label");

    assertRefusedSaying(runCsv("sep: \",\""), "write options: {header: \"true\"}");
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void filesOfDifferentHeadersAreRefused(boolean withSchema) throws IOException {
    folder();
    csv(
        "1.csv",
        ",",
        "id,scored_at,p_stay,p_buy,label",
        "id",
        "scored_at",
        "p_stay",
        "p_buy",
        "label");
    csv(
        "2.csv",
        ",",
        "id,scored_at,p_buy,p_stay,label",
        "id",
        "scored_at",
        "p_buy",
        "p_stay",
        "label");
    write(
        "csv",
        "options: {header: true}" + (withSchema ? "\n  " + SCHEMA : ""),
        "{STAY: p_stay, BUY: p_buy}");

    assertRefusedSaying(
        shop.execute("run"),
        "the header of "
            + shop.place("predictions/2.csv")
            + ", id, scored_at, p_buy, p_stay, label",
        "differs from that of " + shop.place("predictions/1.csv"));
    assertRefusedSaying(shop.execute("validate"), "differs from that of");
  }

  /** Runs with a label or prediction made of the sound ones. */
  private Ended runOn(String p, String label, String probability, String more) {
    rows()
        .selectExpr("id", "scored_at", p + " as p", label + " as label")
        .write()
        .parquet(shop.place("predictions"));
    write("parquet", more, probability);
    return shop.execute("run");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lower(label)",
        "concat(' ', label, ' ')",
        "if(label = 'BUY', '1.0', '0.0')",
        "if(label = 'BUY', 1.0D, 0.0D)",
        "if(label = 'BUY', 'True', 'False')",
        "if(label = 'BUY', ' TRUE ', 'false')",
        "label = 'BUY'",
      })
  void labelsInOtherForms(String label) {
    assertThat(line(runOn("p", label, "p", ""))).isEqualTo(figures);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "if(id % 2 = 0, -1, 1) | Unknown labels -1 (200); | predictions.unlabelled: [-1]",
        "if(id % 2 = 0, '', label) | Unknown labels \"\" (200); | predictions.unlabelled: [\"\"]",
        "if(id % 2 = 0, 'unknown', label) | Unknown labels unknown (200); |"
            + " predictions.unlabelled: [\"unknown\"]",
        "if(id % 2 = 0, double('NaN'), 1D) | Unknown labels NaN (200); |"
            + " predictions.unlabelled: [\"NaN\"]",
        "if(label = 'BUY', 'sold', 'kept') | kept (2 | case cast(label as string) when 'kept'",
        "if(label = 'BUY', 2, 1) | nknown labels 2 (| cast(label as int) - 1",
        "if(label = 'BUY', '2.0', '1.0') | nknown labels 2.0 (| cast(cast(label as double) as int)"
            + " - 1",
        "concat('{\"', label, '\": 1}') | {\"STAY\": 1} | from_json(label,",
        "0.9D * p[1] | 0.7200000000000001 (200); | If each is the probability of BUY, write"
            + " predictions.label: \"array(1 - double(label), double(label))\"",
        "10.5D * p[1] | Unknown labels 1.05 (200), 8.4 (200); | These look like regression targets;"
            + " only classifiers are supported",
      })
  void labelsThatNameNoClass(String label, String seen, String remedy) {
    assertRefusedSaying(runOn("p", label, "p", ""), seen, "the classes are STAY or 0 (", remedy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "if(id % 4 = 0, '-1.0', label) | [-1]",
        "if(id % 4 = 0, ' ', label) | [-1, \"\"]",
        "if(id % 4 = 0, 'N/A', label) | [n/a]",
        "if(id % 4 = 0, -1, int(label = 'BUY')) | [-1]",
        "if(id % 4 = 0, double('NaN'), double(label = 'BUY')) | [\"nan\"]",
      })
  void valuesOfNoLabelAreUnlabelled(String label, String unlabelled) {
    Ended ended = runOn("p", label, "p", "unlabelled: " + unlabelled);

    assertThat(ended.complaint()).isEmpty();
    assertThat(ended.out()).contains("400 read = 300 scored + 100 unlabelled");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "100 * p[1] | {BUY: p} | above 1, from 10 to 80, such as 10.0 | p / 100",
        "ln(p[1] / p[0]) | {BUY: p} | above 1 or below 0 | scale: logit",
        "ln(p[1]) | {BUY: p} | below 0 | scale: log_probability",
        "transform(p, x -> 100 * x) | p | values from 10 to 90 | For percentages, write"
            + " predictions.probability: surprisal.normalize(p)",
        "transform(p, x -> 20 * x) | p | values from 2 to 18 | surprisal.normalize(p)",
        "transform(p, x -> ln(x)) | p | values from | scale: log_probability",
        "array(0.8D, 0.9D) | p | sums from 1.7 to 1.7 | not mutually exclusive",
        "array(0.3D, 0.2D) | p | sums from 0.5 to 0.5 | rest: spread",
        "array(0.503D, 0.503D) | p | sums from 1.006 to 1.006 | checks.sum_tolerance",
        "concat('{\"STAY\": ', p[0], ', \"BUY\": ', p[1], '}') | {BUY: p} | part of it is null |"
            + " from_json(p, 'map<string,double>')",
        "concat(p[1] * 100, ' %') | {BUY: p} | 10.0 % (| try_cast(replace(",
        "if(id % 10 = 0, -1D, p[1]) | {BUY: p} | such as -1.0 (40) | -1 in 10.0 % of the rows looks"
            + " like a marker for a missing score. These rows are rejected; if that is intended,"
            + " write checks.max_rejected: 0.11",
        "2 * p[1] - 1 | {BUY: p} | below 0 | For scores from -1 to 1, write"
            + " predictions.probability.BUY: (p + 1) / 2",
        "if(id % 10 = 1, 1.1D, p[1]) | {BUY: p} | from 1.1 to 1.1 | predictions.probability.BUY:"
            + " least(greatest(p, 0), 1)",
        "map('Stay', p[0], 'Buy', p[1]) | p | {Stay -> 0.9, Buy -> 0.1} (| The keys are Stay, Buy,"
            + " the classes are STAY, BUY",
        "concat('[', p[0], ' ', p[1], ']') | \"from_json(p, 'array<double>')\" | [0.9 0.1] (|"
            + " \"regexp_extract_all(p, '[-+.0-9eE]+', 0)\"",
        "concat('(', p[0], ', ', p[1], ')') | {BUY: p} | (0.9, 0.1) (|"
            + " \"regexp_extract_all(p, '[-+.0-9eE]+', 0)\"",
        "concat('{STAY: ', p[0], ', BUY: ', p[1], '}') | \"from_json(p, 'map<string,double>')\" |"
            + " {STAY: 0.9, BUY: 0.1} (| \"str_to_map(translate(p, '{} ', ''), ',', ':')\"",
        "if(id % 4 = 0, array(0D, 0D), p) | \"surprisal.normalize(p)\" | NaN probability: [NaN,"
            + " NaN] (100) | \"if(array_max(p) = 0, array_repeat(1D / 2, 2),"
            + " surprisal.normalize(p))\"",
      })
  void predictionsOnAnotherScale(String p, String probability, String seen, String remedy) {
    assertRefusedSaying(runOn(p, "label", probability, ""), seen, remedy);
  }

  /** What the refusals of the others say to write. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 * p[1] - 1 | {BUY: (p + 1) / 2} |",
        "map('Stay', p[0], 'Buy', p[1]) | \"transform_keys(p, (k, v) -> case k when 'Stay' then"
            + " 'STAY' when 'Buy' then 'BUY' else k end)\" |",
        "concat('[', p[0], ' ', p[1], ']') | \"regexp_extract_all(p, '[-+.0-9eE]+', 0)\" |",
        "concat('{STAY: ', p[0], ', BUY: ', p[1], '}') | \"str_to_map(translate(p, '{} ', ''), ',',"
            + " ':')\" |",
        "p | \"if(array_max(p) = 0, array_repeat(1D / 2, 2), surprisal.normalize(p))\" |",
        "named_struct('STAY', -ln(p[1] / p[0]), 'BUY', ln(p[1] / p[0])) | {\"BUY\": \"p.BUY\"} |"
            + " scale: logit",
        "map('STAY', -ln(p[1] / p[0]), 'BUY', ln(p[1] / p[0])) | {\"BUY\": \"p['BUY']\"} |"
            + " scale: logit",
      })
  void remediesWork(String p, String probability, String more) {
    assertThat(line(runOn(p, "label", probability, more == null ? "" : more))).isEqualTo(figures);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "named_struct('STAY', -ln(p[1] / p[0]), 'BUY', ln(p[1] / p[0])) | p | {\"BUY\": \"p.BUY\"}",
        "map('STAY', -ln(p[1] / p[0]), 'BUY', ln(p[1] / p[0])) | p | {\"BUY\": \"p['BUY']\"}",
        "array(-ln(p[1] / p[0]), ln(p[1] / p[0])) | {STAY: \"p[0]\", BUY: \"p[1]\"} |"
            + " {\"BUY\": \"p[1]\"}",
      })
  void marginsOfOtherShapes(String p, String probability, String remedy) {
    assertRefusedSaying(
        runOn(p, "label", probability, "scale: logit"),
        "is [-m, m] in the first 400 rows",
        "for logistic regression write probability: " + remedy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cast(unix_seconds(scored_at) as string) | timestamp_seconds(try_cast(at as bigint))",
        "cast(unix_millis(scored_at) as string) | timestamp_millis(try_cast(at as bigint))",
        "cast(unix_micros(scored_at) as string) | timestamp_micros(try_cast(at as bigint))",
        "date_format(scored_at, 'dd.MM.yyyy HH:mm') | try_to_timestamp(at, 'dd.MM.yyyy HH:mm')",
      })
  void timesAsText(String at, String remedy) {
    rows().selectExpr("*", at + " as at").write().parquet(shop.place("predictions"));
    write("parquet", "", "p");

    assertRefusedSaying(
        shop.execute("run", "--set", "predictions.timestamp=at"),
        "predictions.timestamp: " + remedy);
    assertThat(line(shop.execute("run", "--set", "predictions.timestamp=" + remedy)))
        .isEqualTo(figures);
  }

  /** The source makes a null of it, and nothing that reads the column can bring it back. */
  @Test
  void textThatTheSchemaCallsATimestamp() throws IOException {
    folder();
    csv(
        "1.csv",
        ",",
        "id,scored_at,p_stay,p_buy,label",
        "id",
        "date_format(scored_at, 'dd.MM.yyyy HH:mm')",
        "p_stay",
        "p_buy",
        "label");
    String remedy = "predictions.timestamp=try_to_timestamp(scored_at, 'dd.MM.yyyy HH:mm')";
    String schema = "predictions.schema=" + SCHEMA.substring(9, SCHEMA.length() - 1);

    assertRefusedSaying(
        runCsv("header: true"),
        "is declared TIMESTAMP in predictions.schema, but 400 of 400 rows have other values",
        "declare it STRING there",
        "write predictions.timestamp: try_to_timestamp(scored_at, 'dd.MM.yyyy HH:mm')");
    assertRefusedSaying(
        shop.execute("run", "--set", remedy),
        "declare it STRING there",
        ": try_to_timestamp(scored_at");
    assertThat(
            line(
                shop.execute(
                    "run",
                    "--set",
                    remedy,
                    "--set",
                    schema.replace("scored_at TIMESTAMP", "scored_at STRING"))))
        .isEqualTo(figures);
  }

  private static final String THREE = "array(0.9D * p[0], 0.9D * p[1], 0.1D)";

  private Ended runOfThree(String label, String more) {
    shop.delete("predictions");
    rows()
        .selectExpr("id", "scored_at", THREE + " as p", label + " as label")
        .write()
        .parquet(shop.place("predictions"));
    write("parquet", "", "p");
    return shop.execute("run", "--set", "model.classes=[low, mid, high]", "--set", more);
  }

  /**
   * The last class never comes, so that each number is the index of a class, the wrong one. Of the
   * rows 81 are predicted wrong, 41 of them as the second class.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "if(label = 'BUY', 2, 1) | cast(label as int) - 1",
        "if(label = 'BUY', '2', '1') | cast(label as int) - 1",
        "if(label = 'BUY', '2.0', '1.0') | cast(cast(label as double) as int) - 1",
      })
  void labelsFromOneWhoseLastClassNeverComes(String label, String remedy) {
    String sound = line(runOfThree("if(label = 'BUY', 'mid', 'low')", "window=1 day"));

    assertRefusedSaying(
        runOfThree(label, "window=1 day"),
        "label 0 (low) never occurs, and the predicted class equals the label minus 1 in 319 of 400"
            + " rows and the label itself in 41",
        "Write predictions.label: "
            + remedy
            + ". If labels do start at 0, name them:"
            + " \"element_at(array('low', 'mid', 'high'), ");
    assertThat(line(runOfThree(label, "predictions.label=" + remedy))).isEqualTo(sound);
  }

  @Test
  void namesAndNumbersThatArePutIntoNamesMeanWhatTheySay() {
    String byName = line(runOfThree("if(label = 'BUY', 'high', 'mid')", "window=1 day"));

    assertThat(byName).contains("log loss");
    assertThat(
            line(
                runOfThree(
                    "if(label = 'BUY', 2, 1)",
                    "predictions.label=element_at(array('low', 'mid', 'high'), cast(label as int)"
                        + " + 1)")))
        .isEqualTo(byName);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "array(-ln(p[1] / p[0]), ln(p[1] / p[0])) | is [-m, m] | \"2 * p[1]\"",
        "transform(p, x -> 20 * x) | sums to 20.0 in each | surprisal.normalize(p)",
        "p | is already a probability | remove predictions.scale",
      })
  void logitsThatMayBeSomethingElse(String p, String seen, String remedy) {
    assertRefusedSaying(runOn(p, "label", "p", "scale: logit"), seen, remedy);
  }

  @Test
  void logarithmsWithoutTheirSign() {
    assertRefusedSaying(
        runOn("transform(p, x -> -ln(x))", "label", "p", "scale: log_probability"),
        "transform(p, x -> -x)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "columns | [\"1 / (id - 5)\"] | Invalid columns: 1 / (id - 5) (has no value | nullif",
        "slices | [\"cast(label as int)\"] | Invalid slices: cast(label as int) (has | try_cast",
        "slices | [\"array(1)[id]\"] | Invalid slices: array(1)[id] (has no value | get(array",
        "columns | [\"element_at(array(1), int(id))\"] | Invalid columns: element_at( | INDEX",
        "columns | [\"to_date(label, 'yyyy')\"] | columns | unix_date(to_date",
        "columns | [\"unix_timestamp(label, 'yyyy')\"] | Invalid columns: unix_timestamp( | try_",
        "columns | [\"cast(9223372036854775807 as bigint) + id\"] | Invalid columns | try_add",
        "predictions.version | \"cast(label as int)\" | Invalid predictions.version | try_cast",
        "predictions.weight | \"1 / (id - 5)\" | Invalid predictions.weight | nullif",
        "predictions.label | \"if(1 / (id - 5) > 0, label, 'STAY')\" | predictions.label | nullif",
        "predictions.timestamp | \"cast(label as timestamp)\" | predictions.timestamp | try_cast",
        "predictions.key | [\"cast(label as int)\"] | Invalid predictions.key | try_cast",
        "predictions.probability | {BUY: \"1 / (id - 5)\"} | predictions.probability.BUY | nullif",
      })
  void anExpressionThatFailsIsNamed(String key, String value, String seen, String remedy) {
    rows().write().parquet(shop.place("predictions"));
    write("parquet", "", "p");

    Ended ended = shop.execute("run", "--set", key + "=" + value);

    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.complaint()).contains(seen);
    if (!remedy.equals("INDEX")) {
      assertThat(ended.complaint()).contains(remedy);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "year | make_timestamp(year, 1, 1, 0, 0, 0), and window: 1 year",
        "seconds | timestamp_seconds(seconds), timestamp_millis(seconds)",
        "day | to_date(cast(day as string), 'yyyyMMdd')",
      })
  void aNumberIsNoTime(String name, String advice) {
    rows()
        .withColumn(name, org.apache.spark.sql.functions.lit(2026))
        .write()
        .parquet(shop.place("predictions"));
    write("parquet", "", "p");

    assertRefusedSaying(shop.execute("run", "--set", "predictions.timestamp=" + name), advice);
  }

  @Test
  void anUnusedColumnThatSparkLacksDoesNotMatterAndAUsedOneIsNamed() throws IOException {
    OddParquet.write(folder.resolve("predictions.parquet"), rows().takeAsList(Shop.ROWS));
    write("parquet", "", "{STAY: p_stay, BUY: p_buy}");
    String path = "predictions.path=" + shop.place("predictions.parquet");

    assertThat(line(shop.execute("run", "--set", path))).isEqualTo(figures);
    Map<String, String> odd =
        Map.of(
            "odd_time", "TIME(MICROS,true)",
            "odd_half", "FLOAT16",
            "odd_decimal", "DECIMAL(76,2)",
            "odd_null", "NULL",
            "odd_halves", "FLOAT16 within LIST");
    odd.forEach(
        (column, type) ->
            assertRefusedSaying(
                shop.execute("run", "--set", path, "--set", "columns=[" + column + "]"),
                "column " + column + " has the Parquet type " + type + ", which Spark cannot"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"moment.at", "moments[0]"})
  void nanosecondsWithinGroupsAreTimestamps(String timestamp) throws IOException {
    OddParquet.write(folder.resolve("predictions.parquet"), rows().takeAsList(Shop.ROWS));
    write("parquet", "", "{BUY: moment.p_buy}");

    Ended ended =
        shop.execute(
            "run",
            "--set",
            "predictions.path=" + shop.place("predictions.parquet"),
            "--set",
            "predictions.timestamp=" + timestamp);

    assertThat(line(ended)).isEqualTo(figures);
  }
}
