package dev.surprisal.drift.comparison;

import java.util.Arrays;

/**
 * Puts what is rare together until it has rows enough to be compared; what is left at the end joins
 * the last group.
 *
 * <p>What is rare is told by the rows of both sides together. Without drift these are the same on
 * either side, and so do not tell which side a row is on. The rows of one side would: of the values
 * that a reference of 300 rows happened to have none of, the current rows always have more.
 */
final class RareGroups {

  /** The group of what is not rare. */
  static final int NONE = -1;

  /**
   * Twice the expectation from which on G follows χ² over a few cells: over a hundred that expect
   * five rows each, its mean is too high by 4, and p-values below 5 % are 9 % of all.
   */
  private static final double ENOUGH = 10;

  private RareGroups() {}

  /**
   * The rows that both sides together need of what either is to expect enough of.
   *
   * @param rows of both sides
   * @param fewer of the side that has fewer
   */
  static double least(double rows, double fewer) {
    return ENOUGH * rows / fewer;
  }

  /**
   * The group of each, counted from 0, or {@value #NONE}.
   *
   * @param rows of each, in an order that has nothing to do with their number
   * @param least what is not rare has at least these
   */
  static int[] of(double[] rows, double least) {
    int[] groups = new int[rows.length];
    int group = 0;
    double mass = 0;
    for (int i = 0; i < rows.length; i++) {
      groups[i] = rows[i] >= least ? NONE : group;
      mass += rows[i] >= least ? 0 : rows[i];
      if (mass >= least) {
        group++;
        mass = 0;
      }
    }
    int last = group - 1;
    if (mass > 0 && last >= 0) {
      Arrays.setAll(groups, i -> Math.min(groups[i], last));
    }
    return groups;
  }
}
