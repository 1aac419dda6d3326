package dev.surprisal.job;

import dev.surprisal.dataset.spec.ReferenceSpec;
import dev.surprisal.profile.cube.Cell;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.TimeRange.Side;
import dev.surprisal.store.StoreKey;
import dev.surprisal.store.StoredWindow;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * Profiles the datasets and keeps their profiles: of the predictions always, of a reference that is
 * a dataset of its own where it is not the one that was profiled before.
 */
final class DatasetsStep {

  private final Datasets opened;
  private final SparkSession spark;
  private final Progress progress;
  private final Clock clock;
  private final List<String> notes = new ArrayList<>();

  DatasetsStep(Datasets opened, SparkSession spark, Progress progress, Clock clock) {
    this.opened = opened;
    this.spark = spark;
    this.progress = progress;
    this.clock = clock;
  }

  /** Does so; nothing is kept of any dataset where one of them cannot be used. */
  Profiled profile(String runId) {
    ReferenceSpec dataset = opened.plan().dataset();
    return dataset != null && opened.plan().stretch() == null
        ? both(dataset, runId)
        : predictions(opened, runId);
  }

  private Profiled predictions(Datasets datasets, String runId) {
    Datasets closed =
        datasets.plan().stretch() == null && datasets.hasReference()
            ? datasets.closed(Side.PREDICTIONS)
            : datasets;
    List<Cell> cells = cells(closed, Side.PREDICTIONS, runId);
    List<StoredWindow> stored = store(closed, cells);
    return new Profiled(closed, new Profiles(stored, List.of()), null, notes);
  }

  private List<StoredWindow> store(Datasets closed, List<Cell> cells) {
    progress.step("Storing " + cells.size() + " profiles");
    return new StoreStep(closed.plan(), spark, clock).replace(cells);
  }

  private Profiled both(ReferenceSpec dataset, String runId) {
    opened.notes().forEach(progress::print);
    StoreKey.Origin origin =
        new ReferenceOrigin(opened.plan().config(), dataset)
            .now(spark.sparkContext().hadoopConfiguration());
    List<StoredWindow> kept = new StoreStep(opened.plan(), spark, clock).readReference(origin);
    Datasets closed = opened.closed(Side.PREDICTIONS);
    if (!kept.isEmpty()) {
      progress.print("The reference dataset is unchanged; its stored profiles are used.");
      Datasets known = closed.with(closed.plan().with(whole(kept)));
      List<StoredWindow> stored = store(known, cells(known, Side.PREDICTIONS, runId));
      return new Profiled(known, new Profiles(stored, kept), describe(kept, "unchanged"), notes);
    }
    opened.requireLogits(Side.REFERENCE, spark);
    Datasets known = closed.closed(Side.REFERENCE);
    List<Cell> reference = cells(known, Side.REFERENCE, runId);
    List<Cell> predictions = cells(known, Side.PREDICTIONS, runId);
    List<StoredWindow> stored = store(known, predictions);
    List<StoredWindow> fresh =
        new StoreStep(known.plan(), spark, clock).replaceReference(reference, origin);
    return new Profiled(known, new Profiles(stored, fresh), describe(fresh, "profiled"), notes);
  }

  private static String describe(List<StoredWindow> windows, String how) {
    long timed = windows.stream().filter(it -> it.window() != null).count();
    return "Reference dataset " + how + ": " + timed + (timed == 1 ? " window" : " windows");
  }

  /** From the first of the windows to the last. */
  private static TimeRange whole(List<StoredWindow> windows) {
    List<TimeRange> ranges =
        windows.stream()
            .flatMap(it -> Stream.ofNullable(it.window()))
            .sorted(Comparator.comparing(TimeRange::from))
            .toList();
    return ranges.get(0).with(ranges.get(0).from(), ranges.get(ranges.size() - 1).to());
  }

  private List<Cell> cells(Datasets closed, Side side, String runId) {
    progress.step("Profiling " + closed.plan().predictions(side).source().place());
    ProfileStep step = new ProfileStep(closed.plan(), spark, side);
    List<Cell> cells = step.profile(closed.rows(side), runId);
    notes.addAll(step.notes());
    step.outside().ifPresent(progress::print);
    return cells;
  }
}
