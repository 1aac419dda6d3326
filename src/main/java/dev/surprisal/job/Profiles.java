package dev.surprisal.job;

import dev.surprisal.profile.cube.Cell;
import dev.surprisal.profile.time.TimeRange.Side;
import dev.surprisal.store.StoredWindow;
import java.util.List;
import java.util.stream.Stream;

/**
 * The stored windows that a report is made of.
 *
 * @param predictions those of the prediction dataset
 * @param reference those of the reference, where it is a dataset of its own
 */
record Profiles(List<StoredWindow> predictions, List<StoredWindow> reference) {

  /** Copies the lists. */
  Profiles {
    predictions = List.copyOf(predictions);
    reference = List.copyOf(reference);
  }

  /** Those of both. */
  List<StoredWindow> all() {
    return Stream.concat(reference.stream(), predictions.stream()).toList();
  }

  /** The cells of one dataset. */
  List<Cell> cells(Side side) {
    return (side == Side.REFERENCE ? reference : predictions)
        .stream().flatMap(window -> window.cells().stream()).toList();
  }
}
