package dev.surprisal.tables.sink;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of a table that have one value of the column by which it is partitioned.
 *
 * @param column that column
 * @param value its value, of letters, digits, dots, dashes and underscores
 */
public record Partition(String column, String value) {

  /** Its folder, as Spark names folders of partitions. */
  String folder() {
    return column + "=" + value;
  }

  /** Its rows with the column. */
  Dataset<Row> of(Dataset<Row> rows) {
    return rows.select(lit(value).as(column), col("*"));
  }

  /** Tells its rows from all others of a table, in SQL. */
  String condition() {
    return column + " = '" + value + "'";
  }
}
