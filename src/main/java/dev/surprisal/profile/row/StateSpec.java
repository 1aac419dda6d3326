package dev.surprisal.profile.row;

import dev.surprisal.profile.sketch.CategoryForm;
import org.jspecify.annotations.Nullable;

/**
 * What a state is to hold: all that decides which sections it has and how large they are.
 *
 * @param classes K, the number of classes, at least 2
 * @param zero the treatment of zero probabilities, which the sums depend on
 * @param columns the number of columns
 * @param lag whether it has how long labels took
 * @param weights whether rows have weights; then figures count {@link RowWeight} units, not rows
 * @param categorical which of the columns are not numeric
 * @param threshold of two classes, the probability from which on the last one is predicted; null
 *     where the most probable class is
 */
public record StateSpec(
    int classes,
    ZeroPolicy zero,
    int columns,
    Lag lag,
    Weights weights,
    CategoricalColumns categorical,
    @Nullable Double threshold) {

  /**
   * Above this many classes neither the confusion matrix nor the ranking is kept, but the label's
   * rank and the most frequent confusions.
   */
  public static final int MAX_CROSSED_CLASSES = 64;

  /** Whether a profile has how long labels took to come. */
  public enum Lag {
    ABSENT,
    KEPT
  }

  /** Whether each row brings a weight along. */
  public enum Weights {
    ABSENT,
    KEPT
  }

  /** One in which the most probable class is predicted. */
  public StateSpec(
      int classes,
      ZeroPolicy zero,
      int columns,
      Lag lag,
      Weights weights,
      CategoricalColumns categorical) {
    this(classes, zero, columns, lag, weights, categorical, null);
  }

  /** Checks the sizes. */
  public StateSpec {
    if (classes < 2) {
      throw new IllegalArgumentException("Invalid classes: " + classes + " (must be at least 2)");
    }
    if (columns < 0) {
      throw new IllegalArgumentException("Invalid columns: " + columns + " (must be at least 0)");
    }
    if (threshold != null && !(classes == 2 && threshold > 0 && threshold < 1)) {
      throw new IllegalArgumentException(
          "Invalid threshold: " + threshold + " of " + classes + " classes (in (0, 1), of two)");
    }
    if (categorical.size() > 0 && categorical.indices().get(categorical.size() - 1) >= columns) {
      throw new IllegalArgumentException(
          "Invalid categorical columns: " + categorical.indices() + " (of " + columns + ")");
    }
  }

  /** The same with another threshold. */
  public StateSpec deciding(@Nullable Double at) {
    return new StateSpec(classes, zero, columns, lag, weights, categorical, at);
  }

  /** Whether labels have a lag. */
  public boolean keepsLag() {
    return lag == Lag.KEPT;
  }

  /** Whether rows have weights. */
  public boolean weighs() {
    return weights == Weights.KEPT;
  }

  /** Whether pairs of classes are counted. */
  public boolean crossesClasses() {
    return classes <= MAX_CROSSED_CLASSES;
  }

  /** How many columns are numeric. */
  public int numericColumns() {
    return columns - categorical.size();
  }

  /**
   * The numbers that a row brings along: those of its numeric columns, then where they are kept the
   * lag of its label and its weight.
   */
  public int rowValues() {
    return numericColumns() + (keepsLag() ? 1 : 0) + (weighs() ? 1 : 0);
  }

  /** The index behind the numbers and the categories of a row, which begin at another. */
  public int behind(long[] values, int from) {
    return CategoryForm.skip(values, from + rowValues(), categorical.size());
  }
}
