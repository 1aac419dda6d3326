package dev.surprisal.job;

import dev.surprisal.config.Config;
import dev.surprisal.dataset.CheckedRows;
import dev.surprisal.dataset.spec.Inheritance;
import dev.surprisal.dataset.spec.LabelSpec;
import dev.surprisal.dataset.spec.PredictionSpec;
import dev.surprisal.dataset.spec.ReferenceSpec;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.profile.Disagreement;
import dev.surprisal.profile.cube.Cell;
import dev.surprisal.profile.cube.Cube;
import dev.surprisal.profile.cube.SliceBlock;
import dev.surprisal.profile.cube.SlicePlan;
import dev.surprisal.profile.row.CategoricalColumns;
import dev.surprisal.profile.row.StateSpec;
import dev.surprisal.profile.state.Layout;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.TimeRange.Side;
import dev.surprisal.profile.time.Windows;
import dev.surprisal.profiling.SliceEstimate;
import dev.surprisal.profiling.SliceProfiler;
import dev.surprisal.store.ProfileStore;
import dev.surprisal.store.ProfileTables;
import dev.surprisal.store.StoreKey;
import dev.surprisal.store.StoredWindow;
import dev.surprisal.tables.TableDirectory;
import dev.surprisal.tables.sink.OutputTables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration asks of the rooms below.
 *
 * @param config the configuration
 * @param stretch the time that windows are asked for; null for that of both ranges
 * @param categorical the places of the categorical columns, once the types are known
 * @param kept the layout that all stored windows have at least, once they are known; or null
 * @param reference the reference range; where the reference is a dataset of its own, its ends may
 *     be unknown until that is looked at
 * @param current the current range, in the same way
 */
public record Plan(
    Config config,
    @Nullable TimeRange stretch,
    List<Integer> categorical,
    @Nullable Layout kept,
    TimeRange reference,
    TimeRange current) {

  /** Copies the places. */
  public Plan {
    categorical = List.copyOf(categorical);
  }

  /** All that a configuration asks for. */
  public Plan(Config config) {
    this(config, null, List.of(), null, config.reference(), config.current());
  }

  /** The same of those windows alone that a stretch of time touches. */
  Plan during(TimeRange of) {
    return new Plan(config, of, categorical, kept, reference, current);
  }

  /** The same, now that it is known which columns are categorical. */
  Plan with(List<Integer> categoricalColumns) {
    return new Plan(config, stretch, categoricalColumns, kept, reference, current);
  }

  /** The same, where only what stored windows have is looked at. */
  Plan reading(List<Layout> stored) {
    if (stored.isEmpty()) {
      return this;
    }
    Layout common = stored.get(0);
    for (Layout other : stored) {
      common = common.common(other).orElse(common);
    }
    List<Integer> places = common.spec().categorical().indices();
    return new Plan(config, stretch, places, common, reference, current);
  }

  /** The same, now that more is known of the time of a range. */
  Plan with(TimeRange range) {
    return range.side() == Side.REFERENCE
        ? new Plan(config, stretch, categorical, kept, range, current)
        : new Plan(config, stretch, categorical, kept, reference, range);
  }

  /** The description of the reference dataset; null where the reference is a range. */
  @Nullable ReferenceSpec dataset() {
    return config.referenceDataset();
  }

  /** The datasets, in the order in which they are told of. */
  List<Side> sides() {
    return dataset() == null
        ? List.of(Side.PREDICTIONS)
        : List.of(Side.PREDICTIONS, Side.REFERENCE);
  }

  /** The range that is all of a dataset which both ranges are not of. */
  TimeRange range(Side side) {
    return side == Side.REFERENCE ? reference : current;
  }

  Windows windows() {
    Windows windows = new Windows(reference, current, config.window(), config.sliding());
    return stretch == null ? windows : windows.only(stretch);
  }

  /** The stretches of time that rows of the predictions are read of. */
  List<TimeRange> ranges() {
    return ranges(Side.PREDICTIONS);
  }

  /** The stretches of time that rows of a dataset are read of. */
  List<TimeRange> ranges(Side side) {
    Windows windows = windows();
    if (stretch == null || side == Side.REFERENCE) {
      return Stream.of(windows.reference(), windows.current())
          .filter(range -> range.side() == side)
          .toList();
    }
    List<TimeRange> all = windows.all();
    return List.of(new TimeRange(all.get(0).from(), all.get(all.size() - 1).to()));
  }

  List<String> dimensions() {
    return Cube.dimensions(config.slices());
  }

  /** The numeric columns: those asked for, and those that tell of the challenger. */
  List<String> columns() {
    List<String> columns = new ArrayList<>(config.columns());
    if (config.challenger() != null) {
      columns.addAll(Disagreement.COLUMNS);
    }
    return columns;
  }

  Layout layout() {
    Layout asked = askedLayout();
    return kept == null ? asked : asked.common(kept).orElse(asked);
  }

  private Layout askedLayout() {
    boolean timed = sides().stream().map(this::labels).anyMatch(Plan::isTimed);
    Layout layout =
        new Layout(
                config.classes().size(),
                config.zero(),
                columns().size(),
                timed ? StateSpec.Lag.KEPT : StateSpec.Lag.ABSENT)
            .categorical(CategoricalColumns.of(config.limits().categories(), categorical))
            .deciding(config.threshold());
    return sides().stream().allMatch(side -> predictions(side).weight() == null)
        ? layout
        : layout.weighted();
  }

  private static boolean isTimed(@Nullable LabelSpec labels) {
    return labels != null && labels.timestamp() != null;
  }

  /** A dataset as the configuration describes it. */
  PredictionSpec predictions(Side side) {
    ReferenceSpec dataset = dataset();
    return side == Side.REFERENCE && dataset != null ? dataset.predictions() : config.predictions();
  }

  /** The labels of a dataset, where they are a dataset of their own. */
  @Nullable LabelSpec labels(Side side) {
    ReferenceSpec dataset = dataset();
    return side == Side.REFERENCE && dataset != null ? dataset.labels() : config.labels();
  }

  /**
   * Whether labels without a prediction are counted. Those of other predictions would be among them
   * where only some windows are read, or where two datasets share the labels.
   */
  boolean countsStrays(Side side) {
    LabelSpec ours = labels(side);
    LabelSpec theirs = labels(side == Side.REFERENCE ? Side.PREDICTIONS : Side.REFERENCE);
    boolean shared =
        dataset() != null
            && ours != null
            && theirs != null
            && ours.source().equals(theirs.source());
    return stretch == null && !shared;
  }

  /** What a dataset has of the description of another one. */
  Inheritance inheritance(Side side) {
    ReferenceSpec dataset = dataset();
    return side == Side.REFERENCE && dataset != null ? dataset.inheritance() : Inheritance.NONE;
  }

  /** Of the predictions. */
  Scoring scoring() {
    return scoring(Side.PREDICTIONS);
  }

  Scoring scoring(Side side) {
    return new Scoring(
        config.classes(),
        predictions(side),
        labels(side),
        config.challenger(),
        dimensions(),
        config.columns(),
        config.checks(),
        side == Side.REFERENCE ? "reference" : "predictions",
        config.threshold());
  }

  /** The sets of dimensions that cells are kept for. */
  List<List<String>> sets() {
    return SliceBlock.kept(config.slices());
  }

  /** How cells are made of rows at the least cost. */
  SlicePlan choice(CheckedRows rows) {
    return new SliceEstimate(dimensions(), sets(), windows().all().size()).choose(rows);
  }

  SliceProfiler profiler(SlicePlan choice, Side side) {
    return SliceProfiler.of(
        layout(), windows().onSide(side), dimensions(), choice.blocks(), config.limits().slices());
  }

  StoreKey storeKey() {
    return new StoreKey(
        config.modelName(),
        config.classes(),
        config.slices().stream().map(set -> String.join(" × ", set)).toList(),
        columns(),
        layout());
  }

  Cube cube(List<StoredWindow> stored) {
    List<Cell> cells = stored.stream().flatMap(window -> window.cells().stream()).toList();
    return new Cube(layout(), windows(), config.slices(), cells);
  }

  /** How long labels are waited for; null where for ever. */
  @Nullable Duration maxLabelDelay() {
    LabelSpec labels = config.labels();
    return labels == null ? null : labels.maxLabelDelay();
  }

  /** The tables below the output path that runs add rows to. */
  OutputTables tables(SparkSession spark) {
    return new OutputTables(directory(spark), config.output().tables());
  }

  /** The tables below the output path that profiles are kept in. */
  ProfileTables profileTables(SparkSession spark) {
    return new ProfileTables(directory(spark), config.output().store());
  }

  TableDirectory directory(SparkSession spark) {
    return new TableDirectory(spark, config.output().path());
  }

  /** The table of profiles. */
  String store() {
    return below(ProfileStore.TABLE);
  }

  /** The name of a table of a dataset's rows or profiles. */
  static String table(String name, Side side) {
    return side == Side.REFERENCE ? "reference_" + name : name;
  }

  /** A directory or table below the output path. */
  String below(String name) {
    return TableDirectory.below(config.output().path(), name);
  }
}
