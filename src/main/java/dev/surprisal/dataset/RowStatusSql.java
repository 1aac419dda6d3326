package dev.surprisal.dataset;

import dev.surprisal.dataset.spec.ProbabilitySpec;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.profile.state.Layout;
import dev.surprisal.profile.state.RowStatus;
import dev.surprisal.profile.state.RowWeight;

/** What is wrong with a row, as SQL that yields the code of a {@link RowStatus}. */
final class RowStatusSql {

  /** The code of a row with which nothing is wrong. */
  static final int NONE = RowStatus.SCORED.code();

  private RowStatusSql() {}

  /** What is wrong with a distribution. */
  static String ofDistribution(String array, Scoring scoring) {
    return "surprisal.distribution_status("
        + array
        + ", "
        + scoring.classes().size()
        + ", "
        + scoring.checks().sumTolerance()
        + "D)";
  }

  /** What is wrong with the column {@code label}. A null is no fault: the label may yet come. */
  static String ofLabel(boolean distribution, Scoring scoring) {
    String isBad =
        distribution
            ? ofDistribution("label", scoring) + " <> " + NONE
            : "label = " + LabelShape.UNKNOWN;
    RowStatus status = distribution ? RowStatus.INVALID_LABEL : RowStatus.UNKNOWN_LABEL;
    return "case when label is null then "
        + NONE
        + " when "
        + isBad
        + " then "
        + status.code()
        + " else "
        + NONE
        + " end";
  }

  /** What is wrong with a prediction, in whatever form it is. */
  static String ofPrediction(Scoring scoring) {
    return scoring.predictions().probability().rest() == ProbabilitySpec.Rest.SPREAD
            && scoring.classes().size() > Layout.MAX_CROSSED_CLASSES
        ? "surprisal.sparse_status(q, "
            + scoring.classes().size()
            + ", "
            + scoring.checks().sumTolerance()
            + "D)"
        : ofDistribution("q", scoring);
  }

  /** What is wrong with the column {@code weight}. */
  static String ofWeight() {
    return "case when weight is null or isnan(weight) or weight < 0 or weight > "
        + RowWeight.MOST
        + "D then "
        + RowStatus.INVALID_WEIGHT.code()
        + " else "
        + NONE
        + " end";
  }

  /** The first fault, or else the second. */
  static String orElse(String first, String second) {
    return "case when " + first + " <> " + NONE + " then " + first + " else " + second + " end";
  }
}
