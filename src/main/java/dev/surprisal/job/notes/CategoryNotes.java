package dev.surprisal.job.notes;

import dev.surprisal.config.Config;
import dev.surprisal.profile.CategoryDistribution;
import dev.surprisal.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reports categorical columns with more categories than are kept apart. */
public final class CategoryNotes {

  /** The share of categories that must be numbers. */
  private static final double MOST = 0.9;

  private CategoryNotes() {}

  public static List<String> of(Config config, Profile total) {
    List<String> notes = new ArrayList<>();
    for (int column : total.layout().spec().categorical().indices()) {
      CategoryDistribution counts = total.categories(column);
      if (counts.other() > 0) {
        notes.add(note(config.columns().get(column), counts));
      }
    }
    return notes;
  }

  private static String note(String column, CategoryDistribution counts) {
    return String.format(
        Locale.ROOT,
        "Column %1$s has more than %2$,d categories (limits.categories). The remaining categories"
            + " (%3$,d of %4$,d rows) are compared as one; changes among them are not detected."
            + " %5$s",
        column,
        counts.categories().size(),
        Math.round(counts.other()),
        Math.round(counts.rows()),
        areNumbers(counts)
            ? "The categories are numbers stored as text: write try_cast(" + column + " as double)."
            : "Raise limits.categories or bucket the column, e.g. substring("
                + column
                + ", 1, 2).");
  }

  private static boolean areNumbers(CategoryDistribution counts) {
    long numbers =
        counts.categories().stream()
            .filter(it -> it.name().strip().matches(LabelFractions.NUMBER))
            .count();
    return numbers >= MOST * counts.categories().size();
  }
}
