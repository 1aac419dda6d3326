package dev.surprisal.bench;

import dev.surprisal.bench.Turns.Work;
import dev.surprisal.dataset.CheckPolicy;
import dev.surprisal.dataset.DuplicatePolicy;
import dev.surprisal.dataset.PredictionSpec;
import dev.surprisal.dataset.ProbabilitySpec;
import dev.surprisal.dataset.Reader;
import dev.surprisal.dataset.Scoring;
import dev.surprisal.dataset.SourceSpec;
import dev.surprisal.job.Session;
import dev.surprisal.profile.Layout;
import dev.surprisal.profile.TimeRange;
import dev.surprisal.profile.WindowLength;
import dev.surprisal.profile.Windows;
import dev.surprisal.profile.ZeroPolicy;
import dev.surprisal.store.Profiler;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;

/**
 * The full profile beside Spark's bare scan of the same columns and beside MLlib's log loss alone:
 * 3 million rows, 10 classes, 20 slices, Parquet, in one JVM, after warm-up.
 */
final class ProfileBench {

  private final SparkSession spark;
  private final Draws draws;

  private ProfileBench(SparkSession spark, Draws draws) {
    this.spark = spark;
    this.draws = draws;
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
    Work scan = turns.add("Spark's noop scan", this::scan);
    Work profile = turns.add("full profile", this::profile);
    Work mllib = turns.add("MLlib's logLoss", () -> LogLoss.ofMllib(draws.asVectors()));
    turns.add("MLlib's logLoss of vectors", () -> LogLoss.ofMllib(draws.ofVectors()));
    turns.run(
        "%,d rows, %d classes, %d slices, %s"
            .formatted(rows, Draws.CLASSES, Draws.SLICES, spark.sparkContext().master()));
    Turns.tell(profile, scan, "at most 2.00");
    Turns.tell(profile, mllib, "at most 0.50");
  }

  private void scan() {
    draws
        .ofArrays()
        .select("probability", "label", "slice", "scored_at")
        .write()
        .format("noop")
        .mode("overwrite")
        .save();
  }

  private void profile() {
    Windows windows =
        new Windows(
            new TimeRange(Draws.FROM, Draws.FROM.plus(Duration.ofDays(1))),
            new TimeRange(Draws.FROM.plus(Duration.ofDays(1)), Draws.FROM.plus(Duration.ofDays(2))),
            WindowLength.parse("1 day"));
    Scoring scoring =
        new Scoring(
            classes(),
            new PredictionSpec(
                new SourceSpec("parquet", draws.path(), null, Map.of(), null),
                List.of(),
                ProbabilitySpec.ofColumn("probability", ProbabilitySpec.Scale.PROBABILITY),
                "scored_at",
                null,
                "label",
                DuplicatePolicy.LATEST),
            null,
            List.of("slice"),
            List.of(),
            CheckPolicy.DEFAULT);
    int cells =
        new Profiler(new Layout(Draws.CLASSES, ZeroPolicy.DEFAULT, 0), windows, List.of("slice"))
            .profile(
                new Reader(spark, scoring).plan(List.of(windows.reference(), windows.current())))
            .size();
    if (cells != 2 * Draws.SLICES) {
      throw new IllegalStateException("Profiled " + cells + " cells, not " + 2 * Draws.SLICES);
    }
  }

  private static List<String> classes() {
    return IntStream.range(0, Draws.CLASSES).mapToObj(i -> "class-" + i).toList();
  }
}
