package dev.surprisal.starter;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What was guessed and why, for the console. */
public final class StarterSummary {

  private static final int WIDEST_VALUE = 34;
  private static final int WIDTH = 110;

  /** Keys that say no more than what was asked for. */
  private static final Set<String> TOLD =
      Set.of(
          "predictions.path",
          "labels.path",
          "predictions.schema",
          "labels.schema",
          "output.path",
          "reference.schema");

  /** What a configuration without labels is not. */
  static final String WITHOUT_LABEL = "No label column was found.";

  private StarterSummary() {}

  /** What to know before all else; empty where there is nothing. */
  public static List<String> head(Starter starter) {
    return starter.isWithoutLabel()
        ? List.of(
            WITHOUT_LABEL
                + " There will be no log loss and no accuracy. Name the column with --label, or"
                + " their dataset with --labels.",
            "")
        : List.of();
  }

  /** A line or more for each key: the key, its value, and why. */
  public static List<String> lines(Starter starter) {
    List<Entry> told =
        starter.entries().stream()
            .filter(entry -> entry.certainty() != Certainty.SUGGESTED)
            .filter(entry -> !TOLD.contains(entry.key()))
            .toList();
    int keys = told.stream().mapToInt(entry -> entry.key().length()).max().orElse(0);
    int values = told.stream().mapToInt(entry -> value(entry).length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    told.forEach(entry -> lines.addAll(lines(entry, keys, values)));
    return lines;
  }

  private static List<String> lines(Entry entry, int keys, int values) {
    String mark = entry.certainty().isToDo() ? Entry.TODO + ": " : "";
    int indent = 2 + keys + 2 + values + 2;
    List<String> because =
        StarterYaml.wrapped(mark + YamlText.comment(entry.because()), WIDTH - indent);
    List<String> lines = new ArrayList<>();
    lines.add(
        ("  "
                + padded(entry.key(), keys)
                + "  "
                + padded(value(entry), values)
                + "  "
                + because.get(0))
            .stripTrailing());
    because.stream().skip(1).map(more -> " ".repeat(indent) + more).forEach(lines::add);
    return lines;
  }

  private static String value(Entry entry) {
    String value = entry.value();
    return value.length() <= WIDEST_VALUE ? value : value.substring(0, WIDEST_VALUE - 1) + "…";
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
