package dev.surprisal.drift;

import dev.surprisal.profile.CategoryDistribution;
import dev.surprisal.profile.CategoryDistribution.Category;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The cells in which a categorical column is compared: one for each category of which rows enough
 * are to be expected, one for each group of rarer ones that together have as many, one for null and
 * one for the categories that are not told apart.
 *
 * <p>Which categories are rare is told by the rows of both sides together. Without drift these are
 * the same on either side, and so do not tell which side a row is on. The rows of one side would:
 * of the categories that a reference of 300 rows happened to have none of, the current rows always
 * have more.
 */
final class CategoryCells {

  /**
   * Twice the expectation from which on G follows χ² over a few cells: over a hundred that expect
   * five rows each, its mean is too high by 4, and p-values below 5 % are 9 % of all.
   */
  static final double ENOUGH = 10;

  private final Map<Long, Integer> cells = new HashMap<>();
  private int groups;

  private CategoryCells(Map<Long, Double> rows, double least) {
    rows.forEach(
        (category, of) -> {
          if (of >= least) {
            cells.put(category, groups++);
          }
        });
    groupRare(rows, least);
  }

  /** Those for two sides, both of which know every category that is told apart. */
  static CategoryCells of(CategoryDistribution before, CategoryDistribution after) {
    Map<Long, Double> rows = rows(before);
    after.categories().forEach(it -> rows.merge(it.hash(), it.rows(), Double::sum));
    double m = before.rows();
    double n = after.rows();
    return new CategoryCells(rows, ENOUGH * (m + n) / Math.min(m, n));
  }

  /** Those for parts of a reference, about as fine as for so many current rows. */
  static CategoryCells ofReference(CategoryDistribution reference, double current) {
    double m = reference.rows();
    return new CategoryCells(rows(reference), ENOUGH * m / Math.min(m, current));
  }

  /** Ascending by hash, which has nothing to do with what a category is or how frequent. */
  private static Map<Long, Double> rows(CategoryDistribution distribution) {
    Map<Long, Double> rows = new TreeMap<>();
    distribution.categories().forEach(it -> rows.put(it.hash(), it.rows()));
    return rows;
  }

  /** Groups what has no cell of its own yet; what is left at the end joins the last group. */
  private void groupRare(Map<Long, Double> rows, double least) {
    int first = groups;
    double mass = 0;
    for (Map.Entry<Long, Double> category : rows.entrySet()) {
      if (category.getValue() >= least) {
        continue;
      }
      if (mass == 0) {
        groups++;
      }
      mass += category.getValue();
      cells.put(category.getKey(), groups - 1);
      mass = mass >= least ? 0 : mass;
    }
    if (mass > 0 && groups - 1 > first) {
      groups--;
      int last = groups - 1;
      cells.replaceAll((hash, cell) -> Math.min(cell, last));
    }
  }

  /** The rows by cell: the categories, null, those not told apart, those that are none of these. */
  double[] count(CategoryDistribution distribution) {
    double[] counts = new double[groups + 3];
    for (Category category : distribution.categories()) {
      counts[cells.getOrDefault(category.hash(), groups + 2)] += category.rows();
    }
    counts[groups] = distribution.nulls();
    counts[groups + 1] = distribution.other();
    return counts;
  }
}
