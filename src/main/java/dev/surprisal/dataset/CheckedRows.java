package dev.surprisal.dataset;

import static org.apache.spark.sql.functions.not;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Prediction rows joined with their labels, each with its status, in one lazy plan of {@link
 * RowColumn}s and {@link NumberedColumn}s. Spark prunes the columns that a use does not name.
 *
 * @param rows the plan
 * @param slices the predictions alone, with neither labels nor status
 * @param keys the number of key columns
 * @param softLabels whether labels are distributions
 * @param versioned whether rows tell the version; else it is null in all of them
 * @param categorical the places of the categorical columns among the columns that are asked for
 */
public record CheckedRows(
    Dataset<Row> rows,
    Dataset<Row> slices,
    int keys,
    boolean softLabels,
    boolean versioned,
    List<Integer> categorical) {

  /**
   * Copies the places.
   *
   * @throws IllegalArgumentException where a column is missing or of another type
   */
  public CheckedRows {
    RowColumn.require(rows.schema());
    categorical = List.copyOf(categorical);
  }

  /** The predictions, without the rows that only say something of labels. */
  public Dataset<Row> predictions() {
    return rows.where(not(RowColumn.LABEL_REPEATED.column()));
  }

  /** The same, of no version. */
  public CheckedRows withoutVersions() {
    return new CheckedRows(
        withoutVersions(rows), withoutVersions(slices), keys, softLabels, false, categorical);
  }

  private static Dataset<Row> withoutVersions(Dataset<Row> of) {
    return of.withColumn(RowColumn.VERSION.label(), RowColumn.VERSION.none());
  }

  /** Whether rows have weights. */
  public boolean weighted() {
    return List.of(rows.columns()).contains(RowColumn.WEIGHT.label());
  }

  /** Whether predictions name some classes, as {@code surprisal.sparse} gives them. */
  public boolean sparse() {
    return rows.schema().apply(RowColumn.PREDICTION.label()).dataType() instanceof StructType;
  }
}
