package dev.surprisal.store;

import dev.surprisal.profile.cube.Cell;
import dev.surprisal.profile.time.TimeRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one window as they are kept.
 *
 * @param window the window; null for the rows whose timestamp could not be read
 * @param revision how often the window's profiles have changed, from 1
 * @param cells its cells, in the order of version and slice
 */
public record StoredWindow(@Nullable TimeRange window, int revision, List<Cell> cells) {

  /** Copies the cells. */
  public StoredWindow {
    cells = List.copyOf(cells);
  }
}
