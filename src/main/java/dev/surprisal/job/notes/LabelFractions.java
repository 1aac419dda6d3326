package dev.surprisal.job.notes;

import dev.surprisal.dataset.source.RejectedValues;
import java.util.List;

/**
 * Labels that name no class because they are no classes: what a regression predicts, or shares.
 *
 * @param classes the classes, in order
 * @param values what the labels were
 */
record LabelFractions(List<String> classes, RejectedValues values) {

  /** A number as text. */
  static final String NUMBER = "[+-]?\\d*\\.?\\d+([eE][+-]?\\d+)?";

  /** Copies the classes. */
  LabelFractions {
    classes = List.copyOf(classes);
  }

  private List<Double> numbers() {
    return values.mostFrequent().stream()
        .map(value -> String.valueOf(value.text()).strip())
        .filter(text -> text.matches(NUMBER))
        .map(Double::valueOf)
        .toList();
  }

  /** Whether most are no whole numbers, and no class is called like one. */
  boolean areMost() {
    long fractions = numbers().stream().filter(x -> x != Math.rint(x)).count();
    return classes.stream().noneMatch(name -> name.matches("[+-]?\\d*\\.\\d*[1-9]\\d*"))
        && 2 * fractions > values.mostFrequent().size();
  }

  /**
   * What to write.
   *
   * @param key the configuration key of the label
   * @param text the label as the configuration has it
   */
  String sentence(String key, String text) {
    String regression =
        "These look like regression targets; only classifiers are supported, whose labels are"
            + " classes";
    boolean areShares = numbers().stream().allMatch(x -> x >= 0 && x <= 1);
    return areShares && classes.size() == 2
        ? String.format(
            "%s. If each is the probability of %s, write %s: \"array(1 - double(%s), double(%s))\"",
            regression, classes.get(1), key, text, text)
        : regression;
  }
}
