package dev.surprisal.job.notes;

import dev.surprisal.dataset.spec.LabelSpec;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.format.Figures;
import dev.surprisal.profile.Profile;
import dev.surprisal.report.RowCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Reports labels that were given more than once, or before their predictions. */
public final class LabelNotes {

  private LabelNotes() {}

  /**
   * Makes the notes.
   *
   * @param sides how the rows of each dataset are scored
   * @param counts what became of the rows
   * @param total the profile of all rows
   */
  public static List<String> of(List<Scoring> sides, RowCounts counts, Profile total) {
    List<String> notes = new ArrayList<>();
    RowCounts reference = counts.reference();
    long repeated =
        counts.labels().repeated() + (reference == null ? 0 : reference.labels().repeated());
    if (repeated > 0) {
      notes.add(
          Figures.count(repeated)
              + (repeated == 1 ? " prediction had" : " predictions had")
              + " more than one label; "
              + policy(sides)
              + " was applied.");
    }
    long before = total.labelsBeforePredictions();
    if (before > 0) {
      notes.add(
          Figures.count(before)
              + (before == 1
                  ? " label is dated before its prediction"
                  : " labels are dated before their predictions")
              + "; scored, but excluded from label_lag_p50 and label_lag_p90.");
    }
    return notes;
  }

  /** The policy by which one label counts where there are several. */
  private static String policy(List<Scoring> sides) {
    return sides.stream()
        .filter(scoring -> scoring.labels() != null)
        .findFirst()
        .map(scoring -> policy(scoring.labelsName(), Objects.requireNonNull(scoring.labels())))
        .orElse("labels.duplicates");
  }

  private static String policy(String labels, LabelSpec spec) {
    return labels + ".duplicates=" + spec.duplicates().name().toLowerCase(Locale.ROOT);
  }
}
