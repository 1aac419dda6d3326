package dev.surprisal.cli;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.cli.Shop.Ended;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong is told once and clearly, with the right exit code, and nothing is left. */
class BadInputTest extends ShopTest {

  @Test
  void soundInputIsPublished() {
    Ended ended = shop.execute("run");

    assertThat(ended.complaint()).isEmpty();
    assertThat(ended.exitCode()).isZero();
    assertThat(shop.published())
        .containsExactly(
            "drift_metrics",
            "incidents",
            "latest.json",
            "latest.prom",
            "profile_metrics",
            "profiles",
            "published_runs",
            "runs",
            "views.sql");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "profile", "score", "validate"})
  void missingPath(String command) {
    shop.delete("labels");

    assertRefused(
        shop.execute(command),
        ":8: Invalid labels.path: " + shop.place("labels") + " (does not exist)");
  }

  @Test
  void severalMissingThingsAreToldTogether() {
    shop.delete("labels");

    assertRefused(
        shop.execute("run", "--set", "predictions.timestamp=scored_ad"),
        ":8: Invalid labels.path: " + shop.place("labels") + " (does not exist)",
        "--set predictions.timestamp: Invalid predictions.timestamp: scored_ad (must be a column of"
            + " predictions or an SQL expression; did you mean scored_at?; it has id, scored_at,"
            + " probability, device, basket)");
  }

  @Test
  void emptyFolder() throws IOException {
    shop.delete("predictions");
    Files.createDirectory(folder.resolve("predictions"));

    assertRefused(
        shop.execute("run"),
        ":3: Invalid predictions.path: "
            + shop.place("predictions")
            + " (holds no parquet file that a schema could be read from)");
  }

  @Test
  void filesWithoutRows() {
    shop.writePredictions(shop.predictions().where("false"));

    assertRefused(
        shop.execute("run"),
        ":3: Invalid predictions.path: " + shop.place("predictions") + " (contains no rows)");
  }

  @Test
  void rowsOutsideBothRanges() {
    assertRefused(
        shop.execute(
            "run",
            "--set",
            "reference={from: 2025-01-01, to: 2025-01-05}",
            "--to",
            "2026-03-01",
            "--from",
            "2026-02-01"),
        ":3: Invalid predictions.path: "
            + shop.place("predictions")
            + " (contains no rows in the reference, 2025-01-01T00:00:00Z to 2025-01-05T00:00:00Z,"
            + " or in the current range, 2026-02-01T00:00:00Z to 2026-03-01T00:00:00Z; its"
            + " timestamps are from 2026-01-01T00:00:00Z to 2026-01-08T23:31:12Z)");
  }

  @Test
  void referenceWithoutRows() {
    assertRefused(
        shop.execute("run", "--set", "reference={from: 2025-01-01, to: 2025-01-05}"),
        "--set reference: Invalid reference: 2025-01-01T00:00:00Z to 2025-01-05T00:00:00Z (contains"
            + " no predictions, so there is nothing to compare)");
  }

  @Test
  void currentRangeWithoutRows() {
    assertRefused(
        shop.execute("run", "--from", "2026-02-01", "--to", "2026-02-03"),
        ":12: Invalid current: 2026-02-01T00:00:00Z to 2026-02-03T00:00:00Z (contains no"
            + " predictions, so there is nothing to compare)");
  }

  @Test
  void fileThatIsNoParquet() throws IOException {
    shop.delete("predictions");
    Files.createDirectory(folder.resolve("predictions"));
    shop.write("predictions/part-0.parquet", "This is not Parquet, whatever it is called.");

    Ended ended = shop.execute("run");

    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.complaint())
        .startsWith(prefix(":3: Invalid predictions.path: "))
        .hasLineCount(1);
    assertThat(ended.complaint())
        .contains("a file cannot be read: ", "part-0.parquet is not a Parquet file");
    assertThat(shop.published()).isEmpty();
  }

  /** Its footer is whole, so that the damage is met only while rows are read. */
  @ParameterizedTest
  @CsvSource({"predictions, 3, run", "labels, 8, run", "predictions, 3, score"})
  void fileThatIsDamaged(String dataset, int line, String command) throws IOException {
    damage(dataset);

    Ended ended = shop.execute(command);

    assertThat(ended.complaint())
        .startsWith(prefix(":" + line + ": Invalid " + dataset + ".path: "))
        .contains("(a file cannot be read: ")
        .hasLineCount(1);
    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(shop.published()).isEmpty();
  }

  @Test
  void wrongType() {
    assertRefused(
        shop.execute(
            "run", "--set", "predictions.timestamp=basket", "--set", "columns=[scored_at]"),
        "--set columns: Invalid columns: scored_at (must be numeric, or for categories string or"
            + " boolean, but is timestamp; write an SQL expression that gives one of these, such as"
            + " hour(scored_at) for the time of day, or, for times that do not advance with"
            + " those of the rows, unix_seconds(scored_at))",
        "--set predictions.timestamp: Invalid predictions.timestamp: basket (must be a timestamp, a"
            + " date or text, but is double; for a number since 1970 write"
            + " timestamp_seconds(basket), timestamp_millis(basket) or timestamp_micros(basket),"
            + " for a year make_timestamp(basket, 1, 1, 0, 0, 0))");
  }

  @Test
  void labelsOfOtherKeys() {
    shop.writeLabels(shop.labels().selectExpr("id + 1000000 as id", "label"));

    assertRefused(
        shop.execute("run"),
        ":9: Invalid labels.key: [id] (matches none of the 400 predictions by [id]; keys of"
            + " predictions look like '0' and '99', keys of labels like '1000000' and '1000399'."
            + " Are predictions.key and labels.key the same keys?)");
  }

  @Test
  void predictionsOfMoreClasses() {
    shop.writePredictions(
        shop.predictions().withColumn("probability", expr("array(0.2D, 0.3D, 0.5D)")));

    assertRejected(shop.execute("run"), "wrong number of probabilities (400)");
  }

  @Test
  void nothingButRejectedRows() {
    shop.writePredictions(
        shop.predictions().withColumn("probability", expr("array(double('NaN'), 0.5D)")));

    assertRejected(shop.execute("run"), "NaN probability (400)");
  }

  private void assertRejected(Ended ended, String reasons) {
    assertThat(ended.complaint())
        .matches(
            Pattern.quote(
                    shop.place("x.yaml")
                        + ":1: Rejected 400 of 400 rows, 100 % (checks.max_rejected is 5.0 %): "
                        + reasons
                        + ". Rejected rows are in "
                        + shop.place("out")
                        + "/rejected/run_id=")
                + "20260601T000000Z-[0-9a-f]{4}\\.\n(?s:.*)");
    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(shop.published()).containsExactly("rejected");
    assertThat(spark().read().parquet(shop.place("out/rejected")).count()).isEqualTo(400);
  }

  @Test
  void unknownLabelsAreRejected() {
    shop.writeLabels(shop.labels().selectExpr("id", "'RETURN' as label"));

    assertRejected(shop.execute("run"), "label is not one of the classes (400)");
  }

  @Test
  void rowsOfAnyYearAreFound() {
    shop.writePredictions(
        shop.predictions().withColumn("scored_at", expr("scored_at - make_interval(1000)")));

    Ended ended = shop.execute("run", "--set", "window=52 weeks", "--to", "3000-01-01");

    assertThat(ended.complaint())
        .endsWith("; its timestamps are from 1026-01-01T00:00:00Z to 1026-01-08T23:31:12Z)\n");
    assertThat(ended.exitCode()).isEqualTo(3);
  }

  @Test
  void fromAfterTo() {
    assertMisused(
        shop.execute("run", "--set", "reference={from: 2026-01-05, to: 2026-01-01}"),
        "--set reference: Invalid reference.to: 2026-01-01 (must be after reference.from,"
            + " 2026-01-05)");
  }

  @Test
  void twoKeysMisspelt() {
    assertMisused(
        shop.execute("run", "--set", "drfit.alpha=0.1", "--set", "predictions.versoin=v"),
        "--set drfit.alpha: Unknown key drfit (did you mean drift?)",
        "--set predictions.versoin: Unknown key predictions.versoin (did you mean"
            + " predictions.version?)");
  }

  @Test
  void moreWindowsThanAnyoneReads() {
    assertMisused(
        shop.execute("run", "--set", "window=1 minute", "--to", "2027-01-01"),
        "--set window: Invalid window: 1 minute (must divide reference and current into at most"
            + " 20000 windows, not about 525602)");
  }

  @Test
  void misspeltCommand() {
    CapturedTerminal terminal = new CapturedTerminal();

    assertThat(Main.execute(terminal.terminal(), "rnu", "--config", shop.place("x.yaml")))
        .isEqualTo(2);
    assertThat(terminal.err()).startsWith("Unknown command: rnu (must be one of run, ");
  }

  @ParameterizedTest
  @CsvSource({"run, out", "profile, out", "score, out", "report, out", "run, out/below"})
  void outputThatIsAFile(String command, String output) {
    shop.write("out", "I was here first.");

    Ended ended = shop.execute(command, "--set", "output.path=" + shop.place(output));

    assertThat(ended.complaint())
        .startsWith(
            "--set output.path: Invalid output.path: "
                + shop.place(output)
                + " (must be a directory that this user can write to: ")
        .hasLineCount(1);
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(folder.resolve("out")).hasContent("I was here first.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"runs", "profile_metrics", "drift_metrics", "incidents", "published_runs"})
  void partOfTheOutputThatIsAFile(String name) throws IOException {
    Files.createDirectory(folder.resolve("out"));
    shop.write("out/" + name, "I was here first.");

    Ended ended = shop.execute("run");

    assertThat(ended.complaint())
        .startsWith(
            prefix(":16: Invalid output.path: " + shop.place("out") + " (must be a directory"))
        .hasLineCount(1);
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(shop.published()).doesNotContain("latest.json", "latest.prom");
    assertThat(shop.below("out").map(Path::toString)).noneMatch(it -> it.contains("run_id="));
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "report"})
  void storeThatIsAFile(String command) throws IOException {
    Files.createDirectory(folder.resolve("out"));
    shop.write("out/profiles", "I was here first.");

    Ended ended = shop.execute(command);

    assertThat(ended.complaint())
        .startsWith(
            prefix(
                ":16: Invalid output.path: "
                    + shop.place("out")
                    + "/profiles (is not a valid table of profiles: "))
        .hasLineCount(1);
    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(shop.published()).containsExactly("profiles");
  }

  @Test
  void reportWithoutAStore() {
    assertRefused(
        shop.execute("report"),
        ":11: Invalid reference: 2026-01-01T00:00:00Z to 2026-01-05T00:00:00Z (must have a stored"
            + " window in "
            + shop.place("out")
            + "/profiles; run surprisal profile first)");
  }

  @Test
  void reportOnAStoreOfOtherClasses() {
    assertThat(shop.execute("profile").exitCode()).isZero();

    Ended ended = shop.execute("report", "--set", "model.classes=[BUY, STAY]");

    assertThat(ended.complaint())
        .isEqualTo(
            shop.place("x.yaml")
                + ":16: Invalid output.path: "
                + shop.place("out")
                + "/profiles (holds profiles of classes [STAY, BUY], but the configuration asks for"
                + " classes [BUY, STAY]; profile again, or choose another output.path)\n");
    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(shop.published()).containsExactly("profiles");
  }

  @Test
  void theStackTraceComesOnRequestAlone() throws IOException {
    damage("predictions");

    assertThat(shop.execute("run").complaint()).doesNotContain("\tat ");
    assertThat(shop.execute("run", "--stacktrace").complaint())
        .contains("\tat dev.surprisal.", "Caused by: ");
  }

  /** Overwrites the pages of every file, up to the footer, whose length stands before the end. */
  private void damage(String dataset) throws IOException {
    for (Path file :
        shop.below(dataset).filter(it -> it.toString().endsWith(".parquet")).toList()) {
      byte[] bytes = Files.readAllBytes(file);
      int footer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - 8);
      Arrays.fill(bytes, 4, bytes.length - 8 - footer, (byte) 0xA5);
      Files.write(file, bytes);
      Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
    }
  }

  private void assertRefused(Ended ended, String... lines) {
    assertThat(ended.complaint()).isEqualTo(message(lines));
    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(shop.published()).isEmpty();
  }

  private void assertMisused(Ended ended, String... lines) {
    assertThat(ended.complaint()).isEqualTo(message(lines));
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(shop.published()).isEmpty();
  }

  private String message(String... lines) {
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      text.append(prefix(line)).append('\n');
    }
    return text.toString();
  }

  /** A message that begins with a line's number is about the configuration file. */
  private String prefix(String message) {
    return message.startsWith(":") ? shop.place("x.yaml") + message : message;
  }
}
