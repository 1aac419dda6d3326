package dev.surprisal.drift.comparison;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Puts cells together into about {@value EqualMassBins#BINS} groups of about equal mass. With k
 * directions and W windows a test has the tail of k·F(k, W − 1), which is long where k is large: of
 * a column of fifty values, half of which went from 50 to 80 %, it finds nothing against a week. Of
 * ten groups it does; the cells by themselves find what groups level out.
 */
public final class CoarseCells {

  /** Fewer cells are few enough as they are. */
  private static final int FEW = EqualMassBins.BINS + 2;

  private CoarseCells() {}

  /** Whether so many rows by cell are in more cells than a few. */
  static boolean areMany(double[] rows) {
    return Arrays.stream(rows).filter(it -> it > 0).count() > FEW;
  }

  /** The group of each cell, from 0, where cells have no order: those of about one frequency. */
  static int[] byFrequency(double[] rows) {
    int[] order =
        IntStream.range(0, rows.length)
            .boxed()
            .sorted(Comparator.comparingDouble(cell -> -rows[cell]))
            .mapToInt(Integer::intValue)
            .toArray();
    return inOrder(rows, order);
  }

  /**
   * The group of each cell, from 0, where some cells have an order: neighbours. The others are
   * groups of their own.
   *
   * @param rows by cell
   * @param from the first cell with an order
   * @param to behind the last one
   */
  static int[] byNeighbourhood(double[] rows, int from, int to) {
    int[] groups = inOrder(rows, IntStream.range(from, to).toArray());
    int next = Arrays.stream(groups).max().orElse(0) + 1;
    for (int cell = 0; cell < rows.length; cell++) {
      if (cell < from || cell >= to) {
        groups[cell] = next++;
      }
    }
    return groups;
  }

  /** Cuts wherever the mass since the last cut is nearest to an equal part of what was left. */
  private static int[] inOrder(double[] rows, int[] order) {
    int[] groups = new int[rows.length];
    double left = Arrays.stream(order).mapToDouble(cell -> rows[cell]).sum();
    double mass = 0;
    int group = 0;
    for (int i = 0; i < order.length; i++) {
      groups[order[i]] = group;
      mass += rows[order[i]];
      double next = i + 1 < order.length ? rows[order[i + 1]] : 0;
      double target = left / (EqualMassBins.BINS - group);
      if (group + 1 < EqualMassBins.BINS && target - mass <= mass + next - target) {
        left -= mass;
        mass = 0;
        group++;
      }
    }
    return groups;
  }

  /** The rows by group. */
  static double[] count(double[] rows, int[] groups) {
    double[] counts = new double[Arrays.stream(groups).max().orElse(0) + 1];
    for (int cell = 0; cell < rows.length; cell++) {
      counts[groups[cell]] += rows[cell];
    }
    return counts;
  }

  /** The rows of all cells. */
  public static double total(double[] cells) {
    double total = 0;
    for (double rows : cells) {
      total += rows;
    }
    return total;
  }

  /** The p-value of several tests of the same, by Bonferroni: the least one, times their number. */
  static double together(double... pValues) {
    return Math.min(1, pValues.length * Arrays.stream(pValues).min().orElse(1));
  }
}
