package dev.surprisal.bench;

import dev.surprisal.bench.Turns.Work;
import dev.surprisal.job.Session;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * The full profile beside Spark's bare scan of the same columns and beside MLlib's log loss alone:
 * 3 million rows, 10 classes, 20 slices, Parquet, in one JVM, after warm-up.
 */
final class ProfileBench {

  private final SparkSession spark;
  private final Draws draws;
  private final ProfiledDraws work;

  private ProfileBench(SparkSession spark, Draws draws) {
    this.spark = spark;
    this.draws = draws;
    this.work = new ProfiledDraws(spark, draws);
  }

  /**
   * Measures.
   *
   * @param words the folder of the dataset, its rows, and the number of rounds
   */
  public static void main(String[] words) {
    try (Session session = Session.open(ZoneOffset.UTC)) {
      SparkSession spark = session.spark();
      long rows = Long.parseLong(words[1]);
      Draws draws = Draws.of(spark, Path.of(words[0]), rows);
      new ProfileBench(spark, draws).measure(rows, new Turns(Integer.parseInt(words[2])));
    }
  }

  private void measure(long rows, Turns turns) {
    Work scan = turns.add("Spark's noop scan", work::scan);
    Work profile = turns.add("full profile", this::profile);
    Work mllib = turns.add("MLlib's logLoss", () -> LogLoss.ofMllib(draws.asVectors()));
    turns.add("MLlib's logLoss of vectors", () -> LogLoss.ofMllib(draws.ofVectors()));
    turns.run(
        "%,d rows, %d classes, %d slices, %s"
            .formatted(rows, Draws.CLASSES, Draws.SLICES, spark.sparkContext().master()));
    Turns.compare(profile, scan, "at most 2.00");
    Turns.compare(profile, mllib, "at most 0.50");
  }

  private void profile() {
    int cells = work.profile(List.of("slice")).size();
    if (cells != 2 * Draws.SLICES) {
      throw new IllegalStateException("Profiled " + cells + " cells, not " + 2 * Draws.SLICES);
    }
  }
}
