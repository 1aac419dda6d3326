package dev.surprisal.dataset;

import dev.surprisal.profile.state.RowStatus;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The rows that could not be used, with the reason and what stood there. */
public final class RejectedRows {

  private RejectedRows() {}

  /**
   * Plans the rejected rows: key, timestamp, version, reason and value, all as text; and of a
   * distribution that was rejected the lowest figure, the highest, and their total.
   */
  public static Dataset<Row> of(CheckedRows checked) {
    String figures = "(" + figures(checked) + ")";
    return checked
        .rows()
        .where("status > " + RowStatus.DUPLICATE.code())
        .selectExpr(
            "key_text as key",
            "ts_text as timestamp",
            "version",
            reason() + " as reason",
            value(checked) + " as value",
            "array_min(" + figures + ") as lowest",
            "array_max(" + figures + ") as highest",
            "aggregate(" + figures + ", 0D, (sum, figure) -> sum + figure) as total");
  }

  /** The distribution that was found at fault, where it is one. */
  private static String figures(CheckedRows checked) {
    String label = checked.softLabels() ? "label" : "cast(null as array<double>)";
    return "case status when "
        + RowStatus.INVALID_LABEL.code()
        + " then "
        + label
        + " when "
        + RowStatus.OUT_OF_RANGE.code()
        + " then "
        + prediction(checked)
        + " when "
        + RowStatus.NOT_NORMALISED.code()
        + " then "
        + prediction(checked)
        + " end";
  }

  private static String prediction(CheckedRows checked) {
    return checked.sparse() ? "q.values" : "q";
  }

  private static String reason() {
    return Arrays.stream(RowStatus.values())
        .filter(RowStatus::isRejected)
        .map(status -> " when " + status.code() + " then '" + status.label() + "'")
        .collect(Collectors.joining("", "case status", " end"));
  }

  private static String value(CheckedRows checked) {
    String weight =
        checked.weighted() ? " when " + RowStatus.INVALID_WEIGHT.code() + " then weight_text" : "";
    return "case status when "
        + RowStatus.NULL_KEY.code()
        + " then key_text when "
        + RowStatus.BAD_TIMESTAMP.code()
        + " then ts_text when "
        + RowStatus.UNKNOWN_LABEL.code()
        + " then label_text when "
        + RowStatus.INVALID_LABEL.code()
        + " then label_text"
        + weight
        + " else q_text end";
  }
}
