package dev.surprisal.dataset;

import static java.util.stream.Collectors.joining;

import dev.surprisal.dataset.source.SparkText;
import dev.surprisal.function.row.ClassNames;
import dev.surprisal.profile.state.Layout;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The names of the classes as labels may write them, and the SQL that finds the index of a label
 * among them: −1 or null where it is none of them.
 *
 * @param names the classes, in order
 */
record ClassWords(List<String> names) {

  /** An integer as it is written, so that no two names are the same number. */
  private static final String INTEGER = "0|-?[1-9]\\d{0,17}";

  private static final String NUMBER = "[+-]?\\d+(\\.\\d*)?";

  /** What a file may have around a name: blanks, a mark of its byte order. */
  private static final String BLANKS = " \t\r\n\u00a0\ufeff";

  private static final Set<String> TRUE = Set.of("true", "t", "yes", "y", "1", "on", "positive");
  private static final Set<String> FALSE = Set.of("false", "f", "no", "n", "0", "off", "negative");

  /** Copies the names. */
  ClassWords {
    names = List.copyOf(names);
  }

  /** A text without blanks around it, as SQL. */
  static String stripped(String x) {
    return "trim(both '" + BLANKS + "' from " + x + ")";
  }

  private static String letters(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  /** Whether no two names differ in case or in surrounding blanks alone. */
  boolean differByLetters() {
    return areDistinct(ClassWords::letters);
  }

  private boolean areDistinct(Function<String, Object> of) {
    return new HashSet<>(names.stream().map(of).toList()).size() == names.size();
  }

  /** The index of a text that is a name exactly. */
  String named(String x) {
    return index(x, names);
  }

  /** The index of a stripped text, whatever its case. */
  String namedByLetters(String stripped) {
    return index("lower(" + stripped + ")", names.stream().map(ClassWords::letters).toList());
  }

  private static String index(String x, List<String> among) {
    if (among.size() > Layout.MAX_CROSSED_CLASSES) {
      return "surprisal.class_index(" + x + ", " + SparkText.literal(ClassNames.text(among)) + ")";
    }
    return among.stream()
        .map(SparkText::literal)
        .collect(joining(", ", "cast(array_position(array(", "), " + x + ") as int) - 1"));
  }

  /** Whether a class is named by a number, so that numbers are names. */
  boolean areNumbered() {
    return names.stream().anyMatch(name -> name.matches(NUMBER));
  }

  /** Whether no two of the classes that are named by numbers are named by the same. */
  boolean differByNumber() {
    List<Double> numbers =
        names.stream().filter(name -> name.matches(NUMBER)).map(Double::valueOf).toList();
    return new HashSet<>(numbers).size() == numbers.size();
  }

  /** The index of a double, of classes some of which are named by numbers. */
  String numbered(String x) {
    return names.stream()
            .map(name -> name.matches(NUMBER) ? Double.parseDouble(name) + "D" : "double('NaN')")
            .collect(
                joining(
                    ", ", "cast(array_position(array(", "), nullif(" + x + ", double('NaN'))) as"))
        + " int) - 1";
  }

  /** Whether every class is named by an integer. */
  boolean areIntegers() {
    return names.stream().allMatch(name -> name.matches(INTEGER));
  }

  /** Whether the names are 0, 1, 2 … in this order. */
  boolean areIndices() {
    return IntStream.range(0, names.size()).allMatch(i -> names.get(i).equals(Integer.toString(i)));
  }

  /** The index of a bigint, where every class is named by one. */
  String ofInteger(String whole) {
    return names.stream()
        .map(name -> name + "L")
        .collect(joining(", ", "cast(array_position(array(", "), " + whole + ") as int) - 1"));
  }

  /** Whether the words true and false can be no names. */
  boolean wordsOfTruthAreFree() {
    List<String> all = names.stream().map(ClassWords::letters).toList();
    return Collections.disjoint(all, List.of("true", "false"))
        && (!areNumbered() || isOfTruth(0) != isOfTruth(1));
  }

  /** Of two classes, the index of the one that true means. */
  int indexOfTrue() {
    return isOfTruth(0) ? 0 : 1;
  }

  /** Whether there are two classes, named so that 1 would mean the first, which has index 0. */
  boolean trueComesFirst() {
    return names.size() == 2 && !areNumbered() && isOfTruth(0);
  }

  /** Whether the class says yes, and the other one no. */
  private boolean isOfTruth(int index) {
    return TRUE.contains(letters(names.get(index)))
        && FALSE.contains(letters(names.get(1 - index)));
  }
}
