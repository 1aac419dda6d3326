package dev.surprisal.dataset.source;

import static java.util.stream.Collectors.joining;

import dev.surprisal.dataset.spec.SourceSpec;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A column that has different types in two Parquet files, or another one than the given schema
 * says: what it is where, and what Spark can read of it.
 *
 * @param column its name
 * @param types the types that it has, each with the first file in which it has it
 */
record ParquetChange(String column, Map<Type, String> types) {

  /** Of all the files, in their order; the types that Spark takes for one are one. */
  static ParquetChange of(String column, ParquetFiles files) {
    Map<String, Type> byName = new LinkedHashMap<>();
    Map<Type, String> types = new LinkedHashMap<>();
    files
        .types(column)
        .forEach(
            (file, type) -> {
              if (byName.putIfAbsent(ParquetTypes.read(type), type) == null) {
                types.put(type, CsvHeaders.shown(file));
              }
            });
    return new ParquetChange(column, types);
  }

  /**
   * Tells of a column that Spark could not read, by the footers of all files; empty where they
   * explain nothing or cannot be read.
   */
  static Optional<String> describe(String column, SourceSpec spec) {
    if (!ParquetFiles.areIn(spec)) {
      return Optional.empty();
    }
    try {
      ParquetChange change = of(column, ParquetFiles.of(SparkSession.active(), spec));
      return change.sentence().or(() -> change.sentence(spec.schema()));
    } catch (RuntimeException e) {
      // The failure that this would explain is told all the same.
      return Optional.empty();
    }
  }

  /** A sentence about two types; empty where there is one. */
  Optional<String> sentence() {
    if (types.size() < 2) {
      return Optional.empty();
    }
    String where =
        types.entrySet().stream()
            .limit(2)
            .map(it -> ParquetTypes.name(it.getKey()) + " in " + it.getValue())
            .collect(joining(" and "));
    return Optional.of("column " + column + " is " + where + remedy(types.keySet()));
  }

  private String remedy(Collection<Type> of) {
    // Spark 3 reads no type as a wider one.
    boolean widens = !SparkSession.active().version().startsWith("3.");
    return ParquetTypes.common(of)
        .filter(type -> widens)
        .map(
            type ->
                String.format(
                    "; set a schema of all columns that fits both, such as schema: \"…, %s %s\"",
                    column, type))
        .orElseGet(() -> "; no type fits both: " + anew(of));
  }

  /**
   * The files that are easier to write again, since their values are values of the others' type.
   */
  private static String anew(Collection<Type> of) {
    Type widest = of.stream().max(Comparator.comparingInt(ParquetTypes::breadth)).orElseThrow();
    String others =
        of.stream()
            .filter(it -> !it.equals(widest))
            .map(ParquetTypes::name)
            .distinct()
            .collect(joining(" and "));
    return String.format(
        "rewrite the files that have %s with %s, or, if all files of one type belong to the"
            + " reference, make them a separate dataset: reference: {path: …}",
        others, ParquetTypes.name(widest));
  }

  private Optional<String> sentence(@Nullable String schema) {
    Optional<Type> type = types.keySet().stream().findFirst();
    if (schema == null || type.isEmpty()) {
      return Optional.empty();
    }
    String instead =
        Nanoseconds.areIn(type.get())
            ? "; leave the schema out to have it as a timestamp"
            : ParquetTypes.of(type.get())
                .map(it -> "; write " + column + " " + it.sql() + " there")
                .orElse("");
    return Optional.of(
        String.format(
            "the column %s is %s in %s, and the schema says %s, as which Spark cannot read it%s",
            column, ParquetTypes.name(type.get()), types.get(type.get()), said(schema), instead));
  }

  private String said(String schema) {
    for (var field : StructType.fromDDL(schema).fields()) {
      if (field.name().equalsIgnoreCase(column)) {
        return field.dataType().sql();
      }
    }
    return "otherwise";
  }
}
