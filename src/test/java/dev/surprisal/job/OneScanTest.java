package dev.surprisal.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.SparkTest;
import dev.surprisal.config.Config;
import dev.surprisal.job.demo.DemoDataset;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** More slices, versions, windows and columns are more cells of one scan, not more scans. */
@Isolated
class OneScanTest extends SparkTest {

  private static final long ROWS = 2_000;

  @TempDir private static Path folder = Path.of("");

  @BeforeAll
  static void writeSoundSample() {
    Path sample = folder.resolve("sample");
    DemoDataset.write(spark(), sample + "/predictions", sample + "/labels", ROWS);
    // Rejected rows are written out, which reads them again; here there are none.
    spark()
        .read()
        .parquet(sample + "/predictions")
        .where(
            "id is not null and scored_at is not null and size(probability) = 3"
                + " and array_min(probability) >= 0"
                + " and abs(probability[0] + probability[1] + probability[2] - 1) < 1e-6")
        .write()
        .parquet(folder + "/predictions");
    spark()
        .read()
        .parquet(sample + "/labels")
        .where("label <> 'REFUND'")
        .write()
        .parquet(folder + "/labels");
  }

  @Test
  void theNumberOfJobsDoesNotGrow() {
    Work few =
        work(
            "predictions.version=",
            // Each key has a prediction of each version.
            "checks.max_duplicates=1",
            "slices=[]",
            "columns=[]",
            "window=30 days",
            "output.path=" + folder + "/few");
    Work many =
        work(
            "slices=[country, device, channel, [country, device], [country, device, channel],"
                + " pages > 5]",
            "columns=[pages, basket, basket * pages, id]",
            "window=2 days",
            "output.path=" + folder + "/many");

    assertThat(few.jobs()).isPositive();
    assertThat(many.jobs()).isEqualTo(few.jobs());
  }

  @Test
  void everyRowIsReadOnce() {
    long predictions = spark().read().parquet(folder + "/predictions").count();
    long labels = spark().read().parquet(folder + "/labels").count();

    Work work = work("output.path=" + folder + "/once");

    assertThat(work.rowsRead()).isEqualTo(predictions + labels);
  }

  private static Work work(String... settings) {
    Config config = Visits.config(folder, settings);
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Meter meter = new Meter();
    drainEvents();
    spark().sparkContext().addSparkListener(meter);
    try {
      new Job(config, nowhere, nowhere, Clock.systemUTC()).run();
      drainEvents();
      return new Work(meter.jobs.get(), meter.rows.get());
    } finally {
      spark().sparkContext().removeSparkListener(meter);
    }
  }

  /** Listeners are told later; a count is whole only once all are. */
  private static void drainEvents() {
    try {
      spark().sparkContext().listenerBus().waitUntilEmpty();
    } catch (Exception e) { // Scala's TimeoutException is checked and not declared
      throw new IllegalStateException(e);
    }
  }

  /** What Spark was made to do. */
  private record Work(long jobs, long rowsRead) {}

  private static final class Meter extends SparkListener {

    private final AtomicLong jobs = new AtomicLong();
    private final AtomicLong rows = new AtomicLong();

    @Override
    public void onJobStart(SparkListenerJobStart start) {
      jobs.incrementAndGet();
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
      rows.addAndGet(end.taskMetrics().inputMetrics().recordsRead());
    }
  }
}
