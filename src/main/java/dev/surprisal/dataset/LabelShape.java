package dev.surprisal.dataset;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/**
 * Brings every accepted shape of a label into a class index or a distribution. A label that is
 * there but names no class becomes {@value #UNKNOWN}, never a class.
 *
 * @param classes the classes, in order
 */
record LabelShape(List<String> classes) {

  /** The index of a label that names no class. */
  static final int UNKNOWN = -1;

  /** The label that a column holds. */
  Optional<Shaped> of(Input input, String key, Expression column) {
    DataType type = column.type();
    String text = "cast(" + column.sql() + " as string)";
    if (DistributionShape.holdsDistribution(type)) {
      return new DistributionShape(classes)
          .ofColumn(input, key, column)
          .map(shaped -> new Shaped(shaped.sql(), shaped.text(), true));
    }
    if (type instanceof StringType) {
      return Optional.of(new Shaped(named(column.sql()), text, false));
    }
    if (type instanceof BooleanType && classes.size() == 2) {
      return Optional.of(new Shaped("cast(" + column.sql() + " as int)", text, false));
    }
    if (type instanceof NumericType) {
      return Optional.of(new Shaped(numbered(column), text, false));
    }
    input.problems().add(InputProblem.invalid(key, column.text(), refusal(type)));
    return Optional.empty();
  }

  private static String refusal(DataType type) {
    return type instanceof BooleanType
        ? "is boolean, which needs a model of two classes: false is the first, true the second"
        : "must be a class name, a class index, a boolean or a distribution, and is "
            + type.catalogString();
  }

  private String named(String sql) {
    String names = classes.stream().map(Input::literal).collect(joining(", "));
    return "case when "
        + sql
        + " is null then null else cast(array_position(array("
        + names
        + "), "
        + sql
        + ") as int) - 1 end";
  }

  /** A number is an index, unless every class is named by an integer: then it is a name. */
  private String numbered(Expression column) {
    String whole =
        column.type() instanceof IntegralType
            ? "cast(" + column.sql() + " as bigint)"
            : "try_cast(" + column.sql() + " as bigint)";
    String index =
        classes.stream().allMatch(name -> name.matches("-?\\d{1,18}"))
            ? "cast(array_position(array(" + integers() + "), " + whole + ") as int) - 1"
            : "case when "
                + whole
                + " between 0 and "
                + (classes.size() - 1)
                + " then cast("
                + whole
                + " as int) else "
                + UNKNOWN
                + " end";
    // 0.5 is no class, although its whole part is.
    return "case when "
        + column.sql()
        + " is null then null when "
        + whole
        + " is null or "
        + whole
        + " <> "
        + column.sql()
        + " then "
        + UNKNOWN
        + " else "
        + index
        + " end";
  }

  private String integers() {
    return classes.stream().map(name -> name + "L").collect(joining(", "));
  }

  /**
   * A label as SQL.
   *
   * @param sql an int, or an {@code array<double>}
   * @param text what stood in the row, as a string
   * @param distribution whether it is an array
   */
  record Shaped(String sql, String text, boolean distribution) {}
}
