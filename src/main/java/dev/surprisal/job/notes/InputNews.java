package dev.surprisal.job.notes;

import dev.surprisal.dataset.spec.ChallengerSpec;
import dev.surprisal.dataset.spec.LabelSpec;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.drift.narrative.Verdict;
import dev.surprisal.format.Figures;
import dev.surprisal.profile.Disagreement;
import dev.surprisal.profile.Profile;
import dev.surprisal.report.RowCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is so odd about the rows that no figure made of the others should be read without it: part
 * of the verdict.
 *
 * @param scoring what is asked of the rows
 * @param counts what became of all rows
 * @param total the profile of all rows
 * @param strays what labels without a prediction look like, or null where nobody looked
 */
public record InputNews(
    Scoring scoring, RowCounts counts, Profile total, @Nullable StrayLabels strays) {

  /** Some rows are sent twice and some labels corrected; more is news. */
  private static final double NEWS = 0.01;

  /** So many of either side without the other are no late labels and lost rows. */
  static final double MANY = 0.1;

  /** What to do about keys that rows share. */
  public static String advice(Scoring scoring) {
    return "If these are distinct predictions, add the missing part of the key, such as the day, to"
        + " "
        + scoring.name()
        + ".key and "
        + scoring.labelsName()
        + ".key.";
  }

  /** The verdict with the news before it: what the figures are made of comes first. */
  public Verdict verdict(Verdict verdict) {
    List<String> sentences = sentences();
    if (sentences.isEmpty()) {
      return verdict;
    }
    sentences.add(verdict.sentence());
    return new Verdict(verdict.state(), String.join(" ", sentences), verdict.versions());
  }

  private List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    if (counts.duplicate() > NEWS * counts.read()) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "%s of the %s read (%,d of %,d) have the same key%s as another row and are excluded."
                  + " %s",
              Figures.percent(counts.duplicate(), counts.read()),
              scoring.isReference() ? "rows of the reference dataset" : "predictions",
              counts.duplicate(),
              counts.read(),
              scoring.predictions().version() == null ? "" : " and version",
              advice(scoring)));
    }
    repeated(sentences);
    if (areStraysNews()) {
      sentences.add(strays == null ? strayCounts() + "." : strays.sentence(strayCounts()));
    }
    missing(sentences);
    return sentences;
  }

  private void repeated(List<String> sentences) {
    LabelSpec labels = scoring.labels();
    long repeated = counts.labels().repeated();
    if (labels != null && repeated > NEWS * counts.scored()) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "%s of the scored %s (%,d of %,d) have more than one label; %s.",
              Figures.percent(repeated, counts.scored()),
              scoring.isReference() ? "rows of the reference dataset" : "predictions",
              repeated,
              counts.scored(),
              labels.timestamp() == null
                  ? "without "
                      + scoring.labelsName()
                      + ".timestamp the choice among them is arbitrary"
                  : scoring.labelsName()
                      + ".duplicates="
                      + labels.duplicates().name().toLowerCase(Locale.ROOT)
                      + " was applied"));
    }
  }

  private void missing(List<String> sentences) {
    ChallengerSpec challenger = scoring.challenger();
    if (!scoring.isReference() && challenger != null && total.predictions() > 0) {
      long missing = Math.round(Disagreement.of(total).missing());
      if (missing > MANY * total.predictions()) {
        sentences.add(
            String.format(
                Locale.ROOT,
                "%s of the predictions (%,d of %,d) have no counterpart from %s with the same key"
                    + " (challenger.key).",
                Figures.percent(missing, total.predictions()),
                missing,
                total.predictions(),
                challenger.name()));
      }
    }
  }

  /** Whether labels without a prediction are many. */
  public static boolean hasManyStrays(RowCounts counts) {
    long strays = counts.labels().withoutPrediction();
    return strays > MANY * (strays + counts.scored());
  }

  private boolean areStraysNews() {
    return hasManyStrays(counts) && (strays == null ? isEitherSide() : strays.isNews());
  }

  private boolean isEitherSide() {
    return counts.unlabelled() > MANY * (counts.unlabelled() + counts.scored());
  }

  /** How many of either side have no partner; no full stop. */
  private String strayCounts() {
    String labels =
        String.format(
            Locale.ROOT,
            scoring.isReference()
                ? "%,d labels of the reference dataset match none of its rows read"
                : "%,d labels match no prediction in these ranges",
            counts.labels().withoutPrediction());
    return isEitherSide()
        ? String.format(
            Locale.ROOT,
            "%s, and %s of the %s (%,d of %,d) have no label",
            labels,
            Figures.percent(counts.unlabelled(), counts.unlabelled() + counts.scored()),
            scoring.isReference() ? "rows" : "predictions",
            counts.unlabelled(),
            counts.unlabelled() + counts.scored())
        : labels;
  }

  /** The same where it is no news, but worth a note. */
  public List<String> notes() {
    long strays = counts.labels().withoutPrediction();
    return strays <= NEWS * (strays + counts.scored()) || areStraysNews()
        ? List.of()
        : List.of(
            strayCounts()
                + ". Possible causes: labels from other periods, predictions that were never"
                + " logged, missing keys.");
  }
}
