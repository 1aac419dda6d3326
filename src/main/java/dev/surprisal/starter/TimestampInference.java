package dev.surprisal.starter;

import dev.surprisal.dataset.inspect.ColumnInspection;
import dev.surprisal.dataset.inspect.ColumnInspection.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * When predictions were made.
 *
 * @param column the column
 * @param expression the column, or an SQL expression that makes a time of it
 * @param because why it was chosen
 * @param certainty how sure that is
 */
record TimestampInference(
    ColumnInspection column, String expression, String because, Certainty certainty) {

  /** Between these many seconds since 1970 lie the years 2001 to 2100. */
  private static final double EARLIEST = 1e9;

  private static final double LATEST = 4.1e9;

  /** The likeliest column; empty where none holds times. */
  static Optional<TimestampInference> among(List<ColumnInspection> columns, Names names) {
    List<ColumnInspection> typed = columns.stream().filter(c -> c.kind() == Kind.TIME).toList();
    List<ColumnInspection> texts =
        columns.stream().filter(c -> c.kind() == Kind.TEXT && c.isTime()).toList();
    return Choice.among(typed, names, "of dates or timestamps")
        .or(() -> Choice.among(texts, names, "of text that all parses as times"))
        .map(TimestampInference::of)
        .or(() -> ofNumbers(columns, names));
  }

  private static TimestampInference of(Choice choice) {
    return new TimestampInference(
        choice.column(), choice.name(), choice.because(), choice.certainty());
  }

  private static Optional<TimestampInference> ofNumbers(
      List<ColumnInspection> columns, Names names) {
    return columns.stream()
        .filter(column -> column.kind() == Kind.WHOLE && names.know(column.name()))
        .flatMap(column -> ofNumber(column).stream())
        .findFirst();
  }

  private static Optional<TimestampInference> ofNumber(ColumnInspection column) {
    for (Unit unit : Unit.values()) {
      double[] known = Arrays.stream(column.numbers()).filter(x -> !Double.isNaN(x)).toArray();
      if (known.length > 0
          && Arrays.stream(known)
              .allMatch(x -> x >= EARLIEST * unit.per && x < LATEST * unit.per)) {
        return Optional.of(
            new TimestampInference(
                column,
                unit.function + "(" + sql(column.name()) + ")",
                "by its name and its size: " + unit.name().toLowerCase(Locale.ROOT) + " since 1970",
                Certainty.GUESSED));
      }
    }
    return Optional.empty();
  }

  /** The name as SQL. */
  static String sql(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_]*") ? name : "`" + name.replace("`", "``") + "`";
  }

  /** What numbers may count since 1970. */
  private enum Unit {
    SECONDS(1, "timestamp_seconds"),
    MILLISECONDS(1e3, "timestamp_millis"),
    MICROSECONDS(1e6, "timestamp_micros");

    private final double per;
    private final String function;

    Unit(double per, String function) {
      this.per = per;
      this.function = function;
    }
  }

  /** One that was told: an SQL expression. */
  static TimestampInference given(String expression) {
    ColumnInspection none = new ColumnInspection(expression, Kind.OTHER, "", List.of(), List.of());
    return new TimestampInference(none, expression, Choice.GIVEN, Certainty.SURE);
  }

  /** The same, told. */
  TimestampInference asGiven() {
    return new TimestampInference(column, expression, Choice.GIVEN, Certainty.SURE);
  }

  Entry entry(String key) {
    return new Entry(key, YamlText.of(expression), because, certainty);
  }
}
