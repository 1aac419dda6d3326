package dev.surprisal.dataset.source;

import dev.surprisal.catalyst.QueryPlans;
import dev.surprisal.dataset.spec.SourceSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** An opened source: its columns can be resolved, and none of its rows has been read. */
public final class Input {

  private static final int COLUMNS_TOLD = 20;

  private final String name;
  private final Dataset<Row> rows;
  private final ParquetColumns parquet;
  private final List<InputProblem> problems;

  /** The columns that something was made of, with the first key and text that did so. */
  private final Map<String, List<String>> used = new LinkedHashMap<>();

  private boolean refused;

  private Input(ParquetColumns parquet, List<InputProblem> problems) {
    this.name = parquet.name();
    this.rows = parquet.rows();
    this.parquet = parquet;
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
  public static Optional<Input> open(
      SparkSession spark, String name, SourceSpec spec, List<InputProblem> problems) {
    String key = name + (spec.path() != null ? ".path" : ".table");
    return open(spark, name, key, spec, problems);
  }

  /** Opens a source whose problems belong to another key. */
  public static Optional<Input> open(
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
        var columns = new ParquetColumns(name, spec, opened.rows(), opened.unreadable());
        return Optional.of(new Input(columns, problems));
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
      return ParquetFiles.of(spark, spec).change().orElse(SparkText.firstLine(message));
    }
    return ReadFailures.reason(e, spec)
        .orElseGet(
            () -> "cannot be opened as " + spec.format() + ": " + SparkText.firstLine(message));
  }

  private static String holdsNothing(SourceSpec spec) {
    return "holds no " + spec.format() + " file that a schema could be read from";
  }

  /** The name of a key of the configuration that is about this input. */
  public String key(String member) {
    return name + "." + member;
  }

  /**
   * Whether a text names a column or an expression over the columns, even where Spark cannot read
   * it or only some files have it; tells no problem.
   */
  public boolean knows(String text) {
    Input quiet = new Input(parquet, new ArrayList<>());
    return quiet.resolve(name, text).isPresent() || parquet.absent(text).isPresent();
  }

  public Dataset<Row> rows() {
    return rows;
  }

  /** What the rows are read from. */
  public SourceOrigin origin() {
    return SourceOrigin.of(name, parquet.spec(), rows);
  }

  SourceSpec source() {
    return parquet.spec();
  }

  /** Tells that what the configuration says does not fit this input. */
  public void refuse(String key, String value, String constraint) {
    problems.add(InputProblem.invalid(key, value, constraint));
    refused = true;
  }

  /** Whether something was refused. */
  public boolean isRefused() {
    return refused;
  }

  /**
   * Refuses columns that a file lacks, of all that were resolved. Spark goes by the schema of one
   * file, and a column that is missing in another would be null there.
   */
  public void requireWholeColumns() {
    parquet
        .files()
        .ifPresent(
            files ->
                used.forEach(
                    (column, by) ->
                        parquet
                            .missing(column, files)
                            .ifPresent(problem -> refuse(by.get(0), by.get(1), problem))));
  }

  /** Resolves all that can be resolved. */
  public List<Expression> resolveAll(String key, List<String> texts) {
    return texts.stream().flatMap(text -> resolve(key, text).stream()).toList();
  }

  /** Resolves a text that need not be given. */
  public Optional<Expression> resolveOptional(String key, @Nullable String text) {
    return Optional.ofNullable(text).flatMap(given -> resolve(key, given));
  }

  /**
   * Finds what a text names: a column of exactly this name, or else an SQL expression.
   *
   * @param key the configuration key that holds the text
   * @param text the column or expression
   * @return the expression and its type, or empty where there is none
   */
  public Optional<Expression> resolve(String key, String text) {
    StructType schema = rows.schema();
    if (!Arrays.asList(schema.fieldNames()).contains(text)) {
      return typed(key, text, text);
    }
    String column = SparkText.quote(text);
    Optional<String> untyped = untyped(schema.apply(text).dataType(), text);
    if (untyped.isPresent()) {
      refuse(key, text, untyped.get());
      return Optional.empty();
    }
    used.putIfAbsent(text, List.of(key, text));
    // Spark need not be asked, which takes as long as reading many rows, where the name is unique.
    return Arrays.stream(schema.fieldNames()).filter(text::equalsIgnoreCase).count() == 1
        ? Optional.of(new Expression(text, column, schema.apply(text).dataType()))
        : typed(key, text, column);
  }

  /** Says of a column that has no value in the file of the schema what it is in the others. */
  private Optional<String> untyped(DataType type, String column) {
    return type instanceof NullType
        ? parquet.files().flatMap(files -> ParquetChange.of(column, files).sentence())
        : Optional.empty();
  }

  private Optional<Expression> typed(String key, String text, String sql) {
    try {
      String embedded = "(" + sql + ")";
      // What may stand in a condition has one value for each row: no aggregate, no generator.
      Dataset<Row> rowsOfText = rows.where(embedded + " is not null").selectExpr(embedded);
      if (isRandom(rowsOfText)) {
        refuse(key, text, "must be deterministic");
        return Optional.empty();
      }
      QueryPlans.references(rowsOfText)
          .forEach(column -> used.putIfAbsent(column, List.of(key, text)));
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
    return QueryPlans.isDeterministic(rows) && !QueryPlans.isDeterministic(rowsOfText);
  }

  private String unresolved(String text, Exception e) {
    Optional<String> absent = parquet.absent(text);
    if (absent.isPresent()) {
      return absent.get();
    }
    if (e instanceof AnalysisException && text.matches("[\\p{L}\\p{N}_.]+")) {
      return "must be a column of " + name + " or an SQL expression" + nearest(text) + columns();
    }
    return "must be an SQL expression over the columns of "
        + name
        + ": "
        + SparkText.firstLine(String.valueOf(e.getMessage()))
        + columns();
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
}
