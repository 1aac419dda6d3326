package dev.surprisal.function.binding;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * How a function is called: what its description tells, and what its arguments are checked by.
 *
 * @param name the function's name
 * @param purpose what it computes, in a sentence
 * @param required the parameters that every call has
 * @param optional the parameters that may follow
 * @param refusals what becomes of nulls and of arguments that are not what they should be
 * @param examples worked examples, each of which a test runs
 */
public record Usage(
    String name,
    String purpose,
    List<Parameter> required,
    List<Parameter> optional,
    String refusals,
    List<Example> examples) {

  /** The name under which the job registers the catalog of the functions. */
  public static final String CATALOG = "surprisal";

  /** What every measure of distributions makes of arguments that are none. */
  private static final String MEASURE =
      "Null if an argument is null. NaN if one is not what it must be: a distribution (at least one"
          + " element, none null, NaN, infinite or negative, and a sum within 1e-4 of 1), as long"
          + " as the other one, the index of one of its classes, a base above 1";

  /**
   * A worked example.
   *
   * @param expression the expression as SQL, with a $ before every function of ours
   * @param result the result as Spark prints it
   */
  record Example(String expression, String result) {}

  public static Usage of(String name, String purpose, String refusals, Parameter... required) {
    return new Usage(name, purpose, List.of(required), List.of(), refusals, List.of());
  }

  /** The usage of a measure of distributions. */
  public static Usage ofMeasure(String name, String purpose, Parameter... required) {
    return of(name, purpose, MEASURE, required);
  }

  public Usage optionally(Parameter... parameters) {
    return new Usage(name, purpose, required, List.of(parameters), refusals, examples);
  }

  /** With an example that calls the function alone. */
  public Usage example(String arguments, String result) {
    return exampleOf("$" + name + "(" + arguments + ")", result);
  }

  /** With an example of other functions too, written with a $ before each of ours. */
  public Usage exampleOf(String expression, String result) {
    List<Example> all =
        Stream.concat(examples.stream(), Stream.of(new Example(expression, result))).toList();
    return new Usage(name, purpose, required, optional, refusals, all);
  }

  /** The types that Spark is to hand over, or an analysis error that says what is wrong. */
  DataType[] check(StructType actual) {
    List<Parameter> all = parameters();
    int size = actual.size();
    if (size < required.size() || size > all.size()) {
      throw new UnsupportedOperationException(
          "Invalid arguments of %s: %d (must be %s)".formatted(name, size, signature()));
    }
    StructField[] fields = actual.fields();
    DataType[] types = new DataType[size];
    for (int i = 0; i < size; i++) {
      types[i] = all.get(i).check(name, fields[i].dataType());
    }
    return types;
  }

  /** The call's form: {@code name(a, b [, c])}. */
  String signature() {
    return name
        + required.stream().map(Parameter::name).collect(Collectors.joining(", ", "(", ""))
        + optional.stream().map(p -> " [, " + p.name() + "]").collect(Collectors.joining())
        + ")";
  }

  /** The whole usage text, with our functions called by the given prefix. */
  String description(String prefix) {
    return summary(prefix) + "\n" + details();
  }

  /** The purpose and the worked examples. */
  public String summary(String prefix) {
    return Stream.concat(
            Stream.of(signature() + " - " + purpose, "Examples:"),
            examples.stream().map(example -> render(prefix, example)))
        .collect(Collectors.joining("\n"));
  }

  /** The parameters, and what is refused. */
  public String details() {
    return Stream.concat(
            Stream.concat(Stream.of("Arguments:"), parameters().stream().map(Parameter::usage)),
            Stream.of("  " + refusals + "."))
        .collect(Collectors.joining("\n"));
  }

  private static String render(String prefix, Example example) {
    return "  > SELECT " + example.expression.replace("$", prefix) + ";\n   " + example.result;
  }

  private List<Parameter> parameters() {
    return Stream.concat(required.stream(), optional.stream()).toList();
  }
}
