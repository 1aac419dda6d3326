package dev.surprisal.job;

import dev.surprisal.config.Config;
import dev.surprisal.profile.CategoryDistribution;
import dev.surprisal.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells of categorical columns with more categories than are told apart. */
final class CategoryNotes {

  private CategoryNotes() {}

  static List<String> of(Config config, Profile total) {
    List<String> notes = new ArrayList<>();
    for (int column : total.layout().categorical().indices()) {
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
        "Column %1$s has more than %2$,d categories (limits.categories); %2$,d of them are told"
            + " apart, and the others, %3$,d of %4$,d rows, are compared as one. Where these are"
            + " numbers as text, write try_cast(%1$s as double).",
        column,
        counts.categories().size(),
        Math.round(counts.other()),
        Math.round(counts.rows()));
  }
}
