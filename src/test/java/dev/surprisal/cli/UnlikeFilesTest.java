package dev.surprisal.cli;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.cli.Shop.Ended;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parquet files of one dataset whose columns differ: what Spark reads of them, or what to do. */
class UnlikeFilesTest extends ShopTest {

  private static final String SCHEMA =
      "predictions.schema=\"id BIGINT, scored_at TIMESTAMP, probability ARRAY<DOUBLE>,"
          + " device STRING, basket %s\"";

  /** Writes an older and a newer file, of which Spark takes the schema from the first. */
  private void write(Dataset<Row> older, Dataset<Row> newer) {
    shop.delete("predictions");
    older.where("id < 200").coalesce(1).write().parquet(shop.place("predictions/1"));
    newer.where("id >= 200").coalesce(1).write().parquet(shop.place("predictions/2"));
  }

  private Ended run(String... settings) {
    String[] words = new String[2 + 2 * settings.length];
    words[0] = "--set";
    words[1] =
        "predictions.path=["
            + shop.place("predictions/1")
            + ", "
            + shop.place("predictions/2")
            + "]";
    for (int i = 0; i < settings.length; i++) {
      words[2 + 2 * i] = "--set";
      words[3 + 2 * i] = settings[i];
    }
    return shop.execute("run", words);
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "basket | columns: basket | columns=[basket]",
        "basket | columns: basket + 1 | columns=[basket + 1]",
        "device | slices: device | slices=[device]",
      })
  void aColumnThatNewerFilesLackIsRefusedWhereItIsUsed(String name, String used, String setting) {
    write(shop.predictions(), shop.predictions().drop(name));
    String unused = name.equals("basket") ? "columns=[]" : "slices=[]";

    assertRefusedSaying(
        run(setting),
        "Invalid " + used + " (column " + name + " is missing in " + shop.place("predictions/2"),
        "; write predictions.options: {mergeSchema: \"true\"}, which makes it null in such files,"
            + " or give predictions.schema)");
    assertThat(run(setting, "predictions.options={mergeSchema: \"true\"}").complaint()).isEmpty();
    assertThat(run(unused).complaint()).isEmpty();
  }

  @Test
  void aColumnThatOlderFilesLackIsRefused() {
    write(shop.predictions().drop("device"), shop.predictions());

    assertRefusedSaying(
        run(),
        "Invalid slices: device (not all files have column device, as "
            + shop.place("predictions/2"));
    assertThat(run("predictions.options={mergeSchema: \"true\"}").complaint()).isEmpty();
  }

  /** The type that Spark reads both as, and what it is in the files. */
  @Tag("slow")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int | bigint | INT32 | INT64 | BIGINT",
        "bigint | int | INT64 | INT32 | BIGINT",
        "double | float | DOUBLE | FLOAT | DOUBLE",
        "float | double | FLOAT | DOUBLE | DOUBLE",
        "double | int | DOUBLE | INT32 | DOUBLE",
        "decimal(10,2) | int | DECIMAL(10,2) | INT32 | DECIMAL(38, 9)",
      })
  void typesThatASchemaHoldsAreReadByIt(
      String older, String newer, String was, String is, String type) {
    write(
        shop.predictions().withColumn("basket", basket(older)),
        shop.predictions().withColumn("basket", basket(newer)));
    Ended plain = run();

    if (spark().version().startsWith("3.")) {
      assertRefusedSaying(plain, "no type fits both: rewrite the files that have");
      return;
    }
    // Spark itself widens what it can.
    if (plain.exitCode() != 0) {
      assertRefusedSaying(
          plain,
          "column basket is " + was + " in " + shop.place("predictions/1"),
          " and " + is + " in " + shop.place("predictions/2"),
          "such as schema: \"…, basket " + type + "\"");
    }
    assertThat(run(SCHEMA.formatted(type)).complaint()).isEmpty();
  }

  private static Column basket(String type) {
    return expr("cast(basket as " + type + ")");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bigint | string | INT64 | STRING | INT64 with STRING | STRING",
        "string | bigint | STRING | INT64 | INT64 with STRING | STRING",
        "bigint | double | INT64 | DOUBLE | INT64 with DOUBLE | DOUBLE",
        "double | bigint | DOUBLE | INT64 | INT64 with DOUBLE | BIGINT",
        "boolean | int | BOOLEAN | INT32 | BOOLEAN with INT32 | INT",
      })
  void typesThatNoSchemaFitsAreToBeRewritten(
      String older, String newer, String was, String is, String change, String type) {
    write(
        shop.predictions().withColumn("basket", basket(older)),
        shop.predictions().withColumn("basket", basket(newer)));

    for (Ended ended : new Ended[] {run(), run(SCHEMA.formatted(type))}) {
      assertRefusedSaying(
          ended,
          "column basket is " + was + " in " + shop.place("predictions/1"),
          " and " + is + " in " + shop.place("predictions/2"),
          "; no type fits both: rewrite the files that have " + change);
      assertThat(ended.complaint()).doesNotContain("such as schema");
    }
    assertThat(run("columns=[]").complaint()).isEmpty();
  }

  @Test
  void aSchemaThatSaysAnotherTypeThanAllFilesIsRefused() {
    write(
        shop.predictions().withColumn("basket", basket("bigint")),
        shop.predictions().withColumn("basket", basket("bigint")));

    assertRefusedSaying(
        run(SCHEMA.formatted("STRING")),
        "column basket is INT64 in " + shop.place("predictions/1"),
        ", and the schema says STRING, as which Spark cannot read it; write basket BIGINT there)");
  }
}
