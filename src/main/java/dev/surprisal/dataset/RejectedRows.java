package dev.surprisal.dataset;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.surprisal.profile.row.RowStatus;
import org.apache.spark.sql.Column;
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
    Column figures = figures(checked);
    return checked
        .rows()
        .where(RowColumn.STATUS.column().gt(RowStatus.DUPLICATE.code()))
        .select(
            RowColumn.KEY_TEXT.column().as("key"),
            RowColumn.TIME_TEXT.column().as("timestamp"),
            RowColumn.VERSION.column(),
            RowFaults.labels(RowStatus::isRejected).as("reason"),
            value(checked).as("value"),
            array_min(figures).as("lowest"),
            array_max(figures).as("highest"),
            aggregate(figures, lit(0.0), (sum, figure) -> sum.plus(figure)).as("total"));
  }

  private static Column is(RowStatus status) {
    return RowColumn.STATUS.column().equalTo(status.code());
  }

  /** The distribution that was found at fault, where it is one. */
  private static Column figures(CheckedRows checked) {
    Column label =
        checked.softLabels() ? RowColumn.LABEL.column() : lit(null).cast("array<double>");
    Column prediction = RowColumn.PREDICTION.column();
    Column shares = checked.sparse() ? prediction.getField("values") : prediction;
    return when(is(RowStatus.INVALID_LABEL), label)
        .when(is(RowStatus.OUT_OF_RANGE), shares)
        .when(is(RowStatus.NOT_NORMALISED), shares);
  }

  private static Column value(CheckedRows checked) {
    Column value =
        when(is(RowStatus.NULL_KEY), RowColumn.KEY_TEXT.column())
            .when(is(RowStatus.BAD_TIMESTAMP), RowColumn.TIME_TEXT.column())
            .when(is(RowStatus.UNKNOWN_LABEL), RowColumn.LABEL_TEXT.column())
            .when(is(RowStatus.INVALID_LABEL), RowColumn.LABEL_TEXT.column());
    if (checked.weighted()) {
      value = value.when(is(RowStatus.INVALID_WEIGHT), RowColumn.WEIGHT_TEXT.column());
    }
    return value.otherwise(RowColumn.PREDICTION_TEXT.column());
  }
}
