package dev.surprisal.job;

import dev.surprisal.config.Config;
import dev.surprisal.dataset.CheckedRows;
import dev.surprisal.dataset.LabelSpec;
import dev.surprisal.dataset.Scoring;
import dev.surprisal.profile.CategoricalColumns;
import dev.surprisal.profile.Cell;
import dev.surprisal.profile.Cube;
import dev.surprisal.profile.Disagreement;
import dev.surprisal.profile.Layout;
import dev.surprisal.profile.SliceBlock;
import dev.surprisal.profile.SliceChoice;
import dev.surprisal.profile.TimeRange;
import dev.surprisal.profile.Windows;
import dev.surprisal.store.OutputTables;
import dev.surprisal.store.ProfileStore;
import dev.surprisal.store.SliceLook;
import dev.surprisal.store.SliceProfiler;
import dev.surprisal.store.StoreKey;
import dev.surprisal.store.StoredWindow;
import dev.surprisal.store.TableFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration asks of the rooms below.
 *
 * @param config the configuration
 * @param stretch the time that windows are asked for; null for that of both ranges
 * @param categorical the places of the categorical columns, once the types are known
 */
record Plan(Config config, @Nullable TimeRange stretch, List<Integer> categorical) {

  /** Copies the places. */
  Plan {
    categorical = List.copyOf(categorical);
  }

  /** All that a configuration asks for. */
  Plan(Config config) {
    this(config, null, List.of());
  }

  /** The same of those windows alone that a stretch of time touches. */
  Plan during(TimeRange of) {
    return new Plan(config, of, categorical);
  }

  /** The same, now that it is known which columns are categorical. */
  Plan with(List<Integer> categoricalColumns) {
    return new Plan(config, stretch, categoricalColumns);
  }

  Windows windows() {
    Windows windows =
        new Windows(config.reference(), config.current(), config.window(), config.sliding());
    return stretch == null ? windows : windows.only(stretch);
  }

  /** The stretches of time that rows are read of. */
  List<TimeRange> ranges() {
    Windows windows = windows();
    if (stretch == null) {
      return List.of(windows.reference(), windows.current());
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
    LabelSpec labels = config.labels();
    boolean timed = labels != null && labels.timestamp() != null;
    Layout layout =
        new Layout(
                config.classes().size(),
                config.zero(),
                columns().size(),
                timed ? Layout.Lag.KEPT : Layout.Lag.ABSENT)
            .categorical(CategoricalColumns.of(config.limits().categories(), categorical));
    return config.predictions().weight() == null ? layout : layout.weighted();
  }

  Scoring scoring() {
    return new Scoring(
        config.classes(),
        config.predictions(),
        config.labels(),
        config.challenger(),
        dimensions(),
        config.columns(),
        config.checks());
  }

  /** The sets of dimensions that cells are kept for. */
  List<List<String>> sets() {
    return SliceBlock.kept(config.slices());
  }

  /** How cells are made of rows at the least cost. */
  SliceChoice choice(CheckedRows rows) {
    return new SliceLook(dimensions(), sets(), windows().all().size()).choose(rows);
  }

  SliceProfiler profiler(SliceChoice choice) {
    return SliceProfiler.of(
        layout(), windows(), dimensions(), choice.blocks(), config.limits().slices());
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
  @Nullable Duration patience() {
    LabelSpec labels = config.labels();
    return labels == null ? null : labels.patience();
  }

  /** The tables below the output path. */
  OutputTables tables(SparkSession spark) {
    return new OutputTables(
        spark, config.output().path(), TableFormat.of(config.output().tableFormat()));
  }

  /** The table of profiles. */
  String store() {
    return below(ProfileStore.TABLE);
  }

  /** A directory or table below the output path. */
  String below(String name) {
    String path = config.output().path();
    return path.endsWith("/") ? path + name : path + "/" + name;
  }
}
