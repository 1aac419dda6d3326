package dev.surprisal.dataset;

import dev.surprisal.profile.RowStatus;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The rows that could not be used, with the reason and what stood there. */
public final class RejectedRows {

  private RejectedRows() {}

  /** Plans the rejected rows: key, timestamp, version, reason and value, all as text. */
  public static Dataset<Row> of(CheckedRows checked) {
    return checked
        .rows()
        .where("status > " + RowStatus.DUPLICATE.code())
        .selectExpr(
            "key_text as key",
            "ts_text as timestamp",
            "version",
            reason() + " as reason",
            value(checked) + " as value");
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
