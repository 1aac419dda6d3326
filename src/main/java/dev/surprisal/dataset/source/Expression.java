package dev.surprisal.dataset.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;

/**
 * A resolved column or expression of an input.
 *
 * @param text what the user wrote
 * @param sql the same as SQL, safe to embed
 * @param type its type
 */
public record Expression(String text, String sql, DataType type) {

  /** A call that makes nothing of a text that it cannot read, with what it reads. */
  private static final Pattern READING =
      Pattern.compile(
          "(?is)\\s*(?:from_json|try_cast|try_to_\\w+|str_to_map)\\(\\s*([^(),\\s]+)[,\\s].*");

  /** What stood in the row, as text: where a call made nothing of it, what the call has read. */
  public String written() {
    String own = "cast(" + sql + " as string)";
    Matcher call = READING.matcher(text);
    return call.matches() ? "coalesce(" + own + ", cast(" + call.group(1) + " as string))" : own;
  }

  /** The value as text: −0.0 equals 0.0 in SQL, and is written so. */
  public String asText() {
    return "cast(" + unsigned() + " as string)";
  }

  /**
   * The value as text, by which rows are grouped: the same number is the same text whatever type it
   * has, since whole numbers become {@code double} as soon as one of them is missing in a file. So
   * 2.0 and 2.00 are written 2, and every other fraction as a {@code double} is.
   */
  public String asGroup() {
    if (type instanceof DoubleType || type instanceof FloatType) {
      return number(sql);
    }
    if (type instanceof DecimalType decimal && decimal.scale() > 0) {
      String number = "cast(" + sql + " as double)";
      // More digits than a double has tell two values apart that are one as doubles.
      return String.format(
          "case when try_cast(%s as %s) = %s then %s else %s end",
          number, decimal.sql(), sql, number(number), asText());
    }
    return asText();
  }

  private static String number(String x) {
    // No plain cast: Spark may work out what stands behind a condition before it, and infinity is
    // no whole number.
    String whole = "try_cast(" + x + " as bigint)";
    return String.format(
        "case when %s = %s then cast(%s as string) else cast(%s as string) end",
        x, whole, whole, x);
  }

  /** The value, but for the sign of a zero. */
  public String unsigned() {
    if (type instanceof DoubleType) {
      return "(" + sql + " + 0D)";
    }
    return type instanceof FloatType ? "(" + sql + " + float(0))" : sql;
  }
}
