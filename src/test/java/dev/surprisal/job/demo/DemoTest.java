package dev.surprisal.job.demo;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.SparkTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest extends SparkTest {

  private static final long ROWS = 40_000;

  @TempDir static Path folder;

  private static final ByteArrayOutputStream PROGRESS = new ByteArrayOutputStream();

  private static final String SUM = "aggregate(probability, 0D, (s, x) -> s + x)";

  private static final String SOUND =
      "id IS NOT NULL AND scored_at IS NOT NULL AND size(probability) = 3"
          + " AND array_min(probability) > 0 AND abs("
          + SUM
          + " - 1) < 1e-9";

  private static final Column LATEST_LABEL = expr("max_by(label, labelled_at) AS label");

  @BeforeAll
  static void writeOnce() {
    Demo.write(spark(), folder + "/", ROWS, progress());
  }

  @Test
  void rowsAreTwoForEveryVisitAndThoseSentTwice() {
    // Binomial: 40,000 draws at 0.002, so 80 with a standard deviation of 9.
    assertThat((double) predictions().count()).isCloseTo(ROWS + 80, within(45.0));
    assertThat(predictions().where("id IS NOT NULL").select("id").distinct().count())
        .isEqualTo(ROWS / 2);
  }

  @Test
  void faultsOfEveryKindAreThereAndFarBelowOneInTwenty() {
    Dataset<Row> rows = predictions();
    assertThat(rows.where("id IS NULL").count()).isPositive();
    assertThat(rows.where("scored_at IS NULL").count()).isPositive();
    assertThat(rows.where("probability IS NULL").count()).isPositive();
    assertThat(rows.where("isnan(probability[1])").count()).isPositive();
    assertThat(rows.where("probability[1] = double('Infinity')").count()).isPositive();
    assertThat(rows.where("probability[0] < 0").count()).isPositive();
    assertThat(rows.where("size(probability) = 2").count()).isPositive();
    assertThat(rows.where("size(probability) = 3 AND " + SUM + " < 0.95").count()).isPositive();
    assertThat(spark().read().parquet(folder + "/labels").where("label = 'REFUND'").count())
        .isPositive();
    assertThat(rows.except(rows.where(SOUND)).count()).isBetween(1L, ROWS / 100);
  }

  @Test
  void lastDaysArePartlyUnlabelledAndOneInFiftyVisitsIsForEver() {
    assertThat(labelledShare("2026-05-30")).isBetween(0.0, 0.5);
    assertThat(labelledShare("2026-05-28")).isBetween(0.8, 0.95);
    // Binomial: 333 visits a day at 0.98; five standard deviations are 0.04.
    assertThat(labelledShare("2026-04-10")).isCloseTo(0.98, within(0.04));
  }

  @Test
  void versionTwoIsCalibratedUntilItBreaks() {
    // Per row, the log loss has a standard deviation below 1 nat.
    assertLogLoss("v2", "scored_at < '2026-05-18'", DemoDataset.SOUND_LOG_LOSS);
    assertLogLoss(
        "v2", "scored_at >= '2026-05-18' AND device <> 'tablet'", DemoDataset.SOUND_LOG_LOSS);
  }

  @Test
  void versionTwoBreaksOnTabletsByTheStatedAmount() {
    assertLogLoss(
        "v2",
        "scored_at >= '2026-05-18' AND device = 'tablet'",
        DemoDataset.SOUND_LOG_LOSS + DemoDataset.RISE_IN_NATS);
  }

  @Test
  void versionOneStaysAsItWas() {
    // By the midpoint rule over peak and share, as for the figures of DemoDataset.
    assertLogLoss("v1", "true", 0.760735);
    assertLogLoss("v1", "scored_at >= '2026-05-18' AND device = 'tablet'", 0.760735);
  }

  @Test
  void sameRowsInAnyTimeZone() {
    String zone = spark().conf().get("spark.sql.session.timeZone");
    try {
      spark().conf().set("spark.sql.session.timeZone", "Pacific/Apia");
      Demo.write(spark(), folder + "/again", ROWS, progress());
    } finally {
      spark().conf().set("spark.sql.session.timeZone", zone);
    }
    assertThat(fingerprint("again/predictions")).isEqualTo(fingerprint("predictions"));
    assertThat(fingerprint("again/labels")).isEqualTo(fingerprint("labels"));
  }

  @Test
  void sameRowsOnAnyMachine() {
    // As first written; another sum means that the sample, and what is said of it, has changed.
    assertThat(fingerprint("predictions")).hasToString("[40075,1298610093292459586794]");
    assertThat(fingerprint("labels")).hasToString("[19244,-309507806031579599032]");
  }

  @Test
  void configurationReadsTheDatasetBesideIt() throws IOException {
    assertThat(Files.readString(folder.resolve("demo.yaml")))
        .contains("path: \"" + folder + "/predictions\"", "path: \"" + folder + "/labels\"")
        .doesNotContain("path: \"target/");
  }

  @Test
  void dataThatIsThereIsLeftAlone() throws IOException {
    Path mine = Files.createDirectories(folder.resolve("mine"));
    Files.writeString(mine.resolve("part-0.parquet"), "mine");
    Demo.writeIfAbsent(spark(), mine.toString(), folder + "/other", progress());
    assertThat(mine.resolve("part-0.parquet")).hasContent("mine");
    assertThat(folder.resolve("other")).doesNotExist();
  }

  @Test
  void noRowsAreRefused() {
    assertThatThrownBy(() -> Demo.write(spark(), folder + "/none", 0, progress()))
        .hasMessage("Invalid rows: 0 (must be at least 1)");
  }

  private static void assertLogLoss(String version, String condition, double expected) {
    Row row =
        predictions()
            .where(SOUND)
            .where("model_version = '" + version + "'")
            .where(condition)
            .dropDuplicates("id")
            .join(knownLabels().groupBy("id").agg(LATEST_LABEL), "id")
            .selectExpr("-ln(probability[array_position(array('BROWSE', 'CART', 'BUY'), label)-1])")
            .toDF("loss")
            .selectExpr("avg(loss)", "stddev(loss) / sqrt(count(1))")
            .first();
    assertThat(row.getDouble(0)).isCloseTo(expected, within(4 * row.getDouble(1)));
    assertThat(row.getDouble(1)).isLessThan(0.05);
  }

  private static double labelledShare(String day) {
    Dataset<Row> visits =
        predictions().where("to_date(scored_at) = '" + day + "'").select("id").distinct();
    return (double) visits.join(knownLabels().select("id").distinct(), "id").count()
        / visits.count();
  }

  /** Does not depend on the order of the rows. */
  private static Row fingerprint(String dataset) {
    return spark()
        .read()
        .parquet(folder + "/" + dataset)
        .selectExpr("count(1)", "sum(CAST(xxhash64(*) AS DECIMAL(38)))")
        .first();
  }

  private static Dataset<Row> predictions() {
    return spark().read().parquet(folder + "/predictions");
  }

  private static Dataset<Row> knownLabels() {
    return spark().read().parquet(folder + "/labels").where("label <> 'REFUND'");
  }

  private static PrintStream progress() {
    return new PrintStream(PROGRESS, true, StandardCharsets.UTF_8);
  }
}
