package dev.surprisal.dataset;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * classes, as SQL text that Spark compiles with the rest of the plan.
 *
 * @param classes the classes, in order
 */
record DistributionShape(List<String> classes) {

  private static final DataType DOUBLES = DataTypes.createArrayType(DataTypes.DoubleType);

  /** Whether a column of this type can hold a whole distribution. */
  static boolean holdsDistribution(DataType type) {
    return type instanceof ArrayType array && array.elementType() instanceof NumericType
        || type instanceof MapType
        || type instanceof StructType
        || SQLDataTypes.VectorType().equals(type);
  }

  /** The prediction of a row and the same as the text that stood there. */
  Optional<Shaped> prediction(Input input, ProbabilitySpec spec) {
    Optional<Shaped> shaped =
        spec.column() != null
            ? input
                .resolve("predictions.probability", spec.column())
                .flatMap(e -> ofColumn(input, "predictions.probability", e))
            : ofColumns(input, spec.columns());
    return shaped.map(s -> new Shaped(onScale(s.sql(), spec.scale()), s.text()));
  }

  /** A distribution that one column holds. */
  Optional<Shaped> ofColumn(Input input, String key, Expression column) {
    String x = column.sql();
    String text = "cast(" + x + " as string)";
    DataType type = column.type();
    if (DOUBLES.sameType(type)) {
      return Optional.of(new Shaped(x, text));
    }
    if (type instanceof ArrayType array && array.elementType() instanceof NumericType) {
      return Optional.of(new Shaped("cast(" + x + " as array<double>)", text));
    }
    if (SQLDataTypes.VectorType().equals(type)) {
      return Optional.of(new Shaped("surprisal.vector_to_array(" + x + ")", text));
    }
    if (type instanceof MapType map && map.keyType() instanceof StringType) {
      return Optional.of(new Shaped(ofMap(x), text));
    }
    if (type instanceof StructType struct) {
      return ofStruct(input, key, column, struct).map(sql -> new Shaped(sql, text));
    }
    input.problems().add(InputProblem.invalid(key, column.text(), refusal(type)));
    return Optional.empty();
  }

  private String refusal(DataType type) {
    String shapes =
        "must be array<double>, array<float>, an MLlib vector, map<string,double> or a struct with"
            + " a field for each class, and is "
            + type.catalogString();
    if (type instanceof NumericType && classes.size() == 2) {
      return shapes
          + "; where it is the probability of one class, say of which: {"
          + classes.get(1)
          + ": …}";
    }
    return shapes;
  }

  /** A map with other keys than the classes has the wrong length; one that lacks a key, a null. */
  private String ofMap(String x) {
    String elements =
        classes.stream()
            .map(name -> "cast(try_element_at(" + x + ", " + Input.literal(name) + ") as double)")
            .collect(joining(", "));
    String others = "cast(map_values(" + x + ") as array<double>)";
    return "case when "
        + x
        + " is null then null when size("
        + x
        + ") <> "
        + classes.size()
        + " then "
        + others
        + " else array("
        + elements
        + ") end";
  }

  private Optional<String> ofStruct(Input input, String key, Expression column, StructType struct) {
    List<String> fields = Arrays.asList(struct.fieldNames());
    List<String> missing = classes.stream().filter(name -> !fields.contains(name)).toList();
    if (!missing.isEmpty() || fields.size() != classes.size()) {
      input
          .problems()
          .add(
              InputProblem.invalid(
                  key,
                  column.text(),
                  "must have exactly the fields " + classes + ", and has " + fields));
      return Optional.empty();
    }
    String elements =
        classes.stream()
            .map(name -> column.sql() + "." + Input.quote(name))
            .map(DistributionShape::number)
            .collect(joining(", "));
    return Optional.of(
        "case when " + column.sql() + " is null then null else array(" + elements + ") end");
  }

  private Optional<Shaped> ofColumns(Input input, Map<String, String> columns) {
    Map<String, String> numbers = new LinkedHashMap<>();
    List<String> texts = new ArrayList<>();
    columns.forEach(
        (name, column) -> {
          String key = "predictions.probability." + name;
          input
              .resolve(key, column)
              .filter(expression -> isNumber(input, key, expression))
              .ifPresent(
                  expression -> {
                    numbers.put(name, number(expression.sql()));
                    texts.add("cast(" + expression.sql() + " as string)");
                  });
        });
    if (numbers.size() < columns.size()) {
      return Optional.empty();
    }
    String elements = classes.stream().map(name -> share(name, numbers)).collect(joining(", "));
    return Optional.of(
        new Shaped(
            "array(" + elements + ")",
            "concat('[', concat_ws(', ', " + String.join(", ", texts) + "), ']')"));
  }

  /** The configuration has been checked: a class without a column is the other one of two. */
  private static String share(String name, Map<String, String> numbers) {
    String own = numbers.get(name);
    return own != null ? own : "1 - " + numbers.values().iterator().next();
  }

  private static boolean isNumber(Input input, String key, Expression column) {
    if (column.type() instanceof NumericType || column.type() instanceof StringType) {
      return true;
    }
    input
        .problems()
        .add(
            InputProblem.invalid(
                key, column.text(), "must be a number, and is " + column.type().catalogString()));
    return false;
  }

  /** A number; text that is none becomes null, also under ANSI. */
  private static String number(String sql) {
    return "try_cast(" + sql + " as double)";
  }

  private static String onScale(String sql, ProbabilitySpec.Scale scale) {
    return switch (scale) {
      case PROBABILITY -> sql;
      case LOGIT -> "surprisal.softmax(" + sql + ")";
      case LOG_PROBABILITY -> "transform(" + sql + ", x -> exp(x))";
    };
  }

  /**
   * A distribution as SQL.
   *
   * @param sql an {@code array<double>}
   * @param text what stood in the row, as a string
   */
  record Shaped(String sql, String text) {}
}
