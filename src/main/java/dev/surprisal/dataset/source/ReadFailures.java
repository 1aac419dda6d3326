package dev.surprisal.dataset.source;

import dev.surprisal.dataset.spec.LabelSpec;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.dataset.spec.SourceSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkThrowable;

/**
 * What a source does wrong only while its rows are read: a file that is damaged, vanished or
 * forbidden, an expression of the user's that fails on a row. Spark tells it as the failure of a
 * task; the cause says what it was.
 */
public final class ReadFailures {

  /** Conditions under which Spark wraps whatever a file's reader threw. */
  private static final Pattern FILE =
      Pattern.compile(
          "FAILED_READ_FILE.*|CANNOT_READ_FILE_FOOTER.*|FAILED_READ_FOOTER.*|"
              + "_LEGACY_ERROR_TEMP_(2063|2064|2161|2190)|MALFORMED_RECORD_IN_PARSING.*|"
              + "PARQUET_.*|PATH_NOT_FOUND");

  /** Conditions of an expression that has no value for a row. */
  private static final Pattern EXPRESSION =
      Pattern.compile(
          "CAST_.*|DIVIDE_BY_ZERO|REMAINDER_BY_ZERO|.*ARITHMETIC_OVERFLOW|INVALID_ARRAY_INDEX.*|"
              + "CANNOT_PARSE_.*|NUMERIC_VALUE_OUT_OF_RANGE.*|USER_RAISED_EXCEPTION|"
              + "INTERVAL_.*|DATETIME_.*|INVALID_PARAMETER_VALUE.*|INVALID_INDEX_OF_ZERO");

  private static final Pattern COLUMN = Pattern.compile("[Cc]olumn:? \\[?([^\\],\\s]+)\\]");
  private static final Pattern EXPECTED =
      Pattern.compile("(?:Expected Spark type|Expected:) ([\\w(),]*[\\w)])");
  private static final Pattern FOUND =
      Pattern.compile("(?:actual Parquet type|Found:) ([\\w(),]*[\\w)])");
  private static final Pattern PATH = Pattern.compile("(?:[a-z0-9]+:)?/[^\\s,;'\"()]+");

  private ReadFailures() {}

  /**
   * Runs what reads checked rows.
   *
   * @param scoring what is read
   * @param action the Spark action
   * @return its result
   * @throws InputRefusedException where the action failed for something that the input is to blame
   *     for; every other failure passes as it is
   */
  public static <T> T explaining(Scoring scoring, Supplier<T> action) {
    try {
      return action.get();
    } catch (Exception e) {
      // Spark's Scala code throws checked exceptions that it does not declare.
      throw refusal(e, scoring).orElseThrow(() -> ReadFailures.<RuntimeException>unchecked(e));
    }
  }

  /**
   * Runs what reads rows of one source.
   *
   * @param key what the source is called in problems
   * @param source the source
   * @param action the Spark action
   * @return its result
   * @throws InputRefusedException where the source is to blame for its failure
   */
  public static <T> T explaining(String key, SourceSpec source, Supplier<T> action) {
    try {
      return action.get();
    } catch (Exception e) {
      String reason =
          reason(e, source).orElseThrow(() -> ReadFailures.<RuntimeException>unchecked(e));
      throw new InputRefusedException(InputProblem.invalid(key, source.place(), reason), e);
    }
  }

  /** Translates a failure that the input is to blame for; empty for any other. */
  public static Optional<InputRefusedException> refusal(Throwable failure, Scoring scoring) {
    Optional<Throwable> ofExpression = ofExpression(failure);
    if (ofExpression.isPresent()) {
      return ofExpression.map(
          cause ->
              new InputRefusedException(new FailedExpression(scoring, cause).problem(), failure));
    }
    boolean ofLabels = isOfLabels(failure, scoring);
    LabelSpec labels = scoring.labels();
    SourceSpec source =
        ofLabels && labels != null ? labels.source() : scoring.predictions().source();
    String key = (ofLabels ? scoring.labelsName() : scoring.name()) + place(source);
    return reason(failure, source)
        .map(
            reason ->
                new InputRefusedException(
                    InputProblem.invalid(key, source.place(), reason), failure));
  }

  private static String place(SourceSpec source) {
    return source.path() != null ? ".path" : ".table";
  }

  /** Why the source cannot be read, or empty where it is not the source. */
  static Optional<String> reason(Throwable failure, SourceSpec source) {
    Throwable root = causes(failure).reduce((first, second) -> second).orElse(failure);
    Optional<Throwable> ofExpression = ofExpression(failure);
    if (ofExpression.isEmpty() && causes(failure).anyMatch(cause -> isFileFailure(cause))) {
      return Optional.of(
          causes(failure)
              .flatMap(cause -> changedType(cause, source).stream())
              .findFirst()
              .orElseGet(() -> "a file cannot be read: " + describe(root)));
    }
    return ofExpression.map(
        cause ->
            "an SQL expression has no value for one of its rows: "
                + FailedExpression.describe(cause)
                + FailedExpression.remedy(cause, FailedExpression.fragment(cause)));
  }

  /** What an expression threw: it may be worked out while a file is read. */
  private static Optional<Throwable> ofExpression(Throwable failure) {
    return causes(failure).filter(ReadFailures::isOfExpression).findFirst();
  }

  private static boolean isOfExpression(Throwable cause) {
    String condition = condition(cause);
    if (FILE.matcher(condition).matches()) {
      return false;
    }
    // Class 22 of SQL's states is what is wrong with data.
    String state = cause instanceof SparkThrowable spark ? spark.getSqlState() : null;
    return EXPRESSION.matcher(condition).matches()
        || state != null && state.startsWith("22") && !condition.startsWith("FAILED_READ");
  }

  /** A column that has another type in one file than in the others, or than in the schema. */
  private static Optional<String> changedType(Throwable cause, SourceSpec source) {
    String message = String.valueOf(cause.getMessage());
    Matcher column = COLUMN.matcher(message);
    Matcher expected = EXPECTED.matcher(message);
    Matcher found = FOUND.matcher(message);
    Matcher file = PATH.matcher(message);
    if (!column.find() || !expected.find() || !found.find() || !file.find()) {
      return Optional.empty();
    }
    return ParquetChange.describe(column.group(1), source)
        .or(
            () ->
                Optional.of(
                    String.format(
                        "column %s is %s in %s but was read as %s; rewrite the files with one"
                            + " type",
                        column.group(1),
                        found.group(1),
                        CsvHeaders.shown(file.group().replaceFirst("\\.$", "")),
                        expected.group(1))));
  }

  /** Whether Parquet has a type that Spark has not. */
  static boolean isOfType(Throwable failure) {
    return causes(failure)
        .anyMatch(
            cause ->
                condition(cause).matches("PARQUET_TYPE_.*|UNSUPPORTED_TIME_TYPE.*|.*DECIMAL.*")
                    || String.valueOf(cause.getMessage()).matches("(?s).*Parquet type.*"));
  }

  private static boolean isFileFailure(Throwable cause) {
    return FILE.matcher(condition(cause)).matches()
        || Arrays.stream(cause.getStackTrace())
            .anyMatch(frame -> frame.getClassName().endsWith(".FileScanRDD$$anon$1"));
  }

  static String condition(Throwable cause) {
    // Its newer name, getCondition, is unknown to Spark 3.5.
    String condition = cause instanceof SparkThrowable spark ? spark.getErrorClass() : null;
    return condition == null ? "" : condition;
  }

  private static String describe(Throwable cause) {
    String message = cause.getMessage();
    if (message == null) {
      return cause.getClass().getSimpleName();
    }
    return message.startsWith("CSV header")
        ? message.strip().replaceAll("\\s*\\n\\s*", ", ")
        : SparkText.firstLine(message);
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }

  private static boolean isOfLabels(Throwable failure, Scoring scoring) {
    LabelSpec labels = scoring.labels();
    List<String> paths = labels == null ? List.of() : labels.source().paths();
    return !paths.isEmpty()
        && causes(failure)
            .map(cause -> String.valueOf(cause.getMessage()))
            .flatMap(message -> PATH.matcher(message).results().map(result -> result.group()))
            .anyMatch(file -> paths.stream().anyMatch(path -> file.contains(fixedPart(path))));
  }

  /** The part of a path before the first wildcard. */
  private static String fixedPart(String path) {
    String fixed = path.replaceFirst("[*?\\[{].*", "");
    Matcher upwards = Pattern.compile("^(\\.{1,2}/)+").matcher(fixed);
    return new Path(upwards.replaceFirst("").isEmpty() ? "/" : upwards.replaceFirst(""))
        .toUri()
        .getPath();
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <E extends Throwable> RuntimeException unchecked(Throwable failure) throws E {
    throw (E) failure;
  }
}
