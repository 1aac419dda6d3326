package dev.surprisal.bench;

import dev.surprisal.bench.Turns.Work;
import dev.surprisal.dataset.CheckPolicy;
import dev.surprisal.dataset.CheckedRows;
import dev.surprisal.dataset.DuplicatePolicy;
import dev.surprisal.dataset.PredictionSpec;
import dev.surprisal.dataset.ProbabilitySpec;
import dev.surprisal.dataset.Reader;
import dev.surprisal.dataset.Scoring;
import dev.surprisal.dataset.SourceSpec;
import dev.surprisal.job.Session;
import dev.surprisal.profile.Layout;
import dev.surprisal.profile.SliceBlock;
import dev.surprisal.profile.SliceChoice;
import dev.surprisal.profile.TimeRange;
import dev.surprisal.profile.WindowLength;
import dev.surprisal.profile.Windows;
import dev.surprisal.profile.ZeroPolicy;
import dev.surprisal.store.SliceLook;
import dev.surprisal.store.SliceProfiler;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;

/** What slices cost: the full profile by none, by 20, by 2,000, and by five dimensions of ten. */
final class SlicesBench {

  private static final List<String> TENS = List.of("ten0", "ten1", "ten2", "ten3", "ten4");

  private final SparkSession spark;
  private final Draws draws;

  private SlicesBench(SparkSession spark, Draws draws) {
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
      Draws draws = Draws.sliced(spark, Path.of(words[0]), rows);
      new SlicesBench(spark, draws).measure(rows, new Turns(Integer.parseInt(words[2])));
    }
  }

  private void measure(long rows, Turns turns) {
    Work scan = turns.add("Spark's noop scan", this::scan);
    Work none = turns.add("no slices", () -> profile(List.of()));
    Work few = turns.add("20 slices", () -> profile(List.of("slice")));
    Work many = turns.add("2,000 slices", () -> profile(List.of("fine")));
    Work five = turns.add("five dimensions of ten values", () -> profile(TENS));
    turns.run(
        "%,d rows, %d classes, %s".formatted(rows, Draws.CLASSES, spark.sparkContext().master()));
    Turns.tell(few, scan, "at most 2.00");
    Turns.tell(many, scan, "at most 3.00");
    Turns.tell(five, none, "at most 1.50");
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

  private void profile(List<String> dimensions) {
    Windows windows =
        new Windows(
            new TimeRange(Draws.FROM, Draws.FROM.plus(Duration.ofDays(1))),
            new TimeRange(Draws.FROM.plus(Duration.ofDays(1)), Draws.FROM.plus(Duration.ofDays(2))),
            WindowLength.parse("1 day"));
    Scoring scoring =
        new Scoring(
            IntStream.range(0, Draws.CLASSES).mapToObj(i -> "class-" + i).toList(),
            new PredictionSpec(
                new SourceSpec("parquet", draws.path(), null, Map.of(), null),
                List.of(),
                ProbabilitySpec.ofColumn("probability", ProbabilitySpec.Scale.PROBABILITY),
                "scored_at",
                null,
                "label",
                DuplicatePolicy.LATEST),
            null,
            dimensions,
            List.of(),
            CheckPolicy.DEFAULT);
    CheckedRows rows =
        new Reader(spark, scoring).plan(List.of(windows.reference(), windows.current()));
    List<List<String>> sets = SliceBlock.kept(dimensions.stream().map(List::of).toList());
    SliceChoice choice = new SliceLook(dimensions, sets, windows.all().size()).choose(rows);
    Layout layout = new Layout(Draws.CLASSES, ZeroPolicy.DEFAULT, 0);
    SliceProfiler.of(layout, windows, dimensions, choice.blocks(), Draws.FINE_SLICES).profile(rows);
  }
}
