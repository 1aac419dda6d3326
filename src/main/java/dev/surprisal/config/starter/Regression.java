package dev.surprisal.config.starter;

import dev.surprisal.dataset.ColumnLook;
import dev.surprisal.dataset.DatasetLook;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Tells predictions that are numbers of any size: what a regression predicts has no probability.
 *
 * @param look the predictions
 */
record Regression(DatasetLook look) {

  /** Fewer values are rather the numbers of classes. */
  private static final int FEWEST_VALUES = 20;

  /** Columns that are called like a prediction and hold numbers outside of 0 to 1. */
  private List<ColumnLook> columns() {
    return look.columns().stream()
        .filter(ColumnLook::isNumeric)
        .filter(column -> Names.GUESS.know(column.name()) || Names.PROBABILITY.know(column.name()))
        .filter(column -> !column.isWithinShares())
        .filter(column -> column.values().size() > FEWEST_VALUES)
        .toList();
  }

  /** Whether there are such columns. */
  boolean isLikely() {
    return !columns().isEmpty();
  }

  /** What is wrong with them, for a message. */
  String told() {
    String columns = columns().stream().map(Regression::told).collect(Collectors.joining(", "));
    return "has no column of probabilities: "
        + columns
        + ". Such numbers are a regression's, and only classifiers are covered, whose predictions"
        + " are probabilities of classes; nothing was written. Percentages are divided by 100, such"
        + " as predictions.probability: {yes: score / 100}; a column of logits is named by"
        + " --probability";
  }

  private static String told(ColumnLook column) {
    DoubleSummaryStatistics known =
        Arrays.stream(column.numbers()).filter(x -> !Double.isNaN(x)).summaryStatistics();
    return String.format(
        Locale.ROOT,
        "%s holds numbers from %.6g to %.6g",
        column.name(),
        known.getMin(),
        known.getMax());
  }
}
