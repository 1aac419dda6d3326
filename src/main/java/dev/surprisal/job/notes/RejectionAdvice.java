package dev.surprisal.job.notes;

import dev.surprisal.dataset.source.RejectedValues;
import dev.surprisal.dataset.source.RejectedValues.Figures;
import dev.surprisal.dataset.spec.ProbabilitySpec;
import dev.surprisal.dataset.spec.ProbabilitySpec.Scale;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.report.RowCounts;
import java.util.Locale;
import java.util.Map;

/**
 * What to write where rows were rejected for anything but a label of an unknown class.
 *
 * @param scoring what is asked of the rows
 * @param counts the ends of all rows
 * @param values what stood there
 */
record RejectionAdvice(Scoring scoring, RowCounts counts, RejectedValues values) {

  /** The share of rows that must bear a guess out. */
  private static final double MOST = 0.9;

  /** The reason, with how many rows there are. */
  String reason() {
    return values.reason();
  }

  /** What stood there. */
  String seen() {
    return range() + RejectedFigures.listed(values);
  }

  /** What to write, after a blank; empty where nothing can be said. */
  String sentence() {
    String sentence =
        switch (values.reason()) {
          case "out_of_range" ->
              spec().scale() == Scale.LOG_PROBABILITY
                  ? positiveLogarithms()
                  : isOneColumn()
                      ? new ScoreAdvice(scoring, counts, values).sentence()
                      : ofFigures();
          case "sum_not_one" -> ofSums();
          case "null_prediction" -> new TextAdvice(scoring, values).sentence();
          case "nan" -> ofNoNumber();
          case "wrong_length" -> ofLength();
          case "invalid_label" -> ofLabels();
          case "bad_timestamp" -> new TimeAdvice(scoring, values).sentence();
          default -> "";
        };
    return sentence.isEmpty() ? "" : " " + sentence + ".";
  }

  private ProbabilitySpec spec() {
    return scoring.predictions().probability();
  }

  /** Whether one column has the probability of one of two classes. */
  private boolean isOneColumn() {
    return spec().columns().size() == 1;
  }

  private String key() {
    return scoring.name()
        + ".probability"
        + (isOneColumn() ? "." + spec().columns().keySet().iterator().next() : "");
  }

  private String text() {
    String column = spec().column();
    return column != null ? column : String.join(", ", spec().columns().values());
  }

  private String range() {
    Figures of = values.figures();
    if (of.rows() == 0) {
      return "";
    }
    if (values.reason().equals("out_of_range") && isOneColumn()) {
      return bounds();
    }
    return values.reason().equals("out_of_range")
        ? String.format(
            Locale.ROOT,
            "values from %s to %s, such as ",
            RejectedFigures.format(of.lowest()),
            RejectedFigures.format(of.highest()))
        : String.format(
            Locale.ROOT,
            "sums from %s to %s, such as ",
            RejectedFigures.format(of.leastSum()),
            RejectedFigures.format(of.greatestSum()));
  }

  private String bounds() {
    boolean isAbove = values.figures().highest() > 1;
    boolean isBelow = values.figures().lowest() < 0;
    return (isAbove && isBelow ? "above 1 or below 0" : isAbove ? "above 1" : "below 0")
        + String.format(
            Locale.ROOT,
            ", from %s to %s, such as ",
            RejectedFigures.format(values.figures().lowest()),
            RejectedFigures.format(values.figures().highest()));
  }

  private String positiveLogarithms() {
    String negative =
        spec().column() != null
            ? "transform(" + text() + ", x -> -x)"
            : "-" + spec().columns().values().iterator().next();
    return "Log probabilities are at most 0. If the sign is missing, write "
        + key()
        + ": \""
        + negative
        + "\". If these are probabilities, remove "
        + scoring.name()
        + ".scale";
  }

  private String ofFigures() {
    Figures of = values.figures();
    if (of.below() == 0) {
      String what = of.hundreds() >= MOST * of.rows() ? "percentages" : "counts, votes or weights";
      return "For " + what + ", write " + normalised();
    }
    return of.highest() <= 0
        ? "For log probabilities, write " + scoring.name() + ".scale: log_probability"
        : "For logits, write " + scoring.name() + ".scale: logit";
  }

  private String normalised() {
    if (spec().column() != null) {
      return key() + ": surprisal.normalize(" + text() + ")";
    }
    return "each column divided by the sum of all, such as "
        + spec().columns().entrySet().stream()
            .limit(1)
            .map((Map.Entry<String, String> it) -> it.getKey() + ": " + it.getValue() + " / (")
            .findFirst()
            .orElse("")
        + String.join(" + ", spec().columns().values())
        + ")";
  }

  private String ofSums() {
    Figures of = values.figures();
    double tolerance = scoring.checks().sumTolerance();
    if (Math.abs(of.leastSum() - 1) <= 0.02 && Math.abs(of.greatestSum() - 1) <= 0.02) {
      return String.format(
          "The sum may differ from 1 by at most checks.sum_tolerance (%s); raise it for rounded"
              + " probabilities",
          tolerance);
    }
    if (of.greatestSum() <= 1) {
      return "If classes are missing, "
          + scoring.name()
          + ".rest: spread gives them the remaining probability. If the values are weights, write "
          + normalised();
    }
    return severalLabels()
        + ". If the values are weights, write "
        + normalised()
        + ". The sum may differ from 1 by at most checks.sum_tolerance ("
        + tolerance
        + ")";
  }

  private String severalLabels() {
    return String.format(
        "Sums up to %2$s over %1$d classes suggest labels that are not mutually exclusive. A row"
            + " has one class or a distribution over the classes; for multi-label problems, monitor"
            + " each class as its own binary model",
        scoring.classes().size(), RejectedFigures.format(values.figures().greatestSum()));
  }

  private String ofLabels() {
    Figures of = values.figures();
    return of.rows() > 0 && of.greatestSum() > 1 + scoring.checks().sumTolerance()
        ? severalLabels()
        : String.format(
            "A label must be one class or a distribution: %d values that sum to 1",
            scoring.classes().size());
  }

  /** Nothing has shares where there is nothing. */
  private String ofNoNumber() {
    String column = spec().column();
    String call = "surprisal.normalize(";
    if (column == null || !column.contains(call)) {
      return "";
    }
    return "Rows whose values are all 0 cannot be normalized and are rejected. If that is intended,"
        + " "
        + RejectedFigures.tolerance(counts)
        + "; for a uniform distribution, write "
        + key()
        + ": \""
        + column.replaceFirst(
            "(surprisal\\.normalize\\(([^()]+)\\))",
            "if(array_max($2) = 0, array_repeat(1D / K, K), $1)"
                .replace("K", "" + scoring.classes().size()))
        + "\"";
  }

  private String ofLength() {
    return "A prediction must have "
        + scoring.classes().size()
        + " values, one for each of model.classes: "
        + String.join(", ", scoring.classes().subList(0, Math.min(10, scoring.classes().size())));
  }
}
