package dev.surprisal.bench;

import dev.surprisal.dataset.CheckedRows;
import dev.surprisal.dataset.Reader;
import dev.surprisal.dataset.spec.CheckPolicy;
import dev.surprisal.dataset.spec.DuplicatePolicy;
import dev.surprisal.dataset.spec.Inheritance;
import dev.surprisal.dataset.spec.PredictionSpec;
import dev.surprisal.dataset.spec.ProbabilitySpec;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.dataset.spec.SourceSpec;
import dev.surprisal.profile.cube.Cell;
import dev.surprisal.profile.cube.SliceBlock;
import dev.surprisal.profile.cube.SlicePlan;
import dev.surprisal.profile.row.ZeroPolicy;
import dev.surprisal.profile.state.Layout;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.WindowLengths;
import dev.surprisal.profile.time.Windows;
import dev.surprisal.profiling.SliceEstimate;
import dev.surprisal.profiling.SliceProfiler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;

/**
 * The work that the benchmarks of profiles compare: the bare scan of what a profile reads, and the
 * profile as a run makes it.
 *
 * @param spark the session
 * @param draws the rows
 */
record ProfiledDraws(SparkSession spark, Draws draws) {

  private static final Instant MIDDLE = Draws.FROM.plus(Duration.ofDays(1));

  private static final Windows WINDOWS =
      new Windows(
          new TimeRange(Draws.FROM, MIDDLE),
          new TimeRange(MIDDLE, MIDDLE.plus(Duration.ofDays(1))),
          WindowLengths.parse("1 day"),
          0);

  /** Spark's bare scan. */
  void scan() {
    draws
        .ofArrays()
        .select("probability", "label", "slice", "scored_at")
        .write()
        .format("noop")
        .mode("overwrite")
        .save();
  }

  /** The cells of slices by each of some dimensions. */
  List<Cell> profile(List<String> dimensions) {
    CheckedRows rows =
        new Reader(spark, scoring(dimensions), Inheritance.NONE)
            .open()
            .rows(List.of(WINDOWS.reference(), WINDOWS.current()));
    List<List<String>> sets = SliceBlock.kept(dimensions.stream().map(List::of).toList());
    SlicePlan choice = new SliceEstimate(dimensions, sets, WINDOWS.all().size()).choose(rows);
    Layout layout = new Layout(Draws.CLASSES, ZeroPolicy.DEFAULT, 0);
    return SliceProfiler.of(layout, WINDOWS, dimensions, choice.blocks(), Draws.FINE_SLICES)
        .profile(rows);
  }

  private Scoring scoring(List<String> dimensions) {
    return new Scoring(
        IntStream.range(0, Draws.CLASSES).mapToObj(i -> "class-" + i).toList(),
        new PredictionSpec(
            new SourceSpec("parquet", draws.path(), null, Map.of(), null),
            List.of(),
            ProbabilitySpec.ofColumn("probability", ProbabilitySpec.Scale.PROBABILITY),
            "scored_at",
            null,
            "label",
            DuplicatePolicy.LATEST,
            null,
            List.of()),
        null,
        null,
        dimensions,
        List.of(),
        CheckPolicy.DEFAULT,
        "predictions");
  }
}
