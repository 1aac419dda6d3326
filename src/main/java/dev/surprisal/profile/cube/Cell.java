package dev.surprisal.profile.cube;

import dev.surprisal.profile.time.TimeRange;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A profile that is kept: of one window, one version and one slice of a set of dimensions. The
 * cells of each set hold every row once.
 *
 * @param window the window; null for rows whose timestamp could not be read
 * @param version the model's version, or null where the model or the row has none
 * @param slice one value of every dimension of the set
 * @param folded how many slices this one was made of because there were too many; 0 for a slice of
 *     its own
 * @param profile the profile of these rows
 */
public record Cell(
    @Nullable TimeRange window,
    @Nullable String version,
    Slice slice,
    int folded,
    StoredProfile profile) {

  /** The cell of a slice of its own. */
  public Cell(
      @Nullable TimeRange window, @Nullable String version, Slice slice, StoredProfile profile) {
    this(window, version, slice, 0, profile);
  }

  /** Of the cells of several sets of dimensions those of one, the one with the fewest. */
  public static List<Cell> ofOneSet(Collection<Cell> cells) {
    Map<List<String>, Integer> sizes = new LinkedHashMap<>();
    cells.forEach(cell -> sizes.merge(cell.slice().dimensions(), 1, Integer::sum));
    return sizes.entrySet().stream()
        .min(Comparator.comparingInt(Map.Entry::getValue))
        .map(fewest -> cells.stream().filter(it -> it.isOf(fewest.getKey())).toList())
        .orElse(List.of());
  }

  boolean isOf(List<String> dimensions) {
    return slice.dimensions().equals(dimensions);
  }
}
