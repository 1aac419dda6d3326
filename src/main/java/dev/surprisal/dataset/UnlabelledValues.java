package dev.surprisal.dataset;

import static java.util.stream.Collectors.joining;

import dev.surprisal.dataset.source.SparkText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/**
 * Values that stand where no label is known yet, such as −1 or an empty text. Blanks around a text
 * and its case do not matter; a number is the same in every form, −1.0 as well as −1.
 *
 * @param values the values, as the configuration writes them
 */
record UnlabelledValues(List<String> values) {

  private static final String NUMBER = "[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?";
  private static final String NAN = "nan";

  /** Copies the values. */
  UnlabelledValues {
    values = List.copyOf(values);
  }

  /** Whether a column holds one of them; empty where none of them can stand in it. */
  Optional<String> condition(String x, DataType type) {
    if (type instanceof StringType) {
      String stripped = ClassWords.stripped(x);
      return either(
          in("lower(" + stripped + ")", texts()),
          in(
              "coalesce(" + DistributionShape.number(stripped) + ", double('Infinity'))",
              numbers()));
    }
    return type instanceof NumericType
        ? either(in("cast(" + x + " as double)", numbers()), Optional.empty())
        : Optional.empty();
  }

  private List<String> texts() {
    return values.stream()
        .map(value -> SparkText.literal(value.strip().toLowerCase(Locale.ROOT)))
        .toList();
  }

  /** In Spark NaN equals itself. */
  private List<String> numbers() {
    return values.stream()
        .map(String::strip)
        .filter(value -> value.matches(NUMBER) || value.equalsIgnoreCase(NAN))
        .map(value -> value.matches(NUMBER) ? Double.valueOf(value) : Double.NaN)
        .map(value -> Double.isNaN(value) ? "double('NaN')" : value + "D")
        .toList();
  }

  private static Optional<String> in(String x, List<String> values) {
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(values.stream().collect(joining(", ", x + " in (", ")")));
  }

  private static Optional<String> either(Optional<String> first, Optional<String> second) {
    List<String> all = List.of(first, second).stream().flatMap(Optional::stream).toList();
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(all.stream().collect(joining(" or ", "(", ")")));
  }
}
