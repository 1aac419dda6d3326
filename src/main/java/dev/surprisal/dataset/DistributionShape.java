package dev.surprisal.dataset;

import static java.util.stream.Collectors.joining;

import dev.surprisal.dataset.source.Expression;
import dev.surprisal.dataset.source.Input;
import dev.surprisal.dataset.source.SparkText;
import dev.surprisal.dataset.spec.ProbabilitySpec;
import dev.surprisal.function.row.ClassNames;
import dev.surprisal.profile.state.Layout;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * Brings every accepted shape of a distribution into {@code array<double>} in the order of the
 * classes, as SQL text that Spark compiles with the rest of the plan. What a row says wrong shows
 * in the array, so that the row is rejected and not the input: text that is no number is a null, a
 * class too many makes the array longer.
 *
 * @param classes the classes, in order
 */
public record DistributionShape(List<String> classes) {

  private static final DataType DOUBLES = DataTypes.createArrayType(DataTypes.DoubleType);

  /** Whether a column of this type can hold a whole distribution. */
  static boolean holdsDistribution(DataType type) {
    return type instanceof ArrayType
        || type instanceof MapType
        || type instanceof StructType
        || SQLDataTypes.VectorType().equals(type);
  }

  /**
   * The prediction of a row and the same as the text that stood there.
   *
   * @param input the source
   * @param key the configuration key of the specification
   * @param spec where the prediction stands
   */
  Optional<Shaped> prediction(Input input, String key, ProbabilitySpec spec) {
    if (spec.column() == null) {
      return new ColumnPerClass(classes, spec.scale()).shaped(input, key, spec.columns());
    }
    if (spec.rest() == ProbabilitySpec.Rest.SPREAD) {
      return input.resolve(key, spec.column()).flatMap(column -> ofSparse(input, key, column));
    }
    return input
        .resolve(key, spec.column())
        .flatMap(column -> ofColumn(input, key, column))
        .map(shaped -> new Shaped(onScale(shaped.sql(), spec.scale()), shaped.text()));
  }

  /** A prediction that need not name every class. */
  private Optional<Shaped> ofSparse(Input input, String key, Expression column) {
    DataType type = column.type();
    String x = column.sql();
    if (type instanceof MapType map && map.keyType() instanceof StringType) {
      x = numbers(x);
    } else if (!SQLDataTypes.VectorType().equals(type)) {
      input.refuse(
          key,
          column.text(),
          "must be map<string,double> or an MLlib vector if predictions.rest is spread, but is "
              + type.catalogString());
      return Optional.empty();
    }
    String sql = classes.size() > Layout.MAX_CROSSED_CLASSES ? sparse(x) : dense(x, false);
    return Optional.of(new Shaped(sql, column.written()));
  }

  /** Text that is no number becomes null, also under ANSI. */
  private static String numbers(String map) {
    return "try_cast(" + map + " as map<string,double>)";
  }

  private String sparse(String x) {
    return "surprisal.sparse(" + x + ", " + SparkText.literal(ClassNames.text(classes)) + ")";
  }

  private String dense(String x, boolean isWhole) {
    return "surprisal.dense(" + sparse(x) + ", " + classes.size() + ", " + isWhole + ")";
  }

  private static String onScale(String sql, ProbabilitySpec.Scale scale) {
    return switch (scale) {
      case PROBABILITY -> sql;
      case LOGIT -> "surprisal.softmax(" + sql + ")";
      case LOG_PROBABILITY -> "surprisal.exponentials(" + sql + ")";
    };
  }

  /** A distribution that one column holds. */
  Optional<Shaped> ofColumn(Input input, String key, Expression column) {
    DataType type = column.type();
    Optional<String> sql =
        type instanceof StructType struct
            ? ofStruct(input, key, column, struct)
            : ofWhole(column.sql(), type);
    if (sql.isEmpty() && !(type instanceof StructType)) {
      input.refuse(key, column.text(), refusal(column));
    }
    return sql.map(array -> new Shaped(array, column.written()));
  }

  private Optional<String> ofWhole(String x, DataType type) {
    if (DOUBLES.sameType(type)) {
      return Optional.of(x);
    }
    if (type instanceof ArrayType array && isNumber(array.elementType())) {
      return Optional.of("try_cast(" + x + " as array<double>)");
    }
    if (SQLDataTypes.VectorType().equals(type)) {
      return Optional.of("surprisal.vector_to_array(" + x + ")");
    }
    if (type instanceof MapType map
        && map.keyType() instanceof StringType
        && isNumber(map.valueType())) {
      return Optional.of(ofMap(x));
    }
    return Optional.empty();
  }

  private String refusal(Expression column) {
    DataType type = column.type();
    String shapes =
        "must be array<double>, array<float>, an MLlib vector, map<string,double> or a struct with"
            + " a field for each class, but is "
            + type.catalogString();
    if (type instanceof StringType) {
      shapes +=
          "; for JSON text write from_json("
              + column.text()
              + ", 'map<string,double>') or from_json("
              + column.text()
              + ", 'array<double>')";
    }
    if (isNumber(type) && classes.size() == 2) {
      return shapes
          + "; if it is the probability of one class, say which: {"
          + classes.get(1)
          + ": …}";
    }
    return shapes;
  }

  /** A map with more or fewer keys than classes has the wrong length; one of other keys, a null. */
  private String ofMap(String x) {
    if (classes.size() > Layout.MAX_CROSSED_CLASSES) {
      return "case when size("
          + x
          + ") <> "
          + classes.size()
          + " then array_repeat(0D, size("
          + x
          + ")) else "
          + dense(numbers(x), true)
          + " end";
    }
    return classes.stream()
        .map(name -> number("try_element_at(" + x + ", " + SparkText.literal(name) + ")"))
        .collect(
            joining(
                ", ",
                "case when "
                    + x
                    + " is null then null when size("
                    + x
                    + ") <> "
                    + classes.size()
                    + " then array_repeat(0D, size("
                    + x
                    + ")) else array(",
                ") end"));
  }

  /**
   * JSON makes one struct of all the keys of all rows, so that a key of one row is a null field of
   * every other; in a row that fills a field of no class, there is a class too many.
   */
  private Optional<String> ofStruct(Input input, String key, Expression column, StructType struct) {
    List<String> fields = Arrays.asList(struct.fieldNames());
    boolean numbers =
        classes.stream()
            .allMatch(name -> fields.contains(name) && isNumber(struct.apply(name).dataType()));
    if (!numbers) {
      input.refuse(
          key,
          column.text(),
          "must have a number for each of "
              + String.join(", ", classes)
              + ", but is "
              + struct.catalogString());
      return Optional.empty();
    }
    return Optional.of(ofFields(column.sql(), fields));
  }

  private String ofFields(String x, List<String> fields) {
    String tooMany =
        fields.stream()
            .filter(name -> !classes.contains(name))
            .map(name -> " when " + field(x, name) + " is not null then " + tooLong())
            .collect(joining());
    return classes.stream()
        .map(name -> number(field(x, name)))
        .collect(
            joining(
                ", ", "case when " + x + " is null then null" + tooMany + " else array(", ") end"));
  }

  private String tooLong() {
    return "array_repeat(0D, " + (classes.size() + 1) + ")";
  }

  private static String field(String struct, String name) {
    return struct + "." + SparkText.quote(name);
  }

  public static boolean isNumber(DataType type) {
    return type instanceof NumericType || type instanceof StringType;
  }

  /** A number; text that is none becomes null, also under ANSI. */
  public static String number(String sql) {
    return "try_cast(" + sql + " as double)";
  }

  /**
   * A distribution as SQL.
   *
   * @param sql an {@code array<double>}
   * @param text what stood in the row, as a string
   */
  record Shaped(String sql, String text) {}
}
