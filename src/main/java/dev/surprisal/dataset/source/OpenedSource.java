package dev.surprisal.dataset.source;

import dev.surprisal.dataset.spec.SourceSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A source as Spark reads it, with what Spark would get wrong put right: CSV is matched by its
 * headers, and a Parquet column of a type that Spark lacks does not matter where nobody uses it.
 *
 * @param rows the rows
 * @param unreadable the columns that cannot be read, each with a sentence that says why
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
    return mayHaveNanoseconds
        ? withTimestamps(rows, ParquetFiles.of(spark, spec), spec.schema() != null)
        : new OpenedSource(rows, Map.of(), List.of());
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
    boolean hasNanoseconds = !files.nanoseconds().isEmpty();
    if (files.unreadable().isEmpty() && !hasNanoseconds) {
      throw ReadFailures.<RuntimeException>unchecked(failure);
    }
    boolean isUsers = Boolean.parseBoolean(spark.conf().get(NANOS_AS_LONG)) && !isOurs(spark);
    if (hasNanoseconds && !isUsers) {
      spark.conf().set(NANOS_AS_LONG, "true");
      spark.conf().set(OURS, "true");
    }
    Dataset<Row> rows = load(spark, spec, files.readable(), Map.of());
    return isUsers
        ? new OpenedSource(rows, files.unreadable(), List.of())
        : withTimestamps(rows, files, false);
  }

  private static boolean isOurs(SparkSession spark) {
    return Boolean.parseBoolean(spark.conf().get(OURS, "false"));
  }

  /**
   * Columns with nanoseconds have timestamps instead, where they are read as whole numbers. Those
   * that have them in some files alone would be taken for something else in the others, which only
   * a schema may ask for.
   */
  private static OpenedSource withTimestamps(
      Dataset<Row> rows, ParquetFiles files, boolean hasSchema) {
    Map<String, Type> columns = files.nanoseconds();
    Map<String, String> unreadable = new LinkedHashMap<>(files.unreadable());
    Dataset<Row> sound = rows;
    for (String column : hasSchema ? List.<String>of() : List.copyOf(columns.keySet())) {
      Optional<String> change = ParquetChange.of(column, files).sentence();
      if (change.isPresent()) {
        unreadable.put(column, change.get());
        sound = sound.drop(sound.col(SparkText.quote(column)));
      }
    }
    String[] select =
        Arrays.stream(sound.schema().fields())
            .map(field -> withTimestamps(field, columns.get(field.name())))
            .toArray(String[]::new);
    return new OpenedSource(
        columns.isEmpty() ? sound : sound.selectExpr(select), unreadable, List.of());
  }

  private static String withTimestamps(StructField field, @Nullable Type column) {
    String name = SparkText.quote(field.name());
    if (column == null) {
      return name;
    }
    boolean isWhole =
        ParquetTypes.of(column).filter(type -> type.sameType(field.dataType())).isPresent();
    return isWhole ? Nanoseconds.asTimestamps(column, name) + " as " + name : name;
  }
}
