package dev.surprisal.dataset;

import dev.surprisal.dataset.source.Expression;
import dev.surprisal.dataset.source.Input;
import dev.surprisal.dataset.source.SparkText;
import java.util.List;
import java.util.Optional;
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
 *   <li>Text is a class name; blanks around it and its case do not matter where no two classes
 *       differ in them alone. CSV knows nothing but text: where no class is named by a number, the
 *       text of a number is an index; else it is the class that is named by the same number. Where
 *       there are two classes, neither named {@code true} nor {@code false}, these two words are a
 *       boolean.
 *   <li>A number is an index from 0, unless classes are named by numbers: then it is a name. Of two
 *       classes such as {@code yes} and {@code no}, in this order, 1 could be either: it is
 *       refused.
 *   <li>A boolean names its class where the classes are such as true and false, 1 and 0, yes and
 *       no; else false is the first class and true the second.
 *   <li>Arrays, vectors, maps and structs are distributions; one-hot is one of them.
 *   <li>A value that the configuration calls unlabelled is a null.
 * </ul>
 *
 * @param classes the classes
 * @param unlabelled values that stand for a label that is not known yet
 */
record LabelShape(ClassWords classes, UnlabelledValues unlabelled) {

  /** The index of a label that names no class. */
  static final int UNKNOWN = -1;

  /** Labels of some classes, in order. */
  LabelShape(List<String> classes, List<String> unlabelled) {
    this(new ClassWords(classes), new UnlabelledValues(unlabelled));
  }

  /** The label that a column holds. */
  Optional<Shaped> shape(Input input, String key, Expression column) {
    DataType type = column.type();
    if (DistributionShape.holdsDistribution(type)) {
      return new DistributionShape(classes.names())
          .ofColumn(input, key, column)
          .map(
              shaped ->
                  new Shaped(shaped.sql(), shaped.text(), column.sql() + " is not null", true));
    }
    Optional<String> index = index(column);
    if (index.isEmpty()) {
      input.refuse(key, column.text(), refusal(type, column.text()));
    }
    String text = "cast(" + column.sql() + " as string)";
    String known = known(column);
    return index.map(
        sql -> new Shaped("case when " + known + " then " + sql + " end", text, known, false));
  }

  private Optional<String> index(Expression column) {
    DataType type = column.type();
    if (type instanceof StringType) {
      return Optional.of(ofText(column.sql()));
    }
    if (type instanceof BooleanType && classes.names().size() == 2) {
      return Optional.of(ofBoolean(column.sql()));
    }
    return type instanceof NumericType && !classes.trueComesFirst()
        ? Optional.of(ofNumber(column.sql(), type))
        : Optional.empty();
  }

  private String refusal(DataType type, String text) {
    if (type instanceof NumericType) {
      List<String> names = classes.names();
      return String.format(
          "is %s, so 1 could mean class %s by its name or class %s by its index; write"
              + " if(%s = 1, %s, %s)",
          type.catalogString(),
          names.get(0),
          names.get(1),
          text,
          SparkText.literal(names.get(0)),
          SparkText.literal(names.get(1)));
    }
    return type instanceof BooleanType
        ? "is boolean, which needs a model of two classes: false is the first, true the second"
        : "must be a class name, a class index, a boolean or a distribution, but is "
            + type.catalogString();
  }

  /** The first reading that gives a class; most labels are names as they are written. */
  private String ofText(String x) {
    String stripped = ClassWords.stripped(x);
    StringBuilder readings = new StringBuilder("case");
    append(readings, classes.named(x));
    if (classes.differByLetters()) {
      append(readings, classes.namedByLetters(stripped));
    }
    if (classes.names().size() == 2 && classes.wordsOfTruthAreFree()) {
      readings.append(when("lower(" + stripped + ") = 'false'", 1 - classes.indexOfTrue()));
      readings.append(when("lower(" + stripped + ") = 'true'", classes.indexOfTrue()));
    }
    if (classes.areNumbered() && classes.differByNumber()) {
      append(readings, classes.numbered(DistributionShape.number(stripped)));
    }
    boolean isIndex = !classes.areNumbered() && !classes.trueComesFirst();
    String index = ofNumber(DistributionShape.number(stripped), DataTypes.DoubleType);
    return readings
        .append(" else ")
        .append(isIndex ? index : "" + UNKNOWN)
        .append(" end")
        .toString();
  }

  private static void append(StringBuilder readings, String index) {
    readings.append(" when ").append(index).append(" >= 0 then ").append(index);
  }

  private static String when(String condition, int index) {
    return " when " + condition + " then " + index;
  }

  private String ofBoolean(String x) {
    int ofTrue = classes.indexOfTrue();
    return "case when " + x + " then " + ofTrue + " else " + (1 - ofTrue) + " end";
  }

  private String ofNumber(String x, DataType type) {
    if (classes.areNumbered() && classes.differByNumber() && !classes.areIntegers()) {
      return "coalesce(" + classes.numbered("cast(" + x + " as double)") + ", " + UNKNOWN + ")";
    }
    String whole =
        type instanceof IntegralType
            ? "cast(" + x + " as bigint)"
            : "try_cast(" + x + " as bigint)";
    boolean areNames = classes.areIntegers() && !classes.areIndices();
    String index = areNames ? classes.ofInteger(whole) : ofIndex(whole);
    // 0.5 is no class, although its whole part is.
    return "case when " + whole + " = " + x + " then " + index + " else " + UNKNOWN + " end";
  }

  private String ofIndex(String whole) {
    return "case when "
        + whole
        + " between 0 and "
        + (classes.names().size() - 1)
        + " then cast("
        + whole
        + " as int) else "
        + UNKNOWN
        + " end";
  }

  private String known(Expression column) {
    return column.sql()
        + " is not null"
        + unlabelled
            .condition(column.sql(), column.type())
            .map(unknown -> " and not " + unknown)
            .orElse("");
  }

  /**
   * A label as SQL.
   *
   * @param sql an int, or an {@code array<double>}
   * @param text what stood in the row, as a string
   * @param known whether the row has a label, in a form that Spark pushes down to the source
   * @param distribution whether it is an array
   */
  record Shaped(String sql, String text, String known, boolean distribution) {}
}
