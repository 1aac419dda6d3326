package dev.surprisal.starter;

import static java.util.stream.Collectors.joining;

import dev.surprisal.dataset.inspect.ColumnInspection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A column that was chosen to play a part.
 *
 * @param column the column
 * @param because why it was
 * @param certainty how sure that is
 */
record Choice(ColumnInspection column, String because, Certainty certainty) {

  /** Why a column was chosen that somebody named. */
  static final String GIVEN = "as given";

  private static final int MOST_NAMED = 6;

  /** Chooses by the name where there are several; empty where there is none. */
  static Optional<Choice> among(List<ColumnInspection> candidates, Names names, String kind) {
    return candidates.stream()
        .min(Comparator.comparingInt(column -> names.rank(column.name())))
        .map(best -> chosen(best, candidates, names, kind));
  }

  private static Choice chosen(
      ColumnInspection best, List<ColumnInspection> candidates, Names names, String kind) {
    if (candidates.size() == 1) {
      return new Choice(best, "the only column " + kind, Certainty.GUESSED);
    }
    int rank = names.rank(best.name());
    boolean alone =
        candidates.stream().filter(column -> names.rank(column.name()) == rank).count() == 1;
    return alone
        ? new Choice(
            best,
            "chosen by name among the columns " + kind + ": " + names(candidates),
            Certainty.GUESSED)
        : new Choice(
            best,
            "check which of these is right, columns " + kind + ": " + names(candidates),
            Certainty.DOUBTFUL);
  }

  /** The columns' names for a sentence. */
  static String names(List<ColumnInspection> columns) {
    int more = columns.size() - MOST_NAMED;
    return columns.stream().limit(MOST_NAMED).map(ColumnInspection::name).collect(joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }

  String name() {
    return column.name();
  }

  Entry entry(String key) {
    return new Entry(key, YamlText.of(name()), because, certainty);
  }
}
