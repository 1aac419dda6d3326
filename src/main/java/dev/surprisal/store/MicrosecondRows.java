package dev.surprisal.store;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.timestamp_micros;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Rows that the driver made, with every time as the microseconds since 1970-01-01T00:00:00Z. Which
 * class Spark takes for a time depends on its version and on {@code
 * spark.sql.datetime.java8API.enabled}; and {@link java.sql.Timestamp} counts days before 1582 in
 * another calendar.
 */
public final class MicrosecondRows {

  private MicrosecondRows() {}

  /** The schema that such rows have at first: a number for each timestamp of the given one. */
  public static StructType schema(StructType schema) {
    StructType numbers = new StructType();
    for (StructField field : schema.fields()) {
      numbers =
          numbers.add(
              field.name(),
              isTime(field) ? DataTypes.LongType : field.dataType(),
              field.nullable());
    }
    return numbers;
  }

  /** The rows with timestamps where the given schema has them. */
  public static Dataset<Row> withTimes(Dataset<Row> rows, StructType schema) {
    Dataset<Row> timed = rows;
    for (StructField field : schema.fields()) {
      if (isTime(field)) {
        timed = timed.withColumn(field.name(), timestamp_micros(col(field.name())));
      }
    }
    return timed;
  }

  private static boolean isTime(StructField field) {
    return field.dataType().equals(DataTypes.TimestampType);
  }
}
