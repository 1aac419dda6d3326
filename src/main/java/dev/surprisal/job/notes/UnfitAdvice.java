package dev.surprisal.job.notes;

import dev.surprisal.dataset.source.InputProblem;
import dev.surprisal.dataset.source.RejectedValues.Value;
import dev.surprisal.dataset.source.UnfitColumn;
import dev.surprisal.dataset.spec.Scoring;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is told of cells that are not of their column's type, and what to write for exactly these.
 *
 * @param scoring what is asked of the rows
 * @param of the column
 */
public record UnfitAdvice(Scoring scoring, UnfitColumn of) {

  private static final String TEXT = "declare it STRING there";
  private static final String DOUBLE = "declare it DOUBLE there";

  private static final String NESTED_TYPE = "(ARRAY|MAP|STRUCT)<.*";
  private static final String WHOLE_TYPE = "TINYINT|SMALLINT|INT|BIGINT";
  private static final String NUMBER_TYPE = WHOLE_TYPE + "|FLOAT|DOUBLE|DECIMAL.*";

  private static final String NUMBER = "[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?";
  private static final String WHOLE_NUMBER = "[-+]?\\d+\\.0*";
  private static final String DECIMAL_COMMA = "[-+]?\\d*,\\d+";
  private static final String PERCENT = "[-+]?\\d+([.,]\\d+)?\\s*%";

  /** What people and tools write where there is no value. */
  private static final String NOTHING =
      "(?i)n/?a|#n/a|<na>|null|none|nil|nan|nat|-+|\\?|\\\\n|missing|unknown|undefined";

  /** The column, its type, what stands there instead, and what to write. */
  public InputProblem problem() {
    return InputProblem.invalid(
        of.key(),
        of.name(),
        String.format(
            Locale.ROOT,
            "is declared %s in %s.schema, but %,d of %,d rows have other values, which would be"
                + " read as null: %s; %s",
            of.type(),
            of.dataset(),
            of.cells(),
            of.rows(),
            RejectedFigures.listed(of.mostFrequent(), of.cells()),
            remedy()));
  }

  private String remedy() {
    if (isOf(NESTED_TYPE)) {
      return "declare its elements STRING there; numbers stored as text are parsed";
    }
    return switch (of.key().substring(of.key().lastIndexOf('.') + 1)) {
      case "label" -> ofLabel();
      case "key" -> ofKey();
      case "timestamp" -> ofTime();
      case "probability" -> ofFigure();
      case "weight", "columns" -> ofNumber();
      default -> ofValue();
    };
  }

  private String ofLabel() {
    if (areAll(NOTHING)) {
      return of(
          TEXT,
          of.dataset()
              + ".unlabelled: "
              + values()
                  .distinct()
                  .map(it -> '"' + it + '"')
                  .collect(Collectors.joining(", ", "[", "]")));
    }
    return of.isPlain()
        ? TEXT + "; text labels are parsed"
        : TEXT + " and let " + of.key() + " parse text";
  }

  private String ofKey() {
    if (isOf(WHOLE_TYPE) && areAll(WHOLE_NUMBER)) {
      return instead("try_cast(regexp_replace(%s, '[.]0*$', '') as bigint)");
    }
    boolean isMatched = scoring.labels() != null || scoring.challenger() != null;
    return isMatched ? TEXT + " and make the matching keys text, too" : TEXT;
  }

  private String ofTime() {
    if (areAll("\\d{10}|\\d{13}|\\d{16}")) {
      int digits = values().mapToInt(String::length).max().orElse(0);
      String unit = digits == 10 ? "seconds" : digits == 13 ? "millis" : "micros";
      return of(
          "declare it BIGINT there", of.key() + ": timestamp_" + unit + "(" + of.name() + ")");
    }
    return TEXT
        + "; text timestamps are parsed as ISO 8601. For another format, write "
        + of.key()
        + ": try_to_timestamp("
        + of.name()
        + ", 'dd.MM.yyyy HH:mm') with the actual pattern";
  }

  private String ofFigure() {
    if (areAll(DECIMAL_COMMA)) {
      return instead("try_cast(replace(%s, ',', '.') as double)");
    }
    return areAll(PERCENT)
        ? instead("try_cast(replace(replace(%s, '%%', ''), ',', '.') as double) / 100")
        : TEXT + "; numbers stored as text are parsed";
  }

  private String ofNumber() {
    if (isOf(NUMBER_TYPE) && areAll(DECIMAL_COMMA)) {
      return instead("try_cast(replace(%s, ',', '.') as double)");
    }
    boolean isSettled = !isOf(NUMBER_TYPE) || isOf(WHOLE_TYPE) && areAll(NUMBER) || isOneNothing();
    return isSettled ? ofValue() : instead("try_cast(%s as double)");
  }

  private String ofValue() {
    if (isOneNothing()) {
      return "if this marks a missing value, add nullValue: \""
          + values().findFirst().orElse("")
          + "\" to "
          + of.dataset()
          + ".options";
    }
    return isOf(WHOLE_TYPE) && areAll(NUMBER) ? DOUBLE : TEXT;
  }

  /** Spark knows one word for null beside the empty one, and only in CSV. */
  private boolean isOneNothing() {
    return of.isCsv() && areAll(NOTHING) && values().distinct().count() == 1;
  }

  private String instead(String expression) {
    return of(TEXT, String.format(Locale.ROOT, expression, of.name()) + " in " + of.key());
  }

  private static String of(String declaration, String expression) {
    return declaration + " and write " + expression;
  }

  private boolean isOf(String types) {
    return of.type().matches(types);
  }

  private boolean areAll(String pattern) {
    return values().allMatch(value -> value.matches(pattern));
  }

  private Stream<String> values() {
    return of.mostFrequent().stream().map(Value::text).map(text -> String.valueOf(text).strip());
  }
}
