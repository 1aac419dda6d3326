package dev.surprisal.job;

import dev.surprisal.config.Config;
import dev.surprisal.dataset.LabelSpec;
import dev.surprisal.dataset.Scoring;
import dev.surprisal.profile.Cell;
import dev.surprisal.profile.Cube;
import dev.surprisal.profile.Layout;
import dev.surprisal.profile.TimeRange;
import dev.surprisal.profile.Windows;
import dev.surprisal.store.Profiler;
import dev.surprisal.store.StoreKey;
import dev.surprisal.store.StoredWindow;
import java.util.List;

/**
 * What a configuration asks of the rooms below.
 *
 * @param config the configuration
 */
record Plan(Config config) {

  Windows windows() {
    return new Windows(config.reference(), config.current(), config.window(), config.sliding());
  }

  List<TimeRange> ranges() {
    Windows windows = windows();
    return List.of(windows.reference(), windows.current());
  }

  List<String> dimensions() {
    return Cube.dimensions(config.slices());
  }

  Layout layout() {
    LabelSpec labels = config.labels();
    boolean timed = labels != null && labels.timestamp() != null;
    return new Layout(
        config.classes().size(),
        config.zero(),
        config.columns().size(),
        timed ? Layout.Lag.KEPT : Layout.Lag.ABSENT);
  }

  Scoring scoring() {
    return new Scoring(
        config.classes(),
        config.predictions(),
        config.labels(),
        dimensions(),
        config.columns(),
        config.checks());
  }

  Profiler profiler() {
    return new Profiler(layout(), windows(), dimensions());
  }

  StoreKey storeKey() {
    return new StoreKey(
        config.modelName(), config.classes(), dimensions(), config.columns(), layout());
  }

  Cube cube(List<StoredWindow> stored) {
    List<Cell> cells = stored.stream().flatMap(window -> window.cells().stream()).toList();
    return new Cube(layout(), windows(), config.slices(), cells);
  }

  /** The table of profiles. */
  String store() {
    return below("profiles");
  }

  /** A directory or table below the output path. */
  String below(String name) {
    String path = config.output().path();
    return path.endsWith("/") ? path + name : path + "/" + name;
  }
}
