package dev.surprisal.job.notes;

import dev.surprisal.dataset.source.RejectedValues;
import dev.surprisal.dataset.source.RejectedValues.Figures;
import dev.surprisal.dataset.source.RejectedValues.Value;
import dev.surprisal.dataset.spec.ProbabilitySpec;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.report.RowCounts;
import java.util.Locale;
import java.util.Map;

/**
 * What to write where the probability of one of two classes is below 0 or above 1. The rows that
 * were accepted say as much of what it is as those that were not: where half of the scores are
 * between 0 and 1, all are no logarithms.
 *
 * @param scoring what is asked of the rows
 * @param counts the ends of all rows
 * @param values what stood there
 */
record ScoreAdvice(Scoring scoring, RowCounts counts, RejectedValues values) {

  /** The share of rows that must bear a guess out. */
  private static final double MOST = 0.9;

  /** Percent of a rare class may be below 1 mostly; some are this large. */
  private static final double PERCENT = 10;

  /** A straight line through 0 and 1 goes so far beyond them. */
  private static final double OVERSHOOT = 0.5;

  /** The sentence, without a full stop. */
  String sentence() {
    Figures of = values.figures();
    if (isMark()) {
      return ofMark();
    }
    if (isOvershoot()) {
      return "The value must be a probability. If the model slightly exceeds 0 and 1, as a linear"
          + " regression does, write "
          + written("least(greatest(%s, 0), 1)", text());
    }
    if (of.below() == 0) {
      return ofAbove(of);
    }
    return of.highest() <= 0 ? ofBelow(of) : logits();
  }

  private String ofAbove(Figures of) {
    boolean isPercent =
        of.highest() <= 100.5 && (of.highest() > PERCENT || accepted() < (1 - MOST) * all());
    return isPercent
        ? "For percentages, write " + written("%s / 100", operand())
        : "The value must be a probability: divide votes or points by their maximum";
  }

  private String ofBelow(Figures of) {
    if (accepted() < (1 - MOST) * all()) {
      return "For log probabilities, write " + scoring.name() + ".scale: log_probability";
    }
    return of.lowest() >= -1
        ? "For scores from -1 to 1, write " + written("(%s + 1) / 2", operand())
        : logits();
  }

  private String logits() {
    return "For logits, write " + scoring.name() + ".scale: logit";
  }

  /** Whether one whole number makes up what was rejected, beside rows that were not. */
  private boolean isMark() {
    if (values.mostFrequent().isEmpty() || accepted() < (1 - MOST) * all()) {
      return false;
    }
    Value first = values.mostFrequent().get(0);
    return first.rows() >= MOST * values.rows()
        && first.rows() > 1
        && String.valueOf(first.text()).matches("-?\\d+(\\.0*)?");
  }

  private String ofMark() {
    Value first = values.mostFrequent().get(0);
    return String.format(
        Locale.ROOT,
        "%s in %s of the rows looks like a marker for a missing score. These rows are rejected; if"
            + " that is intended, %s",
        RejectedFigures.format(Double.parseDouble(String.valueOf(first.text()))),
        dev.surprisal.format.Figures.percent(first.rows(), counts.read()),
        RejectedFigures.tolerance(counts));
  }

  private boolean isOvershoot() {
    Figures of = values.figures();
    return of.above() > 0
        && of.lowest() >= -OVERSHOOT
        && of.highest() <= 1 + OVERSHOOT
        && accepted() >= all() / 2;
  }

  private double accepted() {
    return counts.scored() + counts.unlabelled();
  }

  private double all() {
    return accepted() + values.rows();
  }

  private Map.Entry<String, String> column() {
    ProbabilitySpec spec = scoring.predictions().probability();
    return spec.columns().entrySet().iterator().next();
  }

  private String text() {
    return column().getValue();
  }

  private String operand() {
    return text().matches("[\\w.]+|`[^`]+`") ? text() : "(" + text() + ")";
  }

  private String written(String form, String of) {
    return scoring.name()
        + ".probability."
        + column().getKey()
        + ": "
        + String.format(Locale.ROOT, form, of);
  }
}
