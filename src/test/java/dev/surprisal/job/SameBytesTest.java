package dev.surprisal.job;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.SparkTest;
import dev.surprisal.job.demo.DemoDataset;
import dev.surprisal.job.notes.Readings;
import dev.surprisal.profile.cube.Cell;
import dev.surprisal.profile.time.TimeRange.Side;
import dev.surprisal.report.MemoryOutput;
import dev.surprisal.report.Reports;
import dev.surprisal.report.json.JsonReport;
import dev.surprisal.store.StoredWindow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report does not depend on how the rows lie in files, nor on how Spark goes about them. */
class SameBytesTest extends SparkTest {

  private static final long ROWS = 4_000;

  @TempDir private static Path folder = Path.of("");
  private static String expected = "";

  @BeforeAll
  static void reportOnTheSampleAsItWasWritten() throws IOException {
    Path sample = folder.resolve("sample");
    DemoDataset.write(spark(), sample + "/predictions", sample + "/labels", ROWS);
    expected = report(sample, 2, true);
    assertThat(expected).contains("\"log_loss\"").hasSizeGreaterThan(100_000);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, true", "7, 5, true", "64, 2, true", "7, 3, false"})
  void sameReport(int files, int shufflePartitions, boolean adaptive) throws IOException {
    Path shuffled = folder.resolve("shuffled-" + files + "-" + adaptive);
    for (String dataset : List.of("predictions", "labels")) {
      spark()
          .read()
          .parquet(folder.resolve("sample").resolve(dataset).toString())
          .withColumn("place", expr("xxhash64(*, " + files + ")"))
          .repartition(files, expr("place"))
          .sortWithinPartitions("place")
          .drop("place")
          .write()
          .parquet(shuffled.resolve(dataset).toString());
    }

    assertThat(report(shuffled, shufflePartitions, adaptive)).isEqualTo(expected);
  }

  private static String report(Path input, int shufflePartitions, boolean adaptive)
      throws IOException {
    Plan plan = new Plan(Visits.config(input));
    try (Session session = Session.open(plan.config().timeZone())) {
      SparkSession spark = session.spark();
      spark.conf().set("spark.sql.shuffle.partitions", shufflePartitions);
      spark.conf().set("spark.sql.adaptive.enabled", adaptive);
      ProfileStep step = new ProfileStep(plan, spark, Side.PREDICTIONS);
      List<Cell> cells = step.profile(Datasets.open(plan, spark).rows(Side.PREDICTIONS), "run");
      List<StoredWindow> stored = new StoreStep(plan, spark, Clock.systemUTC()).replace(cells);
      Profiles profiles = new Profiles(stored, List.of());
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      new JsonReport(JsonReport.Detail.FULL)
          .write(
              new ReportStep(plan)
                  .report(
                      profiles,
                      Reports.RUN,
                      Readings.NONE,
                      new Before(new MemoryOutput(), List.of())),
              bytes);
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }
}
