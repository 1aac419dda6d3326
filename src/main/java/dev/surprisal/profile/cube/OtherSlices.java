package dev.surprisal.profile.cube;

import dev.surprisal.profile.time.TimeRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of the slices of a set of dimensions that has too many of them.
 *
 * <p>Each window keeps its own largest slices. A slice can be followed over time only where its
 * rows are known in every window: where a window that added some slices up lacks it, its rows there
 * are among the others, if there are any. So a slice stays if every such window has it, and joins
 * the others in all windows if one does not.
 *
 * @param dimensions the set
 * @param shown the slices that stay
 * @param most the most slices that one window and version added up
 * @param rows the rows of all others, of all windows and versions
 * @param total the rows of all
 */
public record OtherSlices(List<String> dimensions, int shown, int most, long rows, long total) {

  /** Copies the dimensions. */
  public OtherSlices {
    dimensions = List.copyOf(dimensions);
  }

  /**
   * Joins in all windows what one of them has only among the others.
   *
   * @param cells cells of any windows and sets
   * @param told takes what became of each set that has others
   * @return the cells, of which several can be of one slice now
   */
  static List<Cell> agreed(Collection<Cell> cells, Collection<OtherSlices> told) {
    Map<List<String>, List<Cell>> bySet = new LinkedHashMap<>();
    for (Cell cell : cells) {
      bySet.computeIfAbsent(cell.slice().dimensions(), set -> new ArrayList<>()).add(cell);
    }
    List<Cell> agreed = new ArrayList<>();
    bySet.forEach((set, ofSet) -> agreed.addAll(agreed(set, ofSet, told)));
    return agreed;
  }

  private static List<Cell> agreed(
      List<String> set, List<Cell> cells, Collection<OtherSlices> told) {
    Set<@Nullable TimeRange> foldedWindows = new HashSet<>();
    cells.stream()
        .filter(cell -> cell.folded() > 0)
        .forEach(cell -> foldedWindows.add(cell.window()));
    if (foldedWindows.isEmpty()) {
      return cells;
    }
    Set<Slice> stay = staying(cells, foldedWindows);
    List<Cell> agreed =
        cells.stream()
            .map(cell -> stay.contains(cell.slice()) ? cell : Rollup.other(cell))
            .toList();
    told.add(
        new OtherSlices(
            set,
            stay.size(),
            cells.stream().mapToInt(Cell::folded).max().orElse(0),
            rows(agreed.stream().filter(cell -> cell.folded() > 0).toList()),
            rows(agreed)));
    return agreed;
  }

  private static Set<Slice> staying(List<Cell> cells, Set<@Nullable TimeRange> foldedWindows) {
    Set<Slice> stay = new LinkedHashSet<>();
    cells.stream().map(Cell::slice).filter(Rollup::mayStay).forEach(stay::add);
    Map<@Nullable TimeRange, Set<Slice>> own = new HashMap<>();
    foldedWindows.forEach(window -> own.put(window, new HashSet<>()));
    for (Cell cell : cells) {
      Set<Slice> ofWindow = own.get(cell.window());
      if (ofWindow != null && cell.folded() == 0) {
        ofWindow.add(cell.slice());
      }
    }
    own.values().forEach(stay::retainAll);
    return stay;
  }

  private static long rows(List<Cell> cells) {
    return cells.stream().mapToLong(cell -> cell.profile().tally().read()).sum();
  }
}
