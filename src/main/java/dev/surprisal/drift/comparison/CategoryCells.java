package dev.surprisal.drift.comparison;

import dev.surprisal.profile.CategoryDistribution;
import dev.surprisal.profile.CategoryDistribution.Category;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The cells in which a categorical column is compared: one for each category of which rows enough
 * are to be expected, one for each group of {@linkplain RareGroups rarer ones} that have as many,
 * one for null and one for the categories that are not told apart.
 */
final class CategoryCells {

  private final Map<Long, Integer> cells = new HashMap<>();
  private final int groups;

  private CategoryCells(Map<Long, Double> rows, double least) {
    int[] rare =
        RareGroups.of(rows.values().stream().mapToDouble(Double::doubleValue).toArray(), least);
    int frequent = (int) Arrays.stream(rare).filter(group -> group == RareGroups.NONE).count();
    int next = 0;
    int i = 0;
    for (Long category : rows.keySet()) {
      cells.put(category, rare[i] == RareGroups.NONE ? next++ : frequent + rare[i]);
      i++;
    }
    groups = frequent + 1 + Arrays.stream(rare).max().orElse(RareGroups.NONE);
  }

  /** Those for two sides, both of which know every category that is told apart. */
  static CategoryCells of(CategoryDistribution before, CategoryDistribution after) {
    Map<Long, Double> rows = rows(before);
    after.categories().forEach(it -> rows.merge(it.hash(), it.rows(), Double::sum));
    double m = before.rows();
    double n = after.rows();
    return new CategoryCells(rows, RareGroups.least(m + n, Math.min(m, n)));
  }

  /** Those for parts of a reference, about as fine as for so many current rows. */
  static CategoryCells ofReference(CategoryDistribution reference, double current) {
    double m = reference.rows();
    return new CategoryCells(rows(reference), RareGroups.least(m, Math.min(m, current)));
  }

  /** Ascending by hash, which has nothing to do with what a category is or how frequent. */
  private static Map<Long, Double> rows(CategoryDistribution distribution) {
    Map<Long, Double> rows = new TreeMap<>();
    distribution.categories().forEach(it -> rows.put(it.hash(), it.rows()));
    return rows;
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
