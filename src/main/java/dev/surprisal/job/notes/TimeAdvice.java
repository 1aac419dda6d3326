package dev.surprisal.job.notes;

import dev.surprisal.dataset.source.RejectedValues;
import dev.surprisal.dataset.spec.Scoring;
import java.util.List;
import java.util.Objects;

/**
 * What to write where timestamps cannot be read.
 *
 * @param scoring what is asked of the rows
 * @param values what stood there
 */
record TimeAdvice(Scoring scoring, RejectedValues values) {

  /** The sentence, without a full stop. */
  String sentence() {
    List<String> texts =
        values.mostFrequent().stream()
            .map(RejectedValues.Value::text)
            .filter(Objects::nonNull)
            .map(String::strip)
            .toList();
    if (texts.isEmpty()) {
      return ofNothing();
    }
    String number = number(texts.get(0));
    return number.isEmpty() ? "If the text has another format, write " + parsed() : number;
  }

  /** A source that is told the type has made nothing of other text before anybody sees it. */
  private String ofNothing() {
    return scoring.predictions().source().schema() == null
        ? "Every row must have a timestamp"
        : "Text in another format is read as null if "
            + scoring.name()
            + ".schema declares a timestamp: declare the column STRING there and write "
            + parsed();
  }

  private String parsed() {
    return key()
        + ": try_to_timestamp("
        + column()
        + ", 'dd.MM.yyyy HH:mm') with the actual pattern";
  }

  /** Digits are a time by how many there are: those since 1970 have 10 of seconds since 2001. */
  private String number(String text) {
    if (!text.matches("\\d+(\\.\\d+)?")) {
      return "";
    }
    String column = column();
    return switch (text.replaceFirst("\\..*", "").length()) {
      case 8 ->
          "For digits such as 20260131, write " + key() + ": to_date(" + column + ", 'yyyyMMdd')";
      case 9, 10 ->
          since(
              "seconds",
              "timestamp_seconds(try_cast("
                  + column
                  + (text.contains(".") ? " as double" : " as bigint")
                  + "))");
      case 12, 13 -> since("milliseconds", "timestamp_millis(try_cast(" + column + " as bigint))");
      case 15, 16 -> since("microseconds", "timestamp_micros(try_cast(" + column + " as bigint))");
      case 18, 19 ->
          since("nanoseconds", "timestamp_micros(try_cast(" + column + " as bigint) div 1000)");
      default -> "";
    };
  }

  private String since(String unit, String expression) {
    return "For " + unit + " since 1970, write " + key() + ": " + expression;
  }

  private String key() {
    return scoring.name() + ".timestamp";
  }

  /** The column, also where it is read by a function already. */
  private String column() {
    return String.valueOf(scoring.predictions().timestamp())
        .strip()
        .replaceFirst(
            "(?is)^(?:try_)?to_(?:timestamp|date)\\(\\s*([^(),]+?)\\s*(?:,.*)?\\)$", "$1");
  }
}
