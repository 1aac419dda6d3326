package dev.surprisal.dataset;

import dev.surprisal.dataset.source.Expression;
import dev.surprisal.dataset.source.Input;
import dev.surprisal.profile.time.TimeRange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** Brings every accepted shape of a point in time into a Spark timestamp, as SQL text. */
public final class Timestamps {

  private Timestamps() {}

  /**
   * An expression of type timestamp. Text that is none becomes null, also under ANSI; dates and
   * times without a zone are read in the session's.
   *
   * @param input the input, which takes the problem where the type cannot be read as a time
   * @param key the configuration key that names the column
   * @param column the column
   */
  public static Optional<String> instant(Input input, String key, Expression column) {
    DataType type = column.type();
    if (type instanceof TimestampType) {
      return Optional.of(column.sql());
    }
    if (type instanceof DateType || type instanceof TimestampNTZType) {
      return Optional.of("cast(" + column.sql() + " as timestamp)");
    }
    if (type instanceof StringType) {
      return Optional.of("try_to_timestamp(" + column.sql() + ")");
    }
    input.refuse(
        key,
        column.text(),
        "must be a timestamp, a date or text, but is " + type.catalogString() + advice(column));
    return Optional.empty();
  }

  /** A number is a time by what it counts; its name may tell that. */
  private static String advice(Expression column) {
    String x = column.text();
    if (!(column.type() instanceof NumericType)) {
      return "";
    }
    if (x.matches("(?i).*(year|jahr|annee|anno)\\w{0,3}")) {
      return "; for a year write make_timestamp(" + x + ", 1, 1, 0, 0, 0), and window: 1 year";
    }
    if (x.matches("(?i).*(month|yyyymm|day|date|tag|ymd)\\w{0,3}")) {
      return "; for digits such as 20260131 write to_date(cast("
          + x
          + " as string), 'yyyyMMdd'), for seconds since 1970 timestamp_seconds("
          + x
          + ")";
    }
    return String.format(
        "; for a number since 1970 write timestamp_seconds(%s), timestamp_millis(%s) or"
            + " timestamp_micros(%s), for a year make_timestamp(%s, 1, 1, 0, 0, 0)",
        x, x, x, x);
  }

  /**
   * Whether an instant lies in one of the ranges or is unknown, in a form that Spark pushes down to
   * the source.
   */
  static String inRanges(String instant, List<TimeRange> ranges) {
    return ranges.stream()
        .map(
            range ->
                "("
                    + instant
                    + " >= "
                    + literal(range.from())
                    + " and "
                    + instant
                    + " < "
                    + literal(range.to())
                    + ")")
        .collect(Collectors.joining(" or ", instant + " is null or ", ""));
  }

  private static String literal(Instant instant) {
    return "timestamp_micros(" + TimeRange.micros(instant) + "L)";
  }
}
