package dev.surprisal.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** An opened source: its columns can be resolved, and none of its rows has been read. */
final class Input {

  private static final int COLUMNS_TOLD = 20;

  private final String name;
  private final Dataset<Row> rows;
  private final Map<String, String> unreadable;
  private final SourceSpec spec;
  private final List<InputProblem> problems;
  private boolean refused;

  private Input(String name, OpenedSource opened, SourceSpec spec, List<InputProblem> problems) {
    this.name = name;
    this.rows = opened.rows();
    this.unreadable = opened.unreadable();
    this.spec = spec;
    this.problems = problems;
  }

  /**
   * Opens a source.
   *
   * @param spark the session
   * @param name the source's key in the configuration
   * @param spec the source
   * @param problems takes what is wrong
   * @return the input, or empty where it cannot be opened
   */
  static Optional<Input> open(
      SparkSession spark, String name, SourceSpec spec, List<InputProblem> problems) {
    String key = name + (spec.path() != null ? ".path" : ".table");
    return open(spark, name, key, spec, problems);
  }

  /** Opens a source whose problems belong to another key. */
  static Optional<Input> open(
      SparkSession spark, String name, String key, SourceSpec spec, List<InputProblem> problems) {
    try {
      OpenedSource opened = OpenedSource.of(spark, spec);
      for (String problem : opened.problems()) {
        problems.add(InputProblem.invalid(key, spec.place(), problem));
      }
      if (!opened.problems().isEmpty()) {
        return Optional.empty();
      }
      if (opened.rows().columns().length > 0) {
        return Optional.of(new Input(name, opened, spec, problems));
      }
      problems.add(InputProblem.invalid(key, spec.place(), holdsNothing(spec)));
    } catch (Exception e) {
      // Spark's Scala code throws checked exceptions that it does not declare.
      problems.add(InputProblem.invalid(key, spec.place(), reason(spark, spec, e)));
    }
    return Optional.empty();
  }

  private static String reason(SparkSession spark, SourceSpec spec, Exception e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("PATH_NOT_FOUND") || message.contains("TABLE_OR_VIEW_NOT_FOUND")) {
      return "does not exist";
    }
    if (message.contains("UNABLE_TO_INFER_SCHEMA")) {
      return holdsNothing(spec);
    }
    if (message.contains("DATA_SOURCE_NOT_FOUND")) {
      return "there is no Spark source named " + spec.format() + " on the class path";
    }
    if (message.contains("CANNOT_MERGE_SCHEMAS") && ParquetFiles.areIn(spec)) {
      return ParquetFiles.of(spark, spec).change().orElse(firstLine(message));
    }
    return ReadFailures.reason(e)
        .orElseGet(() -> "cannot be opened as " + spec.format() + ": " + firstLine(message));
  }

  private static String holdsNothing(SourceSpec spec) {
    return "holds no " + spec.format() + " file that a schema could be read from";
  }

  static String firstLine(String message) {
    return message.lines().findFirst().orElse(message).strip();
  }

  /** The name of a key of the configuration that is about this input. */
  String key(String member) {
    return name + "." + member;
  }

  /**
   * Whether a text names a column or an expression over the columns, even where Spark cannot read
   * it or only some files have it; tells no problem.
   */
  boolean knows(String text) {
    List<InputProblem> unheard = new ArrayList<>();
    Input quiet = new Input(name, new OpenedSource(rows, unreadable, List.of()), spec, unheard);
    return quiet.resolve(name, text).isPresent() || absent(text).isPresent();
  }

  Dataset<Row> rows() {
    return rows;
  }

  /** Tells that what the configuration says does not fit this input. */
  void refuse(String key, String value, String constraint) {
    problems.add(InputProblem.invalid(key, value, constraint));
    refused = true;
  }

  /** Whether something was refused. */
  boolean isRefused() {
    return refused;
  }

  /** Resolves all that can be resolved. */
  List<Expression> resolveAll(String key, List<String> texts) {
    return texts.stream().flatMap(text -> resolve(key, text).stream()).toList();
  }

  /** Resolves a text that need not be given. */
  Optional<Expression> resolveOptional(String key, @Nullable String text) {
    return Optional.ofNullable(text).flatMap(given -> resolve(key, given));
  }

  /**
   * Finds what a text names: a column of exactly this name, or else an SQL expression.
   *
   * @param key the configuration key that holds the text
   * @param text the column or expression
   * @return the expression and its type, or empty where there is none
   */
  Optional<Expression> resolve(String key, String text) {
    StructType schema = rows.schema();
    if (!Arrays.asList(schema.fieldNames()).contains(text)) {
      return typed(key, text, text);
    }
    String column = quote(text);
    // Spark need not be asked, which takes as long as reading many rows, where the name is unique.
    return Arrays.stream(schema.fieldNames()).filter(text::equalsIgnoreCase).count() == 1
        ? Optional.of(new Expression(text, column, schema.apply(text).dataType()))
        : typed(key, text, column);
  }

  private Optional<Expression> typed(String key, String text, String sql) {
    try {
      String embedded = "(" + sql + ")";
      // What may stand in a condition has one value for each row: no aggregate, no generator.
      Dataset<Row> rowsOfText = rows.where(embedded + " is not null").selectExpr(embedded);
      if (isRandom(rowsOfText)) {
        refuse(key, text, "must give the same for the same row whenever and wherever it is read");
        return Optional.empty();
      }
      return Optional.of(new Expression(text, embedded, rowsOfText.schema().apply(0).dataType()));
    } catch (Exception e) {
      // AnalysisException is checked in Java but not declared by Scala.
      refuse(key, text, unresolved(text, e));
      return Optional.empty();
    }
  }

  /**
   * Whether the text itself is random or depends on where a row is read. A view below it may be:
   * what it does is known to Spark alone.
   */
  private boolean isRandom(Dataset<Row> rowsOfText) {
    return rows.queryExecution().analyzed().deterministic()
        && !rowsOfText.queryExecution().analyzed().deterministic();
  }

  private String unresolved(String text, Exception e) {
    Optional<String> absent = absent(text);
    if (absent.isPresent()) {
      return absent.get();
    }
    if (e instanceof AnalysisException && text.matches("[\\p{L}\\p{N}_.]+")) {
      return "must be a column of " + name + " or an SQL expression" + nearest(text) + columns();
    }
    return "must be an SQL expression over the columns of "
        + name
        + ": "
        + firstLine(String.valueOf(e.getMessage()))
        + columns();
  }

  /** Says of a column that is there, and that Spark cannot read or has not seen, what to do. */
  private Optional<String> absent(String text) {
    for (Map.Entry<String, String> column : unreadable.entrySet()) {
      if (text.equals(column.getKey()) || words(text).contains(column.getKey())) {
        return Optional.of(
            String.format(
                "the column %s has the Parquet type %s, which Spark cannot read; write it anew with"
                    + " another type, such as %s, or leave it out of the configuration",
                column.getKey(), column.getValue(), ParquetTypes.instead(column.getValue())));
      }
    }
    if (!ParquetFiles.areIn(spec) || spec.schema() != null) {
      return Optional.empty();
    }
    ParquetFiles files = ParquetFiles.of(rows.sparkSession(), spec);
    return words(text).stream()
        .filter(word -> !Arrays.asList(rows.columns()).contains(word))
        .flatMap(
            word ->
                files.fileWith(word).stream()
                    .map(
                        file ->
                            String.format(
                                "not all files have the column %s, as %s does; write %s.options:"
                                    + " {mergeSchema: \"true\"}, which makes it null in the others,"
                                    + " or give %s.schema",
                                word, file, name, name)))
        .findFirst();
  }

  private static Set<String> words(String text) {
    return new LinkedHashSet<>(Arrays.asList(text.split("[^\\p{L}\\p{N}_]+")));
  }

  private String nearest(String text) {
    return Arrays.stream(rows.columns())
        .filter(column -> isNear(column, text))
        .min(Comparator.comparingInt(column -> edits(column, text)))
        .map(column -> "; did you mean " + column + "?")
        .orElse("");
  }

  /** A slip of the finger in every third letter, or a word forgotten. */
  private static boolean isNear(String column, String text) {
    return edits(column, text) <= Math.max(2, text.length() / 3)
        || text.length() > 2 && lowerCase(column).startsWith(lowerCase(text));
  }

  private static int edits(String left, String right) {
    return LevenshteinDistance.getDefaultInstance().apply(lowerCase(left), lowerCase(right));
  }

  private static String lowerCase(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private String columns() {
    String listed =
        Arrays.stream(rows.columns()).limit(COLUMNS_TOLD).collect(Collectors.joining(", "));
    int more = rows.columns().length - COLUMNS_TOLD;
    return "; it has " + listed + (more > 0 ? " and " + more + " more" : "");
  }

  static String quote(String column) {
    return "`" + column.replace("`", "``") + "`";
  }

  static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
