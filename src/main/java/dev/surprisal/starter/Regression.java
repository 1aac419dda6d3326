package dev.surprisal.starter;

import dev.surprisal.dataset.inspect.ColumnInspection;
import dev.surprisal.dataset.inspect.DatasetInspection;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells predictions that are numbers of any size: what a regression predicts has no probability.
 *
 * @param look the predictions
 */
record Regression(DatasetInspection look) {

  /** Fewer values are rather the numbers of classes. */
  private static final int FEWEST_VALUES = 20;

  /** Columns that are called like a prediction and hold numbers outside of 0 to 1. */
  private List<ColumnInspection> columns() {
    return look.columns().stream()
        .filter(ColumnInspection::isNumeric)
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
  String describe() {
    String columns = columns().stream().map(Regression::describe).collect(Collectors.joining(", "));
    return "has no column of probabilities: "
        + columns
        + ". These look like regression outputs; only classifiers are supported, whose predictions"
        + " are class probabilities. Nothing was written. For percentages, divide by 100, such"
        + " as predictions.probability: {yes: score / 100}; for a column of logits, use"
        + " --probability";
  }

  /**
   * What is wrong with labels that are no classes, for a message: columns that are called like a
   * label and hold other numbers than whole ones, beside one score. Empty where there are none.
   *
   * @param prediction where the prediction stands
   * @param candidates the columns that may be the label
   * @param label the one that was chosen, or null
   */
  static Optional<String> ofLabels(
      Prediction prediction, List<ColumnInspection> candidates, @Nullable Choice label) {
    List<ColumnInspection> fractions =
        candidates.stream()
            .filter(column -> Names.LABEL.know(column.name()) && isOfFractions(column))
            .toList();
    boolean isOther = label != null && !isOfFractions(label.column());
    if (prediction.form() != Prediction.Form.SCORE || fractions.isEmpty() || isOther) {
      return Optional.empty();
    }
    ColumnInspection first = label != null ? label.column() : fractions.get(0);
    return Optional.of(
        String.format(
            "%s. As labels of %s these look like regression targets; only classifiers are"
                + " supported, whose labels are classes. Nothing was written. If they are"
                + " probabilities of a class, from 0 to 1, add --label %s",
            describe(first), prediction.columns().get(0).name(), first.name()));
  }

  /**
   * Whether labels are the shares of a score's class: numbers from 0 to 1, which were asked for.
   */
  static boolean areShares(Prediction prediction, ColumnInspection label) {
    return prediction.form() == Prediction.Form.SCORE
        && isOfFractions(label)
        && label.isWithinShares();
  }

  /** Such a label as the configuration is to have it. */
  static Entry shares(String key, ColumnInspection label) {
    String name = label.name().matches("[A-Za-z_]\\w*") ? label.name() : "`" + label.name() + "`";
    return new Entry(
        key,
        YamlText.of(String.format("array(1 - %s, %s)", name, name)),
        "check that this is the probability of the second class of model.classes",
        Certainty.DOUBTFUL);
  }

  private static boolean isOfFractions(ColumnInspection column) {
    return column.isNumeric()
        && column.values().size() > 2
        && Arrays.stream(column.numbers()).anyMatch(x -> !Double.isNaN(x) && x != Math.rint(x));
  }

  private static String describe(ColumnInspection column) {
    DoubleSummaryStatistics known =
        Arrays.stream(column.numbers()).filter(x -> !Double.isNaN(x)).summaryStatistics();
    return column.name()
        + " holds numbers from "
        + format(known.getMin())
        + " to "
        + format(known.getMax());
  }

  private static String format(double number) {
    return BigDecimal.valueOf(number)
        .round(new MathContext(6))
        .stripTrailingZeros()
        .toPlainString();
  }
}
