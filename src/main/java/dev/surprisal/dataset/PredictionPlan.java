package dev.surprisal.dataset;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.expr;

import dev.surprisal.dataset.source.Expression;
import dev.surprisal.dataset.source.Input;
import dev.surprisal.dataset.spec.PredictionSpec;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.profile.state.RowStatus;
import dev.surprisal.profile.time.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.NumericType;
import org.jspecify.annotations.Nullable;

/**
 * How prediction rows are read: everything that the configuration names, resolved against the
 * source's schema.
 *
 * @param input the source
 * @param scoring what is asked
 * @param keys the key; empty where duplicates cannot be told
 * @param dimensions the slice values
 * @param columns the columns, numeric and categorical ones
 * @param q the prediction distribution
 * @param timestamp the timestamp as it stands in the source, or null where it has none
 * @param instant the same as an SQL timestamp
 * @param version the model's version, or null where rows have none
 * @param label the label beside the prediction, or null
 * @param weight how many rows a row stands for, or null where each counts once
 */
record PredictionPlan(
    Input input,
    Scoring scoring,
    Keys keys,
    List<Expression> dimensions,
    List<Expression> columns,
    DistributionShape.Shaped q,
    @Nullable Expression timestamp,
    @Nullable String instant,
    @Nullable Expression version,
    LabelShape.@Nullable Shaped label,
    @Nullable Expression weight) {

  /** Resolves all of it; empty, with every problem told, where something is wrong. */
  static Optional<PredictionPlan> resolve(Input input, Optional<Keys> keys, Scoring scoring) {
    PredictionSpec spec = scoring.predictions();
    String timeKey = input.key("timestamp");
    List<Expression> dimensions = input.resolveAll("slices", scoring.dimensions());
    List<Expression> columns = ColumnKind.resolve(input, scoring.columns());
    var q =
        new DistributionShape(scoring.classes())
            .prediction(input, input.key("probability"), spec.probability());
    Optional<Expression> time = input.resolveOptional(timeKey, spec.timestamp());
    Optional<String> instant = time.flatMap(e -> Timestamps.instant(input, timeKey, e));
    Optional<Expression> version = input.resolveOptional(input.key("version"), spec.version());
    Optional<LabelShape.Shaped> label = label(input, spec, scoring.classes());
    Optional<Expression> weight = weight(input, spec);
    if (input.isRefused()) {
      return Optional.empty();
    }
    return Optional.of(
        new PredictionPlan(
            input,
            scoring,
            keys.orElseThrow(),
            dimensions,
            columns,
            q.orElseThrow(),
            time.orElse(null),
            instant.orElse(null),
            version.orElse(null),
            label.orElse(null),
            weight.orElse(null)));
  }

  private static Optional<LabelShape.Shaped> label(
      Input input, PredictionSpec spec, List<String> classes) {
    String key = input.key("label");
    return input
        .resolveOptional(key, spec.label())
        .flatMap(column -> new LabelShape(classes, spec.unlabelled()).shape(input, key, column));
  }

  private static Optional<Expression> weight(Input input, PredictionSpec spec) {
    String key = input.key("weight");
    Optional<Expression> weight = input.resolveOptional(key, spec.weight());
    weight
        .filter(it -> !(it.type() instanceof NumericType))
        .ifPresent(
            it ->
                input.refuse(
                    key,
                    it.text(),
                    "must be numeric, but is "
                        + it.type().catalogString()
                        + "; for numbers as text write try_cast("
                        + it.text()
                        + " as double)"));
    return weight;
  }

  /** The rows of the ranges, and those of unknown time, each with its {@code fault}. */
  Dataset<Row> rows(List<TimeRange> ranges) {
    List<String> select = new ArrayList<>();
    keys.select("k").forEach(select::add);
    for (int i = 0; i < dimensions.size(); i++) {
      select.add(dimensions.get(i).asGroup() + " as s" + i);
    }
    select.add(time() + " as ts");
    select.add((version == null ? "cast(null as string)" : version.asGroup()) + " as version");
    select.add(q.sql() + " as q");
    select.add(columnValues() + " as columns");
    if (weight != null) {
      select.add("cast(" + weight.sql() + " as double) as weight");
      select.add("cast(" + weight.sql() + " as string) as weight_text");
    }
    List<Expression> categories = ColumnKind.CATEGORICAL.among(columns);
    for (int i = 0; i < categories.size(); i++) {
      select.add("cast(" + categories.get(i).sql() + " as string) as c" + i);
    }
    select.add((timestamp == null ? "cast(null as string)" : timestamp.written()) + " as ts_text");
    select.add(q.text() + " as q_text");
    select.add(keys.text() + " as key_text");
    if (!keys.isEmpty()) {
      select.add(keys.place() + " as key_hash");
    }
    if (label != null) {
      select.add(label.sql() + " as label");
      select.add(label.text() + " as label_text");
    }
    Dataset<Row> rows =
        instant == null ? input.rows() : input.rows().where(Timestamps.inRanges(instant, ranges));
    return withFaults(rows.selectExpr(texts(select)));
  }

  /** Rows without a timestamp are all at the beginning of their one window. */
  String time() {
    return instant == null
        ? TimeRange.micros(TimeRange.BEGINNING) + "L"
        : "unix_micros(" + instant + ")";
  }

  private String columnValues() {
    return ColumnKind.NUMERIC.among(columns).stream()
        .map(column -> "cast(" + column.sql() + " as double)")
        .collect(joining(", ", "cast(array(", ") as array<double>)"));
  }

  private Dataset<Row> withFaults(Dataset<Row> rows) {
    StringBuilder fault = new StringBuilder("case");
    for (String key : keys.names("k")) {
      fault.append(when(key + " is null", RowStatus.NULL_KEY));
    }
    fault.append(when("ts is null", RowStatus.BAD_TIMESTAMP));
    fault.append(" else ").append(RowStatusSql.ofPrediction(scoring)).append(" end as fault");
    Dataset<Row> checked = withFaultOfWeight(rows.selectExpr("*", fault.toString()));
    if (label == null) {
      return checked;
    }
    // A prediction whose own label is bad is no better than any other rejected row: it must not
    // count instead of a good one.
    return checked.withColumn(
        "fault",
        expr(RowStatusSql.orElse("fault", RowStatusSql.ofLabel(label.distribution(), scoring))));
  }

  private Dataset<Row> withFaultOfWeight(Dataset<Row> rows) {
    return weight == null
        ? rows
        : rows.withColumn("fault", expr(RowStatusSql.orElse("fault", RowStatusSql.ofWeight())));
  }

  private static String when(String condition, RowStatus status) {
    return " when " + condition + " then " + status.code();
  }

  private static String[] texts(List<String> select) {
    return select.toArray(String[]::new);
  }
}
