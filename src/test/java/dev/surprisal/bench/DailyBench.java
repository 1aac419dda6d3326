package dev.surprisal.bench;

import dev.surprisal.bench.Turns.Work;
import dev.surprisal.config.Config;
import dev.surprisal.config.ConfigReader;
import dev.surprisal.job.Job;
import dev.surprisal.job.Session;
import dev.surprisal.profile.time.TimeRange;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What a scheduler does every day: profile the day that has passed, and report. Over a store of a
 * year, 365 days of 50 cells each, beside the same over a store of nothing but a day to compare
 * with. The day's rows change from round to round, so that it is written each time.
 *
 * <p>The day has the rows that are asked for, three million by default; the days before have
 * {@value #ROWS_PER_CELL} a cell. How many rows a stored profile was made of costs a report
 * nothing, but for one thing: cells with too few rows are not compared. These have enough, so each
 * of the report's cells is compared in every way on every one of its 122 current days.
 */
final class DailyBench {

  private static final int CELLS = 50;

  /** Twice what a comparison asks for by default, so that every cell is compared on every day. */
  private static final long ROWS_PER_CELL = 200;

  private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration ONE_DAY = Duration.ofDays(1);

  private static final String CONFIGURATION =
      """
      model: {name: daily, classes: [A, B, C]}
      predictions:
        path: "%1$s"
        probability: probability
        timestamp: scored_at
        label: label
      reference: {from: "%2$s", to: "%3$s"}
      current: {from: "%3$s", to: 2026-01-02}
      slices: [cell]
      output: {path: "%4$s"}
      """;

  private final SparkSession spark;
  private final Path folder;
  private final long rows;
  private int round;

  private DailyBench(SparkSession spark, Path folder, long rows) {
    this.spark = spark;
    this.folder = folder.resolve("daily-" + rows);
    this.rows = rows;
  }

  /**
   * Measures.
   *
   * @param words the folder of the dataset, the rows of a day, and the number of rounds
   */
  public static void main(String[] words) {
    try (Session session = Session.open(ZoneOffset.UTC)) {
      long rows = Long.parseLong(words[1]);
      new DailyBench(session.spark(), Path.of(words[0]), rows)
          .measure(new Turns(Integer.parseInt(words[2])));
    }
  }

  private void measure(Turns turns) {
    // What an earlier measurement left, perhaps of another version.
    Folders.delete(folder.resolve("out-one"));
    Folders.delete(folder.resolve("out-year"));
    write("day-0", 1, rows, 0);
    write("day-1", 1, rows, 1);
    write("year-" + ROWS_PER_CELL, 365, 365L * CELLS * ROWS_PER_CELL, 2);
    profile("one", 1);
    profile("year", 364);
    Work one = turns.add("a day over a store of one", () -> daily("one", 1));
    Work year = turns.add("a day over a store of a year", () -> daily("year", 364));
    turns.run(
        "%,d rows a day, 365 days of %d cells, %s"
            .formatted(rows, CELLS, spark.sparkContext().master()));
    Turns.compare(year, one, "at most 1.30");
  }

  /** Days up to and with the last one; no two rows of different seeds are alike. */
  private void write(String name, int days, long count, int seed) {
    Path path = folder.resolve(name);
    if (Files.exists(path.resolve("_SUCCESS"))) {
      return;
    }
    Instant from = DAY.plus(ONE_DAY).minus(Duration.ofDays(days));
    Dataset<Row> drawn =
        spark
            .range(0, count, 1, 4)
            .selectExpr(
                "surprisal.normalize(array(1D + %s, 1D + %s, 1D + %s)) AS probability"
                    .formatted(uniform(seed, 1), uniform(seed, 2), uniform(seed, 3)),
                "element_at(array('A', 'B', 'C'), 1 + CAST(3 * %s AS INT)) AS label"
                    .formatted(uniform(seed, 4)),
                "CONCAT('cell-', id %% %d) AS cell".formatted(CELLS),
                "timestamp_seconds(%d + id * %d DIV %d) AS scored_at"
                    .formatted(from.getEpochSecond(), ONE_DAY.toSeconds() * days, count));
    drawn.write().mode("overwrite").parquet(path.toString());
  }

  private static String uniform(int seed, int purpose) {
    return "(shiftrightunsigned(xxhash64(id, %d, %d), 11) * 1.1102230246251565E-16D)"
        .formatted(seed, purpose);
  }

  private Job job(String store, String predictions, int daysBefore) {
    Instant from = DAY.minus(Duration.ofDays(daysBefore));
    // Two in three days before are the reference; of one day, it.
    Instant border = daysBefore == 1 ? DAY : from.plus(Duration.ofDays(daysBefore * 2L / 3));
    String text =
        CONFIGURATION.formatted(
            folder.resolve(predictions), from, border, folder.resolve("out-" + store));
    Config config = new ConfigReader().parse("daily", text, List.of()).config();
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    return new Job(config, nowhere, nowhere, Clock.systemUTC());
  }

  private void profile(String store, int daysBefore) {
    job(store, "year-" + ROWS_PER_CELL, daysBefore)
        .profile(new TimeRange(DAY.minus(Duration.ofDays(daysBefore)), DAY));
  }

  private void daily(String store, int daysBefore) {
    Job job = job(store, "day-" + (round++ / 2) % 2, daysBefore);
    long start = System.nanoTime();
    job.profile(new TimeRange(DAY, DAY.plus(ONE_DAY)));
    long profiled = System.nanoTime();
    job.report();
    if (Boolean.getBoolean("surprisal.bench.verbose")) {
      System.out.printf(
          "%s: profile %.2f s, report %.2f s%n",
          store, (profiled - start) / 1e9, (System.nanoTime() - profiled) / 1e9);
    }
  }
}
