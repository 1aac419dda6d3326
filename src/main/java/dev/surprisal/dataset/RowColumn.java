package dev.surprisal.dataset;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A column of {@linkplain CheckedRows checked rows}, or of the rows that they are made of: its
 * name, its types and its meaning. Columns of which there are several are {@link NumberedColumn}s.
 */
public enum RowColumn {
  /**
   * When the prediction was made, in microseconds since 1970-01-01T00:00Z. Null where that cannot
   * be read, and where a label has no prediction.
   */
  TIME("ts", DataTypes.LongType),
  /** The model's version; null in all rows where none is configured. */
  VERSION("version", DataTypes.StringType),
  /** The prediction, over all classes, or over those that it names. */
  PREDICTION("q", RowColumn.doubles()) {
    @Override
    boolean holds(DataType type) {
      return super.holds(type) || type instanceof StructType;
    }
  },
  /** The numeric columns; behind them, with a challenger, how far its prediction is. */
  COLUMNS("columns", RowColumn.doubles()),
  /** The label: the index of a class, or a distribution. */
  LABEL("label", DataTypes.IntegerType, RowColumn.doubles()),
  /**
   * That the row is no prediction, but says of a scored one beside it that its label had been given
   * more than once, or, where {@link #FAULT} and {@link #TIME} are null, of a label that it has no
   * prediction.
   */
  LABEL_REPEATED("label_repeated", DataTypes.BooleanType),
  /** How many rows the row stands for; only where that is configured. */
  WEIGHT("weight", DataTypes.DoubleType),
  /** When the label came, as {@link #TIME}; only where labels are a dataset. */
  ARRIVAL("arrival", DataTypes.LongType),
  /**
   * The code of what is wrong with the prediction by itself, else that of {@link
   * dev.surprisal.profile.row.RowStatus#SCORED}; null where there is no prediction.
   */
  FAULT("fault", DataTypes.IntegerType),
  /** Which of the rows of its key and version it is, from 1; only where there is a key. */
  PLACE("place", DataTypes.LongType),
  /** The code of a {@link dev.surprisal.profile.row.RowStatus}. */
  STATUS("status", DataTypes.IntegerType),

  /** The key as it is told to people. */
  KEY_TEXT("key_text", DataTypes.StringType),
  /** What stood where the timestamp is. */
  TIME_TEXT("ts_text", DataTypes.StringType),
  /** What stood where the prediction is. */
  PREDICTION_TEXT("q_text", DataTypes.StringType),
  /** What stood where the label is. */
  LABEL_TEXT("label_text", DataTypes.StringType),
  /** What stood where the weight is; only where that is configured. */
  WEIGHT_TEXT("weight_text", DataTypes.StringType),

  /** By which rows of the same key are sent to one task; only where there is a key. */
  KEY_HASH("key_hash", DataTypes.LongType),
  /** The same of the label. */
  LABEL_HASH("label_hash", DataTypes.LongType),
  /** The same of the challenger's prediction. */
  CHALLENGER_HASH("challenger_hash", DataTypes.LongType),
  /** The challenger's prediction. */
  CHALLENGER("challenger", RowColumn.doubles());

  private static final List<RowColumn> OF_EVERY_ROW =
      List.of(TIME, VERSION, PREDICTION, COLUMNS, LABEL, LABEL_REPEATED, STATUS);

  private final String label;
  private final List<DataType> types;

  RowColumn(String label, DataType... types) {
    this.label = label;
    this.types = List.of(types);
  }

  private static DataType doubles() {
    return DataTypes.createArrayType(DataTypes.DoubleType);
  }

  /** The name. */
  public String label() {
    return label;
  }

  /** The column of a plan. */
  public Column column() {
    return col(label);
  }

  /** A value as this column. */
  Column as(Column value) {
    return value.as(label);
  }

  /** No value, of the first of the types. */
  Column none() {
    return lit(null).cast(types.get(0));
  }

  /** Whether values may be of a type. */
  boolean holds(DataType type) {
    return types.stream().anyMatch(it -> it.sameType(type));
  }

  /**
   * Proves that rows have the columns that all checked rows have, and that these and all others
   * that they have are of their types.
   *
   * @throws IllegalArgumentException where they are not
   */
  static void require(StructType schema) {
    List<String> names = List.of(schema.fieldNames());
    for (RowColumn column : values()) {
      if (names.contains(column.label)) {
        column.require(schema.apply(column.label));
      } else if (OF_EVERY_ROW.contains(column)) {
        throw new IllegalArgumentException(
            "Invalid columns: " + names + " (must have " + column.label + ")");
      }
    }
  }

  private void require(StructField field) {
    if (!holds(field.dataType())) {
      throw new IllegalArgumentException(
          String.format(
              "Invalid type of %s: %s (must be one of %s)",
              label,
              field.dataType().catalogString(),
              types.stream().map(DataType::catalogString).toList()));
    }
  }
}
