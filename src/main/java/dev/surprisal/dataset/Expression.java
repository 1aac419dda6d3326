package dev.surprisal.dataset;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;

/**
 * A resolved column or expression of an input.
 *
 * @param text what the user wrote
 * @param sql the same as SQL, safe to embed
 * @param type its type
 */
record Expression(String text, String sql, DataType type) {

  /** A call that makes nothing of a text that it cannot read, with what it reads. */
  private static final Pattern READING =
      Pattern.compile(
          "(?is)\\s*(?:from_json|try_cast|try_to_\\w+|str_to_map)\\(\\s*([^(),\\s]+)[,\\s].*");

  /** What stood in the row, as text: where a call made nothing of it, what the call has read. */
  String written() {
    String own = "cast(" + sql + " as string)";
    Matcher call = READING.matcher(text);
    return call.matches() ? "coalesce(" + own + ", cast(" + call.group(1) + " as string))" : own;
  }

  /** The value as text, by which rows are grouped: −0.0 equals 0.0 in SQL, and is written so. */
  String asText() {
    return "cast(" + unsigned() + " as string)";
  }

  /** The value, but for the sign of a zero. */
  String unsigned() {
    if (type instanceof DoubleType) {
      return "(" + sql + " + 0D)";
    }
    return type instanceof FloatType ? "(" + sql + " + float(0))" : sql;
  }
}
