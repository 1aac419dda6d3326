package dev.surprisal.dataset;

import static org.apache.spark.sql.functions.expr;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Prediction rows joined with their labels, each with its status, in one lazy plan. Columns:
 *
 * <ul>
 *   <li>{@code k0…}: the key; {@code s0…}: the slice values, as strings
 *   <li>{@code ts}: microseconds since 1970-01-01T00:00Z; {@code version}: string
 *   <li>{@code q}: {@code array<double>}, or a struct that names some classes; {@code columns}:
 *       {@code array<double>}, of the numeric columns; {@code c0…}: the categorical ones, as
 *       strings
 *   <li>{@code label}: int or {@code array<double>}; {@code label_repeated}: that the row is no
 *       prediction, but says of a scored one beside it that its label had been given more than
 *       once, or, where {@code fault} and {@code ts} are null, of a label that it has no prediction
 *   <li>{@code weight}: how many rows it stands for; only where that is configured
 *   <li>{@code arrival}: when the label came, as {@code ts}; only where labels are a dataset
 *   <li>{@code status}: the code of a {@link dev.surprisal.profile.state.RowStatus}
 *   <li>{@code key_text}, {@code ts_text}, {@code q_text}, {@code label_text}, where it is
 *       configured {@code weight_text}: what stood there
 * </ul>
 *
 * <p>Spark prunes the columns that a use does not name.
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

  /** Copies the places. */
  public CheckedRows {
    categorical = List.copyOf(categorical);
  }

  /** The predictions, without the rows that only say something of labels. */
  public Dataset<Row> predictions() {
    return rows.where("not label_repeated");
  }

  /** The same, of no version. */
  public CheckedRows withoutVersions() {
    String none = "cast(null as string)";
    return new CheckedRows(
        rows.withColumn("version", expr(none)),
        slices.withColumn("version", expr(none)),
        keys,
        softLabels,
        false,
        categorical);
  }

  /** Whether rows have weights. */
  public boolean weighted() {
    return List.of(rows.columns()).contains("weight");
  }

  /** Whether {@code q} names some classes, as {@code surprisal.sparse} gives it. */
  public boolean sparse() {
    return rows.schema().apply("q").dataType() instanceof StructType;
  }
}
