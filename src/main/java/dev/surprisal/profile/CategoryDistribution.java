package dev.surprisal.profile;

import dev.surprisal.profile.sketch.CategoryCounts;
import dev.surprisal.profile.sketch.CategoryForm;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a categorical column by category. Of a column with more categories than a profile may
 * tell apart, those with the smallest hashes are told apart, which are a sample of all categories
 * that does not depend on how many rows they have. Rows that have weights are told as effective
 * rows.
 *
 * @param nulls rows without a value
 * @param other rows of the categories that are not told apart
 * @param categories the others with their rows, in ascending order of their hashes
 */
public record CategoryDistribution(double nulls, double other, List<Category> categories) {

  /**
   * The rows of one category.
   *
   * @param hash by which it is told from others
   * @param name its value, cut where that is long
   * @param rows its rows
   */
  public record Category(long hash, String name, double rows) {}

  /** Copies the categories. */
  public CategoryDistribution {
    categories = List.copyOf(categories);
  }

  /** All rows. */
  public double rows() {
    return nulls + other + categories.stream().mapToDouble(Category::rows).sum();
  }

  /** The greatest hash up to which every category is told apart. */
  public long bound() {
    if (other == 0) {
      return Long.MAX_VALUE;
    }
    return categories.isEmpty() ? Long.MIN_VALUE : categories.get(categories.size() - 1).hash();
  }

  /** The same with only the categories up to a hash told apart. */
  public CategoryDistribution upTo(long bound) {
    if (categories.isEmpty() || categories.get(categories.size() - 1).hash() <= bound) {
      return this;
    }
    double more = 0;
    List<Category> kept = new ArrayList<>();
    for (Category category : categories) {
      if (category.hash() <= bound) {
        kept.add(category);
      } else {
        more += category.rows();
      }
    }
    return new CategoryDistribution(nulls, other + more, kept);
  }

  /**
   * Reads a section.
   *
   * @param one the effective rows that a count of one is
   */
  public static CategoryDistribution read(long[] state, int at, int most, double one) {
    List<Category> categories = new ArrayList<>();
    int size = (int) state[at + CategoryCounts.SIZE];
    for (int slot = 0; slot < size; slot++) {
      categories.add(
          new Category(
              state[at + CategoryCounts.HASHES + slot],
              CategoryForm.name(state, CategoryCounts.name(at, most, slot)),
              one * CategoryCounts.rows(state, at, most, slot)));
    }
    return new CategoryDistribution(
        one * state[at + CategoryCounts.NULLS], one * state[at + CategoryCounts.OTHER], categories);
  }
}
