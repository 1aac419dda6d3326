package dev.surprisal.profile.cube;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which sets of dimensions have their cells made together. Rows can be folded once by all
 * dimensions and the sets' cells be sums of these, which is cheap while the cells are few; or be
 * folded once for each set, which is cheap while the sets are few; or anything between. What is
 * kept does not depend on it, only how long it takes.
 *
 * @param blocks the sets that are made together
 * @param grounds why, for people
 */
public record SlicePlan(List<SliceBlock> blocks, List<String> grounds) {

  /**
   * What a cell costs, in folded rows, with ten classes: to be made, brought over, merged and
   * encoded in the few tasks that it has rows in, and not to be in the processor's cache when the
   * next row comes. Measured, as the next one: 0.4 ms, where a row is added to one more cell in
   * 0.12 µs.
   */
  private static final double COST_OF_CELL = 3_000;

  /** What it costs to add a cell to one of a set. */
  private static final double COST_OF_SUM = 1_500;

  /** Pairs of blocks are compared; with more sets than this that takes longer than it is worth. */
  private static final int MOST_COMPARED = 40;

  /** Copies the lists. */
  public SlicePlan {
    blocks = List.copyOf(blocks);
    grounds = List.copyOf(grounds);
  }

  /** Folds rows once, by all dimensions. */
  public static SlicePlan together(List<List<String>> sets, String ground) {
    return new SlicePlan(List.of(SliceBlock.of(sets)), List.of(ground));
  }

  /** Folds rows once for each set. */
  public static SlicePlan apart(List<List<String>> sets, String ground) {
    return new SlicePlan(blocksOf(sets), List.of(ground));
  }

  private static List<SliceBlock> blocksOf(List<List<String>> sets) {
    return sets.stream().map(set -> SliceBlock.of(List.of(set))).toList();
  }

  /**
   * Chooses by estimate: starts with a block for each set and joins, while that is cheaper, the two
   * blocks that gain most by it.
   *
   * @param sets the sets of dimensions, at least one
   * @param sample the slice values of some rows
   * @param rows the estimated number of rows
   * @param windows the number of windows
   */
  public static SlicePlan of(List<List<String>> sets, SliceSample sample, long rows, int windows) {
    Costs costs = new Costs(sample, rows, windows, new HashMap<>());
    List<SliceBlock> blocks = new ArrayList<>(blocksOf(sets));
    if (sets.size() > MOST_COMPARED) {
      SliceBlock one = SliceBlock.of(sets);
      return costs.cost(List.of(one)) <= costs.cost(blocks)
          ? new SlicePlan(List.of(one), costs.grounds(List.of(one), sets))
          : new SlicePlan(blocks, costs.grounds(blocks, sets));
    }
    while (costs.join(blocks)) {
      // Until no two blocks are cheaper as one.
    }
    return new SlicePlan(blocks, costs.grounds(blocks, sets));
  }

  private record Costs(SliceSample sample, long rows, int windows, Map<Set<String>, Double> known) {

    /** The cells of a block, at most one for each row. */
    double cells(SliceBlock block) {
      double slices =
          known.computeIfAbsent(
              new LinkedHashSet<>(block.dimensions()), set -> sample.slices(block.dimensions()));
      return Math.min(rows, slices * windows);
    }

    double cost(SliceBlock block) {
      double sums = block.isOneSet() ? 0 : block.sets().size();
      return rows + (COST_OF_CELL + COST_OF_SUM * sums) * cells(block);
    }

    double cost(List<SliceBlock> blocks) {
      return blocks.stream().mapToDouble(this::cost).sum();
    }

    /** Joins the two blocks that gain most; false where none do. */
    boolean join(List<SliceBlock> blocks) {
      double most = 0;
      int first = 0;
      int second = 0;
      for (int i = 0; i < blocks.size(); i++) {
        for (int j = i + 1; j < blocks.size(); j++) {
          double gain =
              cost(blocks.get(i))
                  + cost(blocks.get(j))
                  - cost(joined(blocks.get(i), blocks.get(j)));
          if (gain > most) {
            most = gain;
            first = i;
            second = j;
          }
        }
      }
      if (most > 0) {
        blocks.set(first, joined(blocks.get(first), blocks.remove(second)));
      }
      return most > 0;
    }

    private static SliceBlock joined(SliceBlock one, SliceBlock other) {
      return SliceBlock.of(Stream.concat(one.sets().stream(), other.sets().stream()).toList());
    }

    List<String> grounds(List<SliceBlock> chosen, List<List<String>> sets) {
      return List.of(
          String.format(
              Locale.ROOT,
              "Estimated from %,d rows of about %,d, in %,d windows; costs in rows folded:",
              sample.rows().size(),
              rows,
              windows),
          describe("as chosen", chosen),
          describe("all by one cross", List.of(SliceBlock.of(sets))),
          describe("each set by itself", blocksOf(sets)));
    }

    private String describe(String what, List<SliceBlock> blocks) {
      return String.format(
          Locale.ROOT,
          "  %-20s rows folded %d times, about %,.0f cells, cost %,.0f",
          what,
          blocks.size(),
          blocks.stream().mapToDouble(this::cells).sum(),
          cost(blocks));
    }
  }
}
