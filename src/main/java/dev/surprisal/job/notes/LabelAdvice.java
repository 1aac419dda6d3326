package dev.surprisal.job.notes;

import dev.surprisal.dataset.source.RejectedValues;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.profile.Profile;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What to write where labels name no class.
 *
 * @param scoring what is asked of the rows
 * @param total the profile of all rows, which has how often each class came
 * @param values what the labels were
 */
record LabelAdvice(Scoring scoring, Profile total, RejectedValues values) {

  private static final String INTEGER = "[+-]?\\d{1,15}(\\.0*)?";

  /** Classes told by name, each with its rows; of more, a message says no more. */
  private static final int MOST_CLASSES = 10;

  /** What people write where there is nothing to write. */
  private static final Set<String> NOTHING =
      Set.of(
          "",
          "-",
          "?",
          ".",
          "-1",
          "-9",
          "-99",
          "-999",
          "99",
          "999",
          "9999",
          "nan",
          "none",
          "null",
          "nil",
          "na",
          "n/a",
          "#n/a",
          "unknown",
          "pending",
          "missing",
          "undefined",
          "unlabeled",
          "unlabelled",
          "tbd");

  /** The configuration key of the label. */
  String key() {
    return scoring.labelKey();
  }

  /** The label as the configuration has it. */
  String text() {
    return String.valueOf(scoring.label());
  }

  /** What the labels were, and what they could have been. */
  String seen() {
    return "unknown labels "
        + RejectedFigures.listed(values)
        + "; the classes are "
        + classes()
        + (scoring.classes().size() > MOST_CLASSES ? ", …" : "");
  }

  private String classes() {
    double[] labels = total.labels();
    return IntStream.range(0, Math.min(MOST_CLASSES, labels.length))
        .mapToObj(
            i ->
                String.format(
                    Locale.ROOT,
                    "%s%s (%,.0f)",
                    scoring.classes().get(i),
                    areNames() ? "" : " or " + i,
                    labels[i]))
        .collect(Collectors.joining(", "));
  }

  private List<Long> range() {
    return LongStream.range(0, scoring.classes().size()).boxed().toList();
  }

  /**
   * Whether the labels seem to be numbers that start with another one than the classes do: the
   * first class never comes, and the number after the last does, or the other way round.
   */
  boolean isShifted() {
    return !shift().isEmpty();
  }

  /** What brings them back; empty where nothing hints at it. */
  private String shift() {
    List<Long> numbers = names();
    boolean isRange =
        !numbers.isEmpty()
            && numbers.get(numbers.size() - 1) - numbers.get(0) == numbers.size() - 1;
    if (!isRange) {
      return "";
    }
    double[] labels = total.labels();
    double all = Arrays.stream(labels).sum();
    boolean someLacks = IntStream.range(0, labels.length).anyMatch(i -> labels[i] == 0);
    boolean isAbove = wholes().contains(first() + labels.length);
    boolean isBelow = wholes().contains(first() - 1);
    if (isAbove && !isBelow && someLacks && all > 0) {
      return " - 1";
    }
    return isBelow && !isAbove && first() > 0 && someLacks && all > 0 ? " + 1" : "";
  }

  private long first() {
    return names().isEmpty() ? 0 : names().get(0);
  }

  private boolean areNames() {
    return scoring.classes().stream().allMatch(name -> name.matches(INTEGER));
  }

  /** The numbers that labels may be, in order: names of classes, or indices; none of a mixture. */
  private List<Long> names() {
    if (areNames()) {
      return scoring.classes().stream().map(Long::valueOf).sorted().toList();
    }
    return scoring.classes().stream().anyMatch(name -> name.matches("[+-]?\\d+(\\.\\d*)?"))
        ? List.of()
        : range();
  }

  private Set<Long> wholes() {
    return values.mostFrequent().stream()
        .map(value -> String.valueOf(value.text()).strip())
        .filter(text -> text.matches(INTEGER))
        .map(text -> Long.valueOf(text.replaceFirst("\\..*", "")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What to write. */
  String sentence() {
    String shift = shift();
    if (!shift.isEmpty()) {
      return String.format(
          "The labels appear to start at %d, the classes at %d: write %s: %s%s",
          shift.equals(" - 1") ? first() + 1 : first() - 1, first(), key(), whole(), shift);
    }
    String first = String.valueOf(values.mostFrequent().get(0).text());
    if (first.strip().matches("[\\[{].*")) {
      return "A label must be one class or one number per class. For JSON text, write "
          + key()
          + ": from_json("
          + text()
          + ", 'map<string,double>'). If a row can have several classes, treat each class as its"
          + " own binary model";
    }
    LabelFractions fractions = new LabelFractions(scoring.classes(), values);
    if (fractions.areMost()) {
      return fractions.sentence(key(), text());
    }
    String nothing = nothing(first);
    // After a semicolon the sentence goes on.
    return nothing + names(nothing.endsWith("; ") ? "for" : "For", first);
  }

  /** The label as a whole number; text such as 3.0 is none. */
  private String whole() {
    boolean hasPoint =
        values.mostFrequent().stream().anyMatch(it -> String.valueOf(it.text()).contains("."));
    return "cast(" + (hasPoint ? "cast(" + text() + " as double)" : text()) + " as int)";
  }

  private String nothing(String first) {
    List<String> none =
        values.mostFrequent().stream()
            .map(value -> String.valueOf(value.text()).strip())
            .filter(text -> NOTHING.contains(plain(text)))
            .distinct()
            .toList();
    if (none.isEmpty()) {
      return "";
    }
    return "If "
        + none.stream()
            .map(text -> text.isEmpty() ? "\"\"" : text)
            .collect(Collectors.joining(", "))
        + (none.size() == 1 ? " marks" : " mark")
        + " a label that is not known yet, write "
        + scoring.labelSection()
        + ".unlabelled: ["
        + none.stream().map(LabelAdvice::yaml).collect(Collectors.joining(", "))
        + "]"
        + (none.size() < values.mostFrequent().size() || !NOTHING.contains(plain(first))
            ? ". "
            : "; ");
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceFirst("\\.0*$", "");
  }

  private static String yaml(String text) {
    return text.matches("-?\\d+(\\.\\d+)?") ? text : "\"" + text.replace("\"", "\\\"") + "\"";
  }

  private String names(String beginning, String first) {
    return String.format(
        "%s a class with a different name, write %s: case cast(%s as string) when '%s' then '%s' …"
            + " end",
        beginning,
        key(),
        text(),
        first.replace("'", "\\'"),
        scoring.classes().get(0).replace("'", "\\'"));
  }
}
