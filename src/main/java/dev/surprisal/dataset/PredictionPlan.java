package dev.surprisal.dataset;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import dev.surprisal.dataset.source.Expression;
import dev.surprisal.dataset.source.Input;
import dev.surprisal.dataset.spec.PredictionSpec;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.profile.row.RowStatus;
import dev.surprisal.profile.time.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
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
    List<Column> select = new ArrayList<>(keys.select(NumberedColumn.KEY));
    for (int i = 0; i < dimensions.size(); i++) {
      select.add(NumberedColumn.SLICE.as(i, expr(dimensions.get(i).asGroup())));
    }
    select.add(RowColumn.TIME.as(time()));
    select.add(
        RowColumn.VERSION.as(version == null ? RowColumn.VERSION.none() : expr(version.asGroup())));
    select.add(RowColumn.PREDICTION.as(expr(q.sql())));
    select.add(RowColumn.COLUMNS.as(columnValues()));
    if (weight != null) {
      select.add(RowColumn.WEIGHT.as(expr(weight.sql()).cast(DataTypes.DoubleType)));
      select.add(RowColumn.WEIGHT_TEXT.as(expr(weight.sql()).cast(DataTypes.StringType)));
    }
    List<Expression> categories = ColumnKind.CATEGORICAL.among(columns);
    for (int i = 0; i < categories.size(); i++) {
      select.add(
          NumberedColumn.CATEGORY.as(i, expr(categories.get(i).sql()).cast(DataTypes.StringType)));
    }
    select.addAll(texts());
    if (!keys.isEmpty()) {
      select.add(RowColumn.KEY_HASH.as(keys.place()));
    }
    if (label != null) {
      select.add(RowColumn.LABEL.as(expr(label.sql())));
      select.add(RowColumn.LABEL_TEXT.as(expr(label.text())));
    }
    Dataset<Row> rows =
        instant == null ? input.rows() : input.rows().where(Timestamps.inRanges(instant, ranges));
    return withFaults(rows.select(select.toArray(Column[]::new)));
  }

  private List<Column> texts() {
    return List.of(
        RowColumn.TIME_TEXT.as(
            timestamp == null ? RowColumn.TIME_TEXT.none() : expr(timestamp.written())),
        RowColumn.PREDICTION_TEXT.as(expr(q.text())),
        RowColumn.KEY_TEXT.as(keys.text()));
  }

  /** Rows without a timestamp are all at the beginning of their one window. */
  Column time() {
    return instant == null
        ? lit(TimeRange.micros(TimeRange.BEGINNING))
        : unix_micros(expr(instant));
  }

  private Column columnValues() {
    Column[] values =
        ColumnKind.NUMERIC.among(columns).stream()
            .map(column -> expr(column.sql()).cast(DataTypes.DoubleType))
            .toArray(Column[]::new);
    // Of no columns, Spark makes an array of strings.
    return array(values).cast("array<double>");
  }

  private Dataset<Row> withFaults(Dataset<Row> rows) {
    Column fault = when(RowColumn.TIME.column().isNull(), RowStatus.BAD_TIMESTAMP.code());
    if (!keys.isEmpty()) {
      fault =
          when(keys.isMissing(NumberedColumn.KEY), RowStatus.NULL_KEY.code())
              .when(RowColumn.TIME.column().isNull(), RowStatus.BAD_TIMESTAMP.code());
    }
    Dataset<Row> checked =
        rows.withColumn(RowColumn.FAULT.label(), fault.otherwise(RowFaults.ofPrediction(scoring)));
    if (weight != null) {
      checked = withFault(checked, RowFaults.ofWeight());
    }
    // A prediction whose own label is bad is no better than any other rejected row: it must not
    // count instead of a good one.
    return label == null
        ? checked
        : withFault(checked, RowFaults.ofLabel(label.distribution(), scoring));
  }

  private static Dataset<Row> withFault(Dataset<Row> rows, Column another) {
    return rows.withColumn(
        RowColumn.FAULT.label(), RowFaults.orElse(RowColumn.FAULT.column(), another));
  }
}
