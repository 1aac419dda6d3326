package dev.surprisal.dataset;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.surprisal.dataset.spec.ProbabilitySpec;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.profile.row.RowStatus;
import dev.surprisal.profile.row.RowWeight;
import dev.surprisal.profile.state.Layout;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.spark.sql.Column;

/** What is wrong with a row, as columns of the codes of {@link RowStatus}. */
final class RowFaults {

  /** The code of a row with which nothing is wrong. */
  static final int NONE = RowStatus.SCORED.code();

  private RowFaults() {}

  /** What is wrong with a distribution. */
  static Column ofDistribution(Column array, Scoring scoring) {
    return status("surprisal.distribution_status", array, scoring);
  }

  private static Column status(String function, Column prediction, Scoring scoring) {
    return call_function(
        function, prediction, lit(scoring.classes().size()), lit(scoring.checks().sumTolerance()));
  }

  /** What is wrong with the label. A null is no fault: the label may yet come. */
  static Column ofLabel(boolean distribution, Scoring scoring) {
    Column label = RowColumn.LABEL.column();
    Column isBad =
        distribution
            ? ofDistribution(label, scoring).notEqual(NONE)
            : label.equalTo(LabelShape.UNKNOWN);
    RowStatus status = distribution ? RowStatus.INVALID_LABEL : RowStatus.UNKNOWN_LABEL;
    return when(label.isNull(), NONE).when(isBad, status.code()).otherwise(NONE);
  }

  /** What is wrong with a prediction, in whatever form it is. */
  static Column ofPrediction(Scoring scoring) {
    Column prediction = RowColumn.PREDICTION.column();
    return scoring.predictions().probability().rest() == ProbabilitySpec.Rest.SPREAD
            && scoring.classes().size() > Layout.MAX_CROSSED_CLASSES
        ? status("surprisal.sparse_status", prediction, scoring)
        : ofDistribution(prediction, scoring);
  }

  /** What is wrong with the weight. */
  static Column ofWeight() {
    Column weight = RowColumn.WEIGHT.column();
    Column isNone = weight.isNull().or(isnan(weight));
    Column isOutside = weight.lt(0).or(weight.gt(RowWeight.MOST));
    return when(isNone.or(isOutside), RowStatus.INVALID_WEIGHT.code()).otherwise(NONE);
  }

  /** The names of statuses; null of all others. */
  static Column labels(Predicate<RowStatus> which) {
    Column status = RowColumn.STATUS.column();
    Column label = null;
    for (RowStatus each : RowStatus.values()) {
      if (which.test(each)) {
        Column is = status.equalTo(each.code());
        label = label == null ? when(is, each.label()) : label.when(is, each.label());
      }
    }
    return Objects.requireNonNull(label);
  }

  /** The first fault, or else the second. */
  static Column orElse(Column first, Column second) {
    return when(first.notEqual(NONE), first).otherwise(second);
  }
}
