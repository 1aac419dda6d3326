package dev.surprisal.job.notes;

import dev.surprisal.dataset.source.InputProblem;
import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.dataset.source.RejectedValues;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.format.Figures;
import dev.surprisal.format.Phrases;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.row.RowStatus;
import dev.surprisal.report.RejectionReasons;
import dev.surprisal.report.RowCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What is told of rejected rows: how many there are, what stood in them, and what to write for
 * exactly that.
 *
 * @param scoring what is asked of the rows
 * @param counts the ends of all rows
 * @param total the profile of all rows
 * @param values what stood in the rejected rows
 * @param place where they are
 */
public record Rejections(
    Scoring scoring, RowCounts counts, Profile total, List<RejectedValues> values, String place) {

  /** The share of rejected rows above which a report tells what stood in them. */
  private static final double NOTED_SHARE = 0.01;

  /** Copies the list. */
  public Rejections {
    values = List.copyOf(values);
  }

  /**
   * Refuses a run that rejects too much, or whose labels seem to count the classes from another
   * number on, since those that are left name wrong ones.
   *
   * @throws InputRefusedException for either
   */
  public void requireFew() {
    if (share() > scoring.checks().maxRejectedShare()) {
      throw new InputRefusedException(
          new InputProblem(
              "checks.max_rejected",
              String.format(
                  Locale.ROOT,
                  "Rejected %,d of %,d rows%s, %s (checks.max_rejected is %s): %s. Rejected rows"
                      + " are in %s.%s",
                  counts.rejectedTotal(),
                  counts.read(),
                  ofWhich(),
                  Figures.percent(share()),
                  Figures.percent(scoring.checks().maxRejectedShare()),
                  reasons(),
                  place,
                  details())));
    }
    for (RejectedValues of : values) {
      if (of.reason().equals(RowStatus.UNKNOWN_LABEL.label())) {
        LabelAdvice advice = new LabelAdvice(scoring, total, of);
        if (advice.isShifted()) {
          throw new InputRefusedException(
              InputProblem.invalid(
                  advice.key(), advice.text(), advice.seen() + ". " + advice.sentence()));
        }
      }
    }
  }

  /** What a report is to tell; nothing where only few rows were rejected. */
  public List<String> notes() {
    return share() > NOTED_SHARE
        ? List.of(
            String.format(
                Locale.ROOT,
                "Rejected %,d of %,d rows%s (%s).%s",
                counts.rejectedTotal(),
                counts.read(),
                ofWhich(),
                Figures.percent(share()),
                details().replace("\n ", "")))
        : List.of();
  }

  private String ofWhich() {
    return scoring.isReference() ? " of the reference dataset" : "";
  }

  private double share() {
    return (double) counts.rejectedTotal() / counts.read();
  }

  private String reasons() {
    return counts.rejected().entrySet().stream()
        .filter(reason -> reason.getValue() > 0)
        .map(
            reason ->
                RejectionReasons.describe(reason.getKey())
                    + " ("
                    + Figures.count(reason.getValue())
                    + ")")
        .collect(Collectors.joining(", "));
  }

  private String details() {
    List<String> details = new ArrayList<>();
    for (RejectedValues of : values) {
      boolean ofLabel = of.reason().equals(RowStatus.UNKNOWN_LABEL.label());
      details.add(
          ofLabel
              ? detail(new LabelAdvice(scoring, total, of))
              : detail(new RejectionAdvice(scoring, counts, of)));
    }
    return details.stream().map(line -> "\n  " + line).collect(Collectors.joining());
  }

  private static String detail(LabelAdvice advice) {
    return Phrases.capitalized(advice.seen()) + ". " + advice.sentence();
  }

  private static String detail(RejectionAdvice advice) {
    return Phrases.capitalized(RejectionReasons.describe(advice.reason()))
        + ": "
        + advice.seen()
        + "."
        + advice.sentence();
  }
}
