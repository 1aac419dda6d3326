package dev.surprisal.profile.cube;

import java.io.Serializable;
import java.util.List;

/**
 * Sets of dimensions whose cells are made together: rows are folded by the values of all of the
 * block's dimensions, and the cells of each set are sums of these.
 *
 * @param dimensions every dimension of the sets
 * @param sets the sets, each with its dimensions in the order of the report
 */
public record SliceBlock(List<String> dimensions, List<List<String>> sets) implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Copies the lists. */
  public SliceBlock {
    dimensions = List.copyOf(dimensions);
    sets = sets.stream().map(List::copyOf).toList();
  }

  /** The block of the given sets. */
  public static SliceBlock of(List<List<String>> sets) {
    return new SliceBlock(sets.stream().flatMap(List::stream).distinct().toList(), sets);
  }

  /** Whether its cells are those of its only set. */
  public boolean isOneSet() {
    return sets.equals(List.of(dimensions));
  }

  /**
   * The sets that cells are kept for: those of the configuration, or where it has none, that of no
   * dimension.
   */
  public static List<List<String>> kept(List<List<String>> configured) {
    return configured.isEmpty() ? List.of(List.of()) : configured;
  }
}
