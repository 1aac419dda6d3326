package dev.surprisal.drift.comparison;

import dev.surprisal.drift.comparison.Outcome.CategoryChange;
import dev.surprisal.drift.comparison.Outcome.ShareChange;
import dev.surprisal.profile.CategoryDistribution;
import dev.surprisal.profile.CategoryDistribution.Category;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What moved most between two distributions over categories, each by itself, however rare.
 *
 * @param before the rows of the reference
 * @param after the current rows, with the categories told apart up to the same bound
 */
record CategoryMoves(CategoryDistribution before, CategoryDistribution after) {

  /** Shares nearer than this are the same but for rounding. */
  private static final double SAME = 1e-12;

  /** The categories never seen in the reference, the most frequent first. */
  private List<Category> unseen() {
    Map<Long, Double> seen = rows(before);
    return after.categories().stream()
        .filter(it -> !seen.containsKey(it.hash()))
        .sorted(Comparator.comparingDouble(Category::rows).reversed())
        .toList();
  }

  private static Map<Long, Double> rows(CategoryDistribution distribution) {
    Map<Long, Double> rows = new HashMap<>();
    distribution.categories().forEach(it -> rows.put(it.hash(), it.rows()));
    return rows;
  }

  CategoryChange change() {
    List<Category> unseen = unseen();
    List<ShareChange> changes = new ArrayList<>();
    Map<Long, Double> current = rows(after);
    for (Category it : before.categories()) {
      changes.add(move("are " + quoted(it), it.rows(), current.getOrDefault(it.hash(), 0.0)));
    }
    unseen.stream().limit(1).forEach(it -> changes.add(move("are " + quoted(it), 0, it.rows())));
    changes.add(move("are null", before.nulls(), after.nulls()));
    changes.add(move("are in a category beyond limits.categories", before.other(), after.other()));
    ShareChange most = changes.get(0);
    for (ShareChange it : changes) {
      double further = Math.abs(difference(it)) - Math.abs(difference(most));
      if (further > SAME || further > -SAME && difference(it) > difference(most)) {
        most = it;
      }
    }
    double share = unseen.stream().mapToDouble(Category::rows).sum() / after.rows();
    return new CategoryChange(
        most, unseen.stream().limit(1).map(CategoryMoves::quoted).toList(), share);
  }

  /** The share of current rows that are of a category, or null, which the reference never had. */
  double outside() {
    double rows = unseen().stream().mapToDouble(Category::rows).sum();
    rows += before.nulls() == 0 ? after.nulls() : 0;
    rows += before.other() == 0 ? after.other() : 0;
    return rows / after.rows();
  }

  /**
   * The share of rows that is to be expected there without drift, for a reference of so few rows:
   * that of the categories of which it has one (I. J. Good, <a
   * href="https://doi.org/10.1093/biomet/40.3-4.237">The Population Frequencies of Species</a>,
   * 1953).
   */
  double outsideExpected() {
    return before.categories().stream().filter(it -> it.rows() <= 1).count() / before.rows();
  }

  private static double difference(ShareChange change) {
    return change.after() - change.before();
  }

  private ShareChange move(String cell, double was, double is) {
    return new ShareChange(cell, was / before.rows(), is / after.rows());
  }

  private static String quoted(Category category) {
    return "'" + category.name() + "'";
  }
}
