package dev.surprisal.profile.cube;

import dev.surprisal.profile.state.Layout;
import dev.surprisal.profile.state.StateCodec;
import dev.surprisal.profile.time.TimeRange;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the cells that are kept out of those that rows were folded into: sums for every set of
 * dimensions, and where a set has too many slices in a window, the smallest of them in one.
 *
 * <p>Which slices stay is a matter of the window's rows alone: those with the most, of all versions
 * together; of as many, the first in the order of slices. It does not depend on how cells were
 * folded, nor on other windows, so that a window profiled again by itself is the same.
 *
 * @param layout the layout of all profiles
 * @param mostSlices how many slices a set may have in a window, beside the one of all others
 */
public record Rollup(Layout layout, int mostSlices) {

  /** Slices by size, the greatest first; no two are equal. */
  public static final Comparator<Sized> BY_SIZE =
      Comparator.comparingLong(Sized::rows).reversed().thenComparing(Sized::slice);

  /**
   * A slice and its rows of all versions, whatever became of them.
   *
   * @param slice the slice
   * @param rows the rows
   */
  public record Sized(Slice slice, long rows) implements Serializable {

    private static final long serialVersionUID = 1L;
  }

  record Key(@Nullable TimeRange window, @Nullable String version, Slice slice) {

    @Override
    public int hashCode() {
      return KeyHash.of(Objects.hashCode(window), Objects.hashCode(version), slice.hashCode());
    }
  }

  private record Place(@Nullable TimeRange window, List<String> dimensions) {}

  /** The cells that are kept, of the cells of some blocks. */
  public List<Cell> kept(List<SliceBlock> blocks, Collection<Cell> cells) {
    Map<List<String>, SliceBlock> byDimensions = new HashMap<>();
    blocks.forEach(block -> byDimensions.put(block.dimensions(), block));
    List<Cell> projected = new ArrayList<>();
    for (Cell cell : cells) {
      SliceBlock block = byDimensions.get(cell.slice().dimensions());
      if (block == null) {
        throw new IllegalArgumentException("Cells of no block: " + cell.slice().label());
      }
      for (List<String> set : block.sets()) {
        projected.add(
            new Cell(cell.window(), cell.version(), cell.slice().project(set), cell.profile()));
      }
    }
    return bounded(sums(projected));
  }

  /** The others' cells for those slices that do not stay. */
  private List<Cell> bounded(List<Cell> cells) {
    Map<Place, List<Cell>> byPlace =
        cells.stream()
            .collect(
                Collectors.groupingBy(
                    cell -> new Place(cell.window(), cell.slice().dimensions()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<Cell> bounded = new ArrayList<>();
    byPlace.values().forEach(place -> bounded.addAll(boundedPlace(place)));
    return bounded;
  }

  private List<Cell> boundedPlace(List<Cell> cells) {
    Set<Slice> slices = new HashSet<>();
    cells.forEach(cell -> slices.add(cell.slice()));
    if (slices.size() <= mostSlices) {
      return cells;
    }
    Map<Slice, Long> rows = new HashMap<>();
    cells.forEach(cell -> rows.merge(cell.slice(), cell.profile().tally().read(), Long::sum));
    Set<Slice> stay =
        rows.entrySet().stream()
            .filter(entry -> mayStay(entry.getKey()))
            .map(entry -> new Sized(entry.getKey(), entry.getValue()))
            .sorted(BY_SIZE)
            .limit(mostSlices)
            .map(Sized::slice)
            .collect(Collectors.toSet());
    return sums(
        cells.stream().map(cell -> stay.contains(cell.slice()) ? cell : other(cell)).toList());
  }

  /** Whether a slice can be one of its own beside that of the others. */
  public static boolean mayStay(Slice slice) {
    return !slice.equals(Slice.others(slice.dimensions()));
  }

  /** A cell as part of the others. */
  public static Cell other(Cell cell) {
    Slice others = Slice.others(cell.slice().dimensions());
    return new Cell(
        cell.window(), cell.version(), others, Math.max(1, cell.folded()), cell.profile());
  }

  private List<Cell> sums(List<Cell> cells) {
    Map<Key, List<Cell>> byKey = new LinkedHashMap<>();
    for (Cell cell : cells) {
      Key key = new Key(cell.window(), cell.version(), cell.slice());
      byKey.computeIfAbsent(key, of -> new ArrayList<>()).add(cell);
    }
    return byKey.values().stream().map(this::sum).toList();
  }

  private Cell sum(List<Cell> cells) {
    Cell first = cells.get(0);
    if (cells.size() == 1) {
      return first;
    }
    int folded = 0;
    byte[][] profiles = new byte[cells.size()][];
    for (int i = 0; i < profiles.length; i++) {
      folded += cells.get(i).folded();
      profiles[i] = cells.get(i).profile().bytes();
    }
    byte[] sum = StateCodec.sum(layout, profiles);
    return new Cell(
        first.window(), first.version(), first.slice(), folded, new StoredProfile(layout, sum));
  }
}
