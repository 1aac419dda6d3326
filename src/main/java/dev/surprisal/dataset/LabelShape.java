package dev.surprisal.dataset;

import static java.util.stream.Collectors.joining;

import dev.surprisal.function.ClassNames;
import dev.surprisal.profile.Layout;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/**
 * Brings every accepted shape of a label into a class index or a distribution. A null stays a null;
 * a label that is there but names no class becomes {@value #UNKNOWN}, never a class.
 *
 * <ul>
 *   <li>Text is a class name. CSV knows nothing but text: where no class is named by a number, the
 *       text of a number is an index, and where there are two classes, neither named {@code true}
 *       nor {@code false}, these two words are a boolean.
 *   <li>A number is an index from 0, unless every class is named by an integer: then it is a name.
 *   <li>A boolean names its class where the classes are named true and false, or 1 and 0; else
 *       false is the first class and true the second.
 *   <li>Arrays, vectors, maps and structs are distributions; one-hot is one of them.
 * </ul>
 *
 * @param classes the classes, in order
 */
record LabelShape(List<String> classes) {

  /** The index of a label that names no class. */
  static final int UNKNOWN = -1;

  /** An integer as it is written, so that no two names are the same number. */
  private static final String INTEGER = "0|-?[1-9]\\d{0,17}";

  private static final List<String> WORDS = List.of("true", "false");
  private static final String NUMBER = "[+-]?\\d+(\\.\\d*)?";

  /** The label that a column holds. */
  Optional<Shaped> of(Input input, String key, Expression column) {
    DataType type = column.type();
    if (DistributionShape.holdsDistribution(type)) {
      return new DistributionShape(classes)
          .ofColumn(input, key, column)
          .map(shaped -> new Shaped(shaped.sql(), shaped.text(), true));
    }
    Optional<String> index = index(column);
    if (index.isEmpty()) {
      input.refuse(key, column.text(), refusal(type));
    }
    String text = "cast(" + column.sql() + " as string)";
    return index.map(sql -> new Shaped(unlessNull(column.sql(), sql), text, false));
  }

  private Optional<String> index(Expression column) {
    DataType type = column.type();
    if (type instanceof StringType) {
      return Optional.of(ofText(column.sql()));
    }
    if (type instanceof BooleanType && classes.size() == 2) {
      return Optional.of(ofBoolean(column.sql()));
    }
    return type instanceof NumericType
        ? Optional.of(ofNumber(column.sql(), type))
        : Optional.empty();
  }

  private static String refusal(DataType type) {
    return type instanceof BooleanType
        ? "is boolean, which needs a model of two classes: false is the first, true the second"
        : "must be a class name, a class index, a boolean or a distribution, and is "
            + type.catalogString();
  }

  private String ofText(String x) {
    if (classes.size() > Layout.MAX_CROSSED_CLASSES) {
      return ofTextOfMany(x);
    }
    String names =
        classes.stream().map(Input::literal).collect(joining(", ", "array(", "), " + x + ")"));
    String named = "cast(array_position(" + names + " as int) - 1";
    if (classes.stream().anyMatch(name -> name.matches(NUMBER))) {
      return named;
    }
    boolean wordsAreFree = classes.size() == 2 && Collections.disjoint(lowerCase(), WORDS);
    String words =
        wordsAreFree
            ? " when lower(" + x + ") = 'false' then 0 when lower(" + x + ") = 'true' then 1"
            : "";
    String index = ofNumber(DistributionShape.number(x), DataTypes.DoubleType);
    return "case when " + named + " >= 0 then " + named + words + " else " + index + " end";
  }

  private String ofTextOfMany(String x) {
    String named =
        "surprisal.class_index(" + x + ", " + Input.literal(ClassNames.text(classes)) + ")";
    return classes.stream().anyMatch(name -> name.matches(NUMBER))
        ? named
        : "case when " + named + " >= 0 then " + named + " else " + ofIndexOfText(x) + " end";
  }

  private String ofIndexOfText(String x) {
    return ofNumber(DistributionShape.number(x), DataTypes.DoubleType);
  }

  private List<String> lowerCase() {
    return classes.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
  }

  private String ofBoolean(String x) {
    boolean trueFirst = List.of(List.of("true", "false"), List.of("1", "0")).contains(lowerCase());
    return "case when " + x + " then " + (trueFirst ? "0 else 1" : "1 else 0") + " end";
  }

  private String ofNumber(String x, DataType type) {
    String whole =
        type instanceof IntegralType
            ? "cast(" + x + " as bigint)"
            : "try_cast(" + x + " as bigint)";
    boolean areIndices =
        IntStream.range(0, classes.size())
            .allMatch(i -> classes.get(i).equals(Integer.toString(i)));
    String index =
        !areIndices && classes.stream().allMatch(name -> name.matches(INTEGER))
            ? "cast(array_position(" + integers() + ", " + whole + ") as int) - 1"
            : ofIndex(whole);
    // 0.5 is no class, although its whole part is.
    return "case when " + whole + " = " + x + " then " + index + " else " + UNKNOWN + " end";
  }

  private String ofIndex(String whole) {
    return "case when "
        + whole
        + " between 0 and "
        + (classes.size() - 1)
        + " then cast("
        + whole
        + " as int) else "
        + UNKNOWN
        + " end";
  }

  private String integers() {
    return classes.stream().map(name -> name + "L").collect(joining(", ", "array(", ")"));
  }

  private static String unlessNull(String x, String index) {
    return "case when " + x + " is not null then " + index + " end";
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
