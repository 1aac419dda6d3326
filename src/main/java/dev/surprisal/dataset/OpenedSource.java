package dev.surprisal.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A source as Spark reads it, with what Spark would get wrong put right: CSV is matched by its
 * headers, and a Parquet column of a type that Spark lacks does not matter where nobody uses it.
 *
 * @param rows the rows
 * @param unreadable the columns that Spark cannot read, with what they are
 * @param problems why the source must not be read as it is
 */
record OpenedSource(Dataset<Row> rows, Map<String, String> unreadable, List<String> problems) {

  private static final String NANOS_AS_LONG = "spark.sql.legacy.parquet.nanosAsLong";

  /** Says in a session that it was this class that asked for nanoseconds as whole numbers. */
  private static final String OURS = "spark.surprisal.nanosAsTimestamp";

  /** Opens a source; fails as Spark does. */
  static OpenedSource of(SparkSession spark, SourceSpec spec) {
    Dataset<Row> rows;
    try {
      rows = load(spark, spec, null, Map.of());
    } catch (Exception e) {
      // Spark's Scala code throws checked exceptions that it does not declare.
      if (!ParquetFiles.areIn(spec) || spec.schema() != null || !ReadFailures.isOfType(e)) {
        throw e;
      }
      return ofParquet(spark, spec, e);
    }
    if (CsvHeaders.areIn(spec)) {
      return ofCsv(spark, spec, rows);
    }
    boolean mayHaveNanoseconds = ParquetFiles.areIn(spec) && isOurs(spark);
    return new OpenedSource(
        mayHaveNanoseconds ? withTimestamps(rows, ParquetFiles.of(spark, spec)) : rows,
        Map.of(),
        List.of());
  }

  private static Dataset<Row> load(
      SparkSession spark, SourceSpec spec, @Nullable StructType schema, Map<String, String> more) {
    DataFrameReader reader =
        spark.read().format(spec.format()).options(spec.options()).options(more);
    if (schema != null) {
      reader = reader.schema(schema);
    } else if (spec.schema() != null) {
      reader = reader.schema(spec.schema());
    }
    return switch (spec.paths().size()) {
      case 0 -> reader.table(spec.place());
      // Not every source takes several.
      case 1 -> reader.load(spec.place());
      default -> reader.load(spec.paths().toArray(String[]::new));
    };
  }

  private static OpenedSource ofCsv(SparkSession spark, SourceSpec spec, Dataset<Row> rows) {
    CsvHeaders.Matched matched = CsvHeaders.match(spark, spec, rows);
    Dataset<Row> read =
        matched.schema().isPresent() || matched.checked()
            ? load(
                spark,
                spec,
                matched.schema().orElse(null),
                Map.of("enforceSchema", Boolean.toString(!matched.checked())))
            : rows;
    return new OpenedSource(read, Map.of(), matched.problems());
  }

  private static OpenedSource ofParquet(SparkSession spark, SourceSpec spec, Exception failure) {
    ParquetFiles files = ParquetFiles.of(spark, spec);
    List<String> problems = new ArrayList<>();
    files.change().ifPresent(problems::add);
    boolean hasNanoseconds = !files.nanoseconds().isEmpty();
    if (files.unreadable().isEmpty() && !hasNanoseconds && problems.isEmpty()) {
      throw ReadFailures.<RuntimeException>unchecked(failure);
    }
    boolean isUsers = Boolean.parseBoolean(spark.conf().get(NANOS_AS_LONG)) && !isOurs(spark);
    if (hasNanoseconds && !isUsers) {
      spark.conf().set(NANOS_AS_LONG, "true");
      spark.conf().set(OURS, "true");
    }
    Dataset<Row> rows = load(spark, spec, files.readable(), Map.of());
    return new OpenedSource(
        isUsers ? rows : withTimestamps(rows, files), files.unreadable(), problems);
  }

  private static boolean isOurs(SparkSession spark) {
    return Boolean.parseBoolean(spark.conf().get(OURS, "false"));
  }

  /** Nanoseconds as timestamps, which are of microseconds, rounded down. */
  private static Dataset<Row> withTimestamps(Dataset<Row> rows, ParquetFiles files) {
    Map<String, String> views = new LinkedHashMap<>();
    files
        .nanoseconds()
        .forEach(
            (name, utc) -> {
              String x = Input.quote(name);
              String instant = "timestamp_micros((" + x + " - pmod(" + x + ", 1000L)) div 1000L)";
              // Without a zone it is the time of a clock on the wall, of the session's zone.
              views.put(
                  name, utc ? instant : "to_utc_timestamp(" + instant + ", current_timezone())");
            });
    String[] select =
        Arrays.stream(rows.columns())
            .map(
                name ->
                    views.containsKey(name) && ParquetFiles.isLong(rows.schema(), name)
                        ? views.get(name) + " as " + Input.quote(name)
                        : Input.quote(name))
            .toArray(String[]::new);
    return views.isEmpty() ? rows : rows.selectExpr(select);
  }
}
