package dev.surprisal.dataset.inspect;

import static java.util.stream.Collectors.joining;

import dev.surprisal.dataset.DistributionShape;
import dev.surprisal.dataset.inspect.ColumnInspection.Cell;
import dev.surprisal.dataset.inspect.ColumnInspection.Kind;
import dev.surprisal.dataset.source.Input;
import dev.surprisal.dataset.source.SparkText;
import dev.surprisal.dataset.spec.ProbabilitySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Looks at the first rows of a dataset. Spark opens as many files as it takes to have them, and no
 * more; of an array only its size and whether it is a distribution come to the driver.
 */
final class FirstRows {

  /** Enough that a class of one row in a hundred shows about a hundred times. */
  static final int MOST_ROWS = 10_000;

  /** What the driver is ready to hold; datasets of many columns are looked at in fewer rows. */
  private static final int MOST_CELLS = 400_000;

  private static final int LONGEST_TEXT = 200;

  private FirstRows() {}

  /** The columns that a configuration can name, each with what stands in the first rows. */
  static List<ColumnInspection> look(Input input) {
    List<StructField> fields =
        Arrays.stream(input.rows().schema().fields())
            .filter(field -> canBeNamed(field.name(), input))
            .toList();
    String[] select = fields.stream().map(field -> sql(field) + " as c").toArray(String[]::new);
    int most = Math.max(1, Math.min(MOST_ROWS, MOST_CELLS / Math.max(1, fields.size())));
    List<Row> rows = input.rows().selectExpr(select).takeAsList(most);
    List<ColumnInspection> columns = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      columns.add(column(fields.get(i), rows, i));
    }
    return columns;
  }

  /**
   * A name of blanks is none in a configuration; two that differ in case alone are not told apart.
   */
  private static boolean canBeNamed(String name, Input input) {
    return !name.isBlank()
        && Arrays.stream(input.rows().columns()).filter(name::equalsIgnoreCase).count() == 1;
  }

  private static ColumnInspection column(StructField field, List<Row> rows, int i) {
    Set<String> names = new LinkedHashSet<>();
    if (field.dataType() instanceof StructType struct) {
      names.addAll(List.of(struct.fieldNames()));
    }
    List<Cell> cells = new ArrayList<>();
    for (Row row : rows) {
      Row cell = row.getStruct(i);
      cells.add(cell(cell));
      if (!cell.isNullAt(5)) {
        names.addAll(cell.getList(5));
      }
    }
    return new ColumnInspection(
        field.name(),
        kind(field.dataType()),
        field.dataType().catalogString(),
        cells,
        List.copyOf(names));
  }

  private static Cell cell(Row cell) {
    boolean distribution = !cell.isNullAt(4) && cell.getInt(4) == 1;
    boolean logarithms = !cell.isNullAt(4) && cell.getInt(4) == 2;
    return new Cell(
        cell.isNullAt(0) ? null : cell.getString(0),
        cell.isNullAt(1) ? null : cell.getDouble(1),
        !cell.isNullAt(2) && cell.getBoolean(2),
        cell.isNullAt(3) ? null : cell.getInt(3),
        distribution
            ? ProbabilitySpec.Scale.PROBABILITY
            : logarithms ? ProbabilitySpec.Scale.LOG_PROBABILITY : ProbabilitySpec.Scale.LOGIT);
  }

  static Kind kind(DataType type) {
    if (type instanceof NumericType) {
      return type instanceof IntegralType ? Kind.WHOLE : Kind.NUMBER;
    }
    if (type instanceof StringType) {
      return Kind.TEXT;
    }
    if (type instanceof BooleanType) {
      return Kind.TRUTH;
    }
    if (isTime(type)) {
      return Kind.TIME;
    }
    if (type instanceof ArrayType array && DistributionShape.isNumber(array.elementType())
        || SQLDataTypes.VectorType().equals(type)) {
      return Kind.FIGURES;
    }
    return isNamedFigures(type) ? Kind.NAMED_FIGURES : Kind.OTHER;
  }

  private static boolean isTime(DataType type) {
    return type instanceof TimestampType
        || type instanceof TimestampNTZType
        || type instanceof DateType;
  }

  private static boolean isNamedFigures(DataType type) {
    return type instanceof MapType map
            && map.keyType() instanceof StringType
            && map.valueType() instanceof NumericType
        || type instanceof StructType struct
            && struct.length() > 1
            && Arrays.stream(struct.fields()).allMatch(f -> f.dataType() instanceof NumericType);
  }

  /** A struct of text, number, whether a time, size, scale and names. */
  private static String sql(StructField field) {
    String x = SparkText.quote(field.name());
    return switch (kind(field.dataType())) {
      case WHOLE, NUMBER -> atom(x, "cast(" + x + " as double)", "false");
      case TEXT -> atom(x, DistributionShape.number(x), "try_to_timestamp(" + x + ") is not null");
      case TIME -> atom(x, "cast(null as double)", "true");
      case TRUTH -> atom(x, "cast(null as double)", "false");
      case FIGURES -> figures(array(x, field.dataType()), "cast(null as array<string>)");
      case NAMED_FIGURES -> named(x, field.dataType());
      case OTHER ->
          field.dataType() instanceof BinaryType
              ? atom("cast(null as string)", "cast(null as double)", "false")
              : figures("cast(null as array<double>)", "cast(null as array<string>)");
    };
  }

  private static String atom(String x, String number, String time) {
    return "named_struct('t', substring(cast("
        + x
        + " as string), 1, "
        + LONGEST_TEXT
        + "), 'n', "
        + number
        + ", 'w', "
        + time
        + ", 's', cast(null as int), 'k', cast(null as int), 'f', cast(null as array<string>))";
  }

  /** The figures of a column as {@code array<double>}. */
  static String array(String x, DataType type) {
    return SQLDataTypes.VectorType().equals(type)
        ? "surprisal.vector_to_array(" + x + ")"
        : "try_cast(" + x + " as array<double>)";
  }

  private static String named(String x, DataType type) {
    if (type instanceof StructType struct) {
      String values =
          Arrays.stream(struct.fieldNames())
              .map(name -> "cast(" + x + "." + SparkText.quote(name) + " as double)")
              .collect(joining(", ", "if(" + x + " is null, null, array(", "))"));
      return figures(values, "cast(null as array<string>)");
    }
    return figures("map_values(cast(" + x + " as map<string,double>))", "map_keys(" + x + ")");
  }

  private static String figures(String array, String names) {
    return "named_struct('t', cast(null as string), 'n', try_element_at("
        + array
        + ", -1), 'w', false, 's', if("
        + array
        + " is null, null, size("
        + array
        + ")), 'k', case when surprisal.is_distribution("
        + array
        + ") then 1 when surprisal.is_distribution(surprisal.exponentials("
        + array
        + ")) then 2 else 3 end, 'f', "
        + names
        + ")";
  }
}
