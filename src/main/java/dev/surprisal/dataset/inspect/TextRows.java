package dev.surprisal.dataset.inspect;

import static java.util.stream.Collectors.joining;

import dev.surprisal.dataset.inspect.ColumnInspection.Kind;
import dev.surprisal.dataset.source.Input;
import dev.surprisal.dataset.source.InputProblem;
import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.dataset.source.ReadFailures;
import dev.surprisal.dataset.source.SparkText;
import dev.surprisal.dataset.spec.SourceSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * CSV and JSON, which have no schema: the first rows tell what goes for one, so that neither this
 * nor any later run reads a whole dataset to find the types of its columns.
 */
final class TextRows {

  private static final String HEADER = "header";
  private static final String ENFORCE_SCHEMA = "enforceSchema";
  private static final String SEPARATOR = "sep";
  private static final String CORRUPT = "_corrupt_record";

  private static final List<String> SEPARATORS = List.of(";", "\t", "|");

  private final SparkSession spark;
  private final String option;

  /**
   * Looks at text.
   *
   * @param spark the session
   * @param option what the dataset is called in problems
   */
  TextRows(SparkSession spark, String option) {
    this.spark = spark;
    this.option = option;
  }

  /** Finds the separator, the header, and the types of all columns. */
  DatasetInspection csv(SourceSpec source, List<String> remarks) {
    SourceSpec separated = withSeparator(source, remarks);
    SourceSpec headed = withHeader(separated, remarks);
    Input input = SourceFinder.open(spark, option, headed);
    List<ColumnInspection> texts =
        ReadFailures.explaining(option, headed, () -> FirstRows.look(input));
    List<ColumnInspection> columns = texts.stream().map(TextRows::typed).toList();
    remarks.add("types inferred from the first rows: correct them if other rows differ");
    // By position: a column that cannot be named needs its place, too.
    Map<String, String> types = new HashMap<>();
    columns.forEach(column -> types.put(column.name(), column.type()));
    String schema =
        Arrays.stream(input.rows().columns())
            .map(
                name ->
                    name(name) + " " + types.getOrDefault(name, "string").toUpperCase(Locale.ROOT))
            .collect(joining(", "));
    return SourceFinder.look(with(headed, headed.options(), schema), columns, remarks);
  }

  private static ColumnInspection typed(ColumnInspection column) {
    if (column.kind() != Kind.TEXT) {
      return column; // a folder's name tells it, as in day=2026-01-01
    }
    Kind kind = column.kindOfTexts();
    return column.as(
        kind,
        switch (kind) {
          case WHOLE -> "bigint";
          case NUMBER -> "double";
          case TIME -> "timestamp";
          case TRUTH -> "boolean";
          case TEXT, FIGURES, NAMED_FIGURES, OTHER -> "string";
        });
  }

  /** A header that is one column has another separator in it. */
  private SourceSpec withSeparator(SourceSpec source, List<String> remarks) {
    if (has(source, SEPARATOR) || has(source, "delimiter")) {
      return source;
    }
    List<String> first = first(source);
    for (String separator : SEPARATORS) {
      if (first.size() == 1 && first.get(0).contains(separator)) {
        remarks.add(
            "columns are separated by "
                + (separator.equals("\t") ? "tabs" : "'" + separator + "'"));
        return with(source, Map.of(SEPARATOR, separator));
      }
    }
    return source;
  }

  /** No name is a number; the first column of row numbers may have none. */
  private SourceSpec withHeader(SourceSpec source, List<String> remarks) {
    if (has(source, HEADER)) {
      return source;
    }
    List<String> cells = first(source);
    boolean isHeader = isHeader(cells);
    remarks.add(
        isHeader
            ? "the first line was read as column names" + twice(cells)
            : "the first line was read as data; if it has the column names, use --option"
                + " header=true");
    boolean byPlace =
        isHeader
            && (!twice(cells).isEmpty() || cells.get(0).isBlank())
            && !has(source, ENFORCE_SCHEMA);
    // Such names are no columns' names: the schema goes by place, which is to be said.
    return with(
        source,
        byPlace
            ? Map.of(HEADER, "true", ENFORCE_SCHEMA, "true")
            : Map.of(HEADER, Boolean.toString(isHeader)));
  }

  /** Values repeat themselves in a line; of names, one or two do where tables were joined. */
  private static boolean isHeader(List<String> cells) {
    boolean named =
        IntStream.range(0, cells.size())
            .noneMatch(
                i -> cells.get(i).isBlank() && i > 0 || cells.get(i).matches("[-+]?[\\d.].*"));
    long different = cells.stream().map(cell -> cell.toLowerCase(Locale.ROOT)).distinct().count();
    return named && (cells.size() - different) * 4 <= cells.size() && different > 1
        || named && cells.size() == 1;
  }

  /** Spark numbers names that are there twice, also where they differ in case alone. */
  private static String twice(List<String> cells) {
    List<String> same =
        cells.stream()
            .filter(cell -> cells.stream().filter(cell::equalsIgnoreCase).count() > 1)
            .map(cell -> cell.toLowerCase(Locale.ROOT))
            .distinct()
            .toList();
    return same.isEmpty()
        ? ""
        : "; "
            + String.join(", ", same)
            + (same.size() == 1 ? " occurs" : " occur")
            + " more than once: such columns get their position, from 0, appended";
  }

  /** The cells of the first line, without what the folders' names tell. */
  private List<String> first(SourceSpec source) {
    SourceSpec plain = with(source, Map.of(HEADER, "false"));
    Input input = SourceFinder.open(spark, option, plain);
    List<Row> rows = ReadFailures.explaining(option, source, () -> input.rows().takeAsList(1));
    if (rows.isEmpty()) {
      throw new InputRefusedException(InputProblem.invalid(option, source.place(), "is empty"));
    }
    String[] names = input.rows().columns();
    return IntStream.range(0, names.length)
        .filter(i -> names[i].startsWith("_c"))
        .mapToObj(i -> rows.get(0).isNullAt(i) ? "" : rows.get(0).getString(i))
        .toList();
  }

  /** Finds the schema by the first lines; where records span lines, Spark reads all of them. */
  DatasetInspection json(SourceSpec source, List<String> remarks) {
    StructType schema = ReadFailures.explaining(option, source, () -> jsonSchema(source));
    Set<String> names = Set.of(schema.fieldNames());
    if (names.isEmpty() || names.equals(Set.of(CORRUPT))) {
      throw new InputRefusedException(
          InputProblem.invalid(
              option,
              source.place(),
              "has no JSON object on a single line; for objects that span lines, use --option"
                  + " multiLine=true"));
    }
    remarks.add("inferred from the first rows: correct it if other rows have more");
    String ddl =
        Arrays.stream(schema.fields())
            .filter(field -> !field.name().equals(CORRUPT))
            .map(field -> name(field.name()) + " " + field.dataType().sql())
            .collect(joining(", "));
    SourceSpec typed = with(source, source.options(), ddl);
    Input input = SourceFinder.open(spark, option, typed);
    List<ColumnInspection> columns =
        ReadFailures.explaining(option, typed, () -> FirstRows.look(input));
    return SourceFinder.look(typed, columns, remarks);
  }

  private StructType jsonSchema(SourceSpec source) {
    if (Boolean.parseBoolean(source.options().getOrDefault("multiLine", "false"))) {
      return SourceFinder.open(spark, option, source).rows().schema();
    }
    SourceSpec text = new SourceSpec("text", source.path(), null, source.options(), null);
    List<String> lines =
        SourceFinder.open(spark, option, text)
            .rows()
            .select("value")
            .as(Encoders.STRING())
            .takeAsList(FirstRows.MOST_ROWS);
    return spark
        .read()
        .options(source.options())
        .json(spark.createDataset(lines, Encoders.STRING()))
        .schema();
  }

  private static String name(String column) {
    return isBare(column) ? column : SparkText.quote(column);
  }

  /** Spark itself knows best which words of its language are no names. */
  private static boolean isBare(String column) {
    try {
      return column.matches("[A-Za-z_][A-Za-z0-9_]*")
          && StructType.fromDDL(column + " string").fieldNames()[0].equals(column);
    } catch (Exception e) {
      return false;
    }
  }

  private static boolean has(SourceSpec source, String name) {
    return source.options().keySet().stream().anyMatch(name::equalsIgnoreCase);
  }

  private static SourceSpec with(SourceSpec source, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(source.options());
    all.putAll(more);
    return with(source, all, source.schema());
  }

  private static SourceSpec with(
      SourceSpec source, Map<String, String> options, @Nullable String schema) {
    return new SourceSpec(source.format(), source.path(), source.table(), options, schema);
  }
}
