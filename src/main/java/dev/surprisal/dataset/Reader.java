package dev.surprisal.dataset;

import dev.surprisal.profile.RowStatus;
import dev.surprisal.profile.TimeRange;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * Opens the datasets, finds everything that is wrong with their schemas, and plans the checked
 * rows. Reads no row itself.
 */
public final class Reader {

  private static final int OK = RowStatus.SCORED.code();

  private final SparkSession spark;
  private final Scoring scoring;
  private final List<InputProblem> problems = new ArrayList<>();

  /** Reads with the given session, in which the functions' catalog is registered. */
  public Reader(SparkSession spark, Scoring scoring) {
    this.spark = spark;
    this.scoring = scoring;
  }

  /**
   * Plans the checked rows whose timestamp lies in one of the ranges or cannot be read.
   *
   * @throws InputRefusedException with every problem of both schemas
   */
  public CheckedRows plan(List<TimeRange> ranges) {
    problems.clear();
    Optional<Predictions> predictions = predictions(ranges);
    Optional<Labels> labels = labels(predictions);
    if (!problems.isEmpty()) {
      throw new InputRefusedException(problems);
    }
    return join(predictions.orElseThrow(), labels.orElse(null));
  }

  private record Predictions(
      Dataset<Row> rows, List<Expression> keys, LabelShape.@Nullable Shaped label) {}

  private record Labels(Dataset<Row> rows, boolean distribution) {}

  // Predictions.

  private Optional<Predictions> predictions(List<TimeRange> ranges) {
    PredictionSpec spec = scoring.predictions();
    return Input.open(spark, "predictions", spec.source(), problems)
        .flatMap(input -> predictions(input, spec, ranges));
  }

  private Optional<Predictions> predictions(
      Input input, PredictionSpec spec, List<TimeRange> ranges) {
    List<Expression> keys = resolveAll(input, "predictions.key", spec.key());
    List<Expression> dimensions = resolveAll(input, "slices", scoring.dimensions());
    List<String> columns = columns(input);
    Optional<DistributionShape.Shaped> q =
        new DistributionShape(scoring.classes()).prediction(input, spec.probability());
    Optional<Expression> timestamp = input.resolve("predictions.timestamp", spec.timestamp());
    Optional<String> instant = timestamp.flatMap(e -> instant(input, "predictions.timestamp", e));
    String version = optional(input, "predictions.version", spec.version());
    LabelShape.@Nullable Shaped label = inlineLabel(input, spec.label()).orElse(null);
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    String at = instant.orElseThrow();
    List<String> select = new ArrayList<>();
    addNumbered(select, "k", keys.stream().map(Expression::sql));
    addNumbered(select, "s", dimensions.stream().map(e -> "cast(" + e.sql() + " as string)"));
    select.add("unix_micros(" + at + ") as ts");
    select.add("cast(" + version + " as string) as version");
    select.add(q.orElseThrow().sql() + " as q");
    select.add("cast(array(" + String.join(", ", columns) + ") as array<double>) as columns");
    select.add("cast(" + timestamp.orElseThrow().sql() + " as string) as ts_text");
    select.add(q.orElseThrow().text() + " as q_text");
    select.add(keyText(keys) + " as key_text");
    if (label != null) {
      select.add(label.sql() + " as label");
      select.add(label.text() + " as label_text");
    }
    Dataset<Row> rows =
        input.rows().where(inRanges(at, ranges)).selectExpr(select.toArray(String[]::new));
    return Optional.of(new Predictions(rows.withColumn("fault", fault(keys.size())), keys, label));
  }

  private static String keyText(List<Expression> keys) {
    return "concat_ws(', '"
        + keys.stream()
            .map(key -> ", coalesce(cast(" + key.sql() + " as string), 'null')")
            .collect(Collectors.joining())
        + ")";
  }

  private List<String> columns(Input input) {
    List<String> columns = new ArrayList<>();
    for (Expression column : resolveAll(input, "columns", scoring.columns())) {
      if (!(column.type() instanceof NumericType || column.type() instanceof BooleanType)) {
        problems.add(
            InputProblem.invalid(
                "columns",
                column.text(),
                "must be numeric or boolean, and is " + column.type().catalogString()));
      }
      columns.add("cast(" + column.sql() + " as double)");
    }
    return columns;
  }

  private Optional<LabelShape.Shaped> inlineLabel(Input input, @Nullable String text) {
    return Optional.ofNullable(text)
        .flatMap(label -> input.resolve("predictions.label", label))
        .flatMap(e -> new LabelShape(scoring.classes()).of(input, "predictions.label", e));
  }

  /** What is wrong with a prediction, before anything is known of its label. */
  private Column fault(int keys) {
    Column fault =
        functions.call_function(
            "surprisal.distribution_status",
            functions.col("q"),
            functions.lit(scoring.classes().size()),
            functions.lit(scoring.checks().sumTolerance()));
    fault =
        functions
            .when(functions.col("ts").isNull(), functions.lit(RowStatus.BAD_TIMESTAMP.code()))
            .otherwise(fault);
    for (int i = 0; i < keys; i++) {
      fault =
          functions
              .when(functions.col("k" + i).isNull(), functions.lit(RowStatus.NULL_KEY.code()))
              .otherwise(fault);
    }
    return fault;
  }

  // Labels.

  private Optional<Labels> labels(Optional<Predictions> predictions) {
    LabelSpec spec = scoring.labels();
    if (spec == null) {
      return Optional.empty();
    }
    return Input.open(spark, "labels", spec.source(), problems)
        .flatMap(input -> labels(input, spec, predictions));
  }

  private Optional<Labels> labels(Input input, LabelSpec spec, Optional<Predictions> predictions) {
    List<Expression> keys = resolveAll(input, "labels.key", spec.key());
    predictions.ifPresent(p -> compareKeys(keys, p.keys()));
    Optional<LabelShape.Shaped> label =
        input
            .resolve("labels.label", spec.label())
            .flatMap(e -> new LabelShape(scoring.classes()).of(input, "labels.label", e));
    Optional<String> arrival =
        Optional.ofNullable(spec.timestamp())
            .flatMap(text -> input.resolve("labels.timestamp", text))
            .flatMap(e -> instant(input, "labels.timestamp", e));
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    List<String> select = new ArrayList<>();
    addNumbered(select, "l", keys.stream().map(Expression::sql));
    select.add(label.orElseThrow().sql() + " as label");
    select.add(label.orElseThrow().text() + " as label_text");
    select.add(
        arrival.map(at -> "unix_micros(" + at + ")").orElse("cast(null as bigint)")
            + " as arrival");
    Dataset<Row> rows =
        input.rows().selectExpr(select.toArray(String[]::new)).where("label is not null");
    return Optional.of(
        new Labels(firstOfEach(rows, keys.size(), spec), label.orElseThrow().distribution()));
  }

  /** One label of each key; rows with a null key can match nothing. */
  private static Dataset<Row> firstOfEach(Dataset<Row> rows, int keys, LabelSpec spec) {
    String key = numbered("l", keys).collect(Collectors.joining(", "));
    String order =
        "arrival " + (spec.duplicates() == DuplicatePolicy.FIRST ? "asc" : "desc") + ", label asc";
    String window = " over (partition by " + key + " order by " + order + ")";
    return rows.where(
            numbered("l", keys).map(k -> k + " is not null").collect(Collectors.joining(" and ")))
        .selectExpr(
            "*",
            "row_number()" + window + " as place",
            // Without a next row there is no repetition.
            "coalesce(lead(true)" + window + ", false) as label_repeated")
        .where("place = 1")
        .drop("place", "arrival");
  }

  private void compareKeys(List<Expression> labels, List<Expression> predictions) {
    for (int i = 0; i < Math.min(labels.size(), predictions.size()); i++) {
      DataType ours = labels.get(i).type();
      DataType theirs = predictions.get(i).type();
      boolean bothNumbers = ours instanceof NumericType && theirs instanceof NumericType;
      if (!bothNumbers && !ours.sameType(theirs)) {
        problems.add(
            InputProblem.invalid(
                "labels.key",
                labels.get(i).text(),
                "is "
                    + ours.catalogString()
                    + ", and must have the type of predictions.key "
                    + predictions.get(i).text()
                    + ", "
                    + theirs.catalogString()
                    + "; write cast("
                    + labels.get(i).text()
                    + " as "
                    + theirs.catalogString()
                    + ")"));
      }
    }
  }

  // Both.

  private CheckedRows join(Predictions predictions, @Nullable Labels labels) {
    int keys = predictions.keys().size();
    Dataset<Row> rows = keys > 0 ? withPlaces(predictions.rows(), keys) : predictions.rows();
    boolean soft = predictions.label() != null && predictions.label().distribution();
    if (labels != null) {
      soft = labels.distribution();
      rows = rows.join(labels.rows(), onKeys(keys), "left");
    } else if (predictions.label() == null) {
      rows =
          rows.selectExpr("*", "cast(null as int) as label", "cast(null as string) as label_text");
    }
    if (labels == null) {
      rows = rows.withColumn("label_repeated", functions.lit(false));
    } else {
      rows =
          rows.withColumn(
              "label_repeated",
              functions.coalesce(functions.col("label_repeated"), functions.lit(false)));
    }
    return new CheckedRows(
        rows.withColumn("status", functions.expr(status(keys > 0, soft))), keys, soft);
  }

  /** Numbers the valid rows of each key and version, so that all but the first are duplicates. */
  private Dataset<Row> withPlaces(Dataset<Row> rows, int keys) {
    String key = numbered("k", keys).collect(Collectors.joining(", "));
    boolean first = scoring.predictions().duplicates() == DuplicatePolicy.FIRST;
    String ties =
        Stream.concat(Stream.of("q", "columns"), numbered("s", scoring.dimensions().size()))
            .collect(Collectors.joining(", "));
    return rows.selectExpr(
        "*",
        "row_number() over (partition by "
            + key
            + ", version, fault = "
            + OK
            + " order by ts "
            + (first ? "asc" : "desc")
            + ", "
            + ties
            + ") as place");
  }

  private static Column onKeys(int keys) {
    return functions.expr(
        IntStream.range(0, keys)
            .mapToObj(i -> "k" + i + " = l" + i)
            .collect(Collectors.joining(" and ")));
  }

  private String status(boolean keyed, boolean soft) {
    String labelFault =
        soft
            ? "surprisal.distribution_status(label, "
                + scoring.classes().size()
                + ", "
                + scoring.checks().sumTolerance()
                + "D) <> "
                + OK
            : "label = " + LabelShape.UNKNOWN;
    RowStatus refused = soft ? RowStatus.INVALID_LABEL : RowStatus.UNKNOWN_LABEL;
    return "case when fault <> "
        + OK
        + " then fault"
        + (keyed ? " when place > 1 then " + RowStatus.DUPLICATE.code() : "")
        + " when label is null then "
        + RowStatus.UNLABELLED.code()
        + " when "
        + labelFault
        + " then "
        + refused.code()
        + " else "
        + OK
        + " end";
  }

  private List<Expression> resolveAll(Input input, String key, List<String> texts) {
    return texts.stream().flatMap(text -> input.resolve(key, text).stream()).toList();
  }

  private static String optional(Input input, String key, @Nullable String text) {
    return Optional.ofNullable(text)
        .flatMap(t -> input.resolve(key, t))
        .map(Expression::sql)
        .orElse("null");
  }

  /** An expression of type timestamp; text that is none becomes null, also under ANSI. */
  private Optional<String> instant(Input input, String key, Expression column) {
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
    input
        .problems()
        .add(
            InputProblem.invalid(
                key,
                column.text(),
                "must be a timestamp, a date or text, and is "
                    + type.catalogString()
                    + "; for a number write e.g. timestamp_millis("
                    + column.text()
                    + ")"));
    return Optional.empty();
  }

  private static String inRanges(String at, List<TimeRange> ranges) {
    return ranges.stream()
        .map(
            r ->
                "("
                    + at
                    + " >= "
                    + literal(r.from())
                    + " and "
                    + at
                    + " < "
                    + literal(r.to())
                    + ")")
        .collect(Collectors.joining(" or ", at + " is null or ", ""));
  }

  private static String literal(Instant instant) {
    return "timestamp_micros(" + ChronoUnit.MICROS.between(Instant.EPOCH, instant) + "L)";
  }

  private static Stream<String> numbered(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i);
  }

  private static void addNumbered(List<String> select, String prefix, Stream<String> expressions) {
    List<String> all = expressions.toList();
    for (int i = 0; i < all.size(); i++) {
      select.add(all.get(i) + " as " + prefix + i);
    }
  }
}
