package dev.surprisal.dataset.source;

import static org.apache.spark.sql.functions.col;

import dev.surprisal.dataset.spec.SourceSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Names in lines of JSON that differ from a column's in case alone. JSON tells them apart, and no
 * schema of Spark can hold both: in such a line the column is null.
 *
 * @param column the column
 * @param name what some lines have in its place
 */
public record JsonNames(String column, String name) {

  /** Lines without the column that are looked at; Spark reads no more where there are as many. */
  private static final int LINES = 1_000;

  /**
   * Looks at lines in which a column has no value.
   *
   * @param spark the session
   * @param source the source
   * @param text the column, or an expression over some
   * @return the first column that has another name there; nothing where the source is no JSON
   */
  public static Optional<JsonNames> of(SparkSession spark, SourceSpec source, String text) {
    String schema = source.schema();
    if (source.path() == null || schema == null || !source.format().equalsIgnoreCase("json")) {
      return Optional.empty();
    }
    UnfitCells.Use use = new UnfitCells.Use("", List.of(text), false);
    return Arrays.stream(StructType.fromDDL(schema).fieldNames())
        .filter(column -> use.names(column) && !column.contains("'"))
        .flatMap(column -> other(lines(spark, source), column).stream())
        .findFirst();
  }

  private static Dataset<Row> lines(SparkSession spark, SourceSpec source) {
    return spark
        .read()
        .format("text")
        .options(source.options())
        .load(source.paths().toArray(String[]::new));
  }

  private static Optional<JsonNames> other(Dataset<Row> lines, String column) {
    String path = SparkText.literal("$['" + column + "']");
    return lines
        .where("get_json_object(value, " + path + ") is null")
        .limit(LINES)
        .selectExpr("explode(json_object_keys(value)) as name")
        .where(col("name").notEqual(column))
        .where("lower(name) = " + SparkText.literal(column.toLowerCase(Locale.ROOT)))
        .groupBy("name")
        .count()
        .orderBy(col("count").desc(), col("name"))
        .takeAsList(1)
        .stream()
        .map(row -> new JsonNames(column, row.getString(0)))
        .findFirst();
  }
}
