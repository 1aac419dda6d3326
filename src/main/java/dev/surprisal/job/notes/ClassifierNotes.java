package dev.surprisal.job.notes;

import dev.surprisal.config.Config;
import dev.surprisal.report.Classifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a reader has to know of the domain classifier beside its figures. */
public final class ClassifierNotes {

  private ClassifierNotes() {}

  public static List<String> of(Config config, @Nullable Classifier classifier) {
    List<String> notes = new ArrayList<>();
    if (config.classifier() == null) {
      return notes;
    }
    if (classifier == null) {
      notes.add(
          "The domain classifier (classifier) needs rows and is not available in reports from"
              + " stored profiles: use surprisal run.");
      return notes;
    }
    if (classifier.versionsLeft() > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "The domain classifier covers the %,d versions with the most current rows; %,d more"
                  + " %s not covered.",
              classifier.separations().size(),
              classifier.versionsLeft(),
              classifier.versionsLeft() == 1 ? "is" : "are"));
    }
    if (config.predictions().weight() != null) {
      notes.add("The domain classifier ignores row weights.");
    }
    return notes;
  }
}
