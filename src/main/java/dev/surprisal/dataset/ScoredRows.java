package dev.surprisal.dataset;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.when;

import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.profile.Disagreement;
import dev.surprisal.profile.row.RowStatus;
import dev.surprisal.profile.state.Layout;
import dev.surprisal.profile.time.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Every row with its figures, in nats: {@code key}, {@code timestamp}, {@code version}, the slice
 * values, {@code status}, {@code label}, {@code predicted}, {@code confidence}, {@code correct},
 * {@code label_entropy} H(p), {@code prediction_entropy} H(q), {@code cross_entropy} H(p,q) under
 * the zero policy, {@code kl_divergence} H(p,q) − H(p), {@code js_divergence}, {@code brier}. A
 * figure is null where the row's status leaves it without sense. {@code weight} is there where rows
 * have one, and the columns of {@link Disagreement} where there is a challenger.
 */
public final class ScoredRows {

  private static final Set<String> OWN =
      Set.of(
          "key",
          "timestamp",
          "version",
          "status",
          "label",
          "predicted",
          "confidence",
          "correct",
          "label_entropy",
          "prediction_entropy",
          "cross_entropy",
          "kl_divergence",
          "js_divergence",
          "brier",
          // added by the job
          "run_id");

  private ScoredRows() {}

  /** Plans the scored rows. */
  public static Dataset<Row> of(CheckedRows checked, Scoring scoring, Layout layout) {
    List<Column> select = new ArrayList<>();
    select.add(RowColumn.KEY_TEXT.column().as("key"));
    // Rows without a timestamp are at the beginning of all time.
    Column unknown = lit(TimeRange.micros(TimeRange.BEGINNING));
    Column time = RowColumn.TIME.column();
    // Spark 3.5's nullif asks a column for its type before it is resolved.
    select.add(when(time.notEqual(unknown), timestamp_micros(time)).as("timestamp"));
    select.add(RowColumn.VERSION.column());
    for (int i = 0; i < scoring.dimensions().size(); i++) {
      select.add(NumberedColumn.SLICE.column(i).as(name(scoring.dimensions().get(i), checked)));
    }
    select.add(RowFaults.labels(status -> true).as("status"));
    select.add(RowColumn.LABEL_TEXT.column().as("label"));
    select.addAll(figures(checked.softLabels(), scoring, layout));
    if (checked.weighted()) {
      select.add(RowColumn.WEIGHT.column());
    }
    if (scoring.challenger() != null) {
      select.addAll(disagreement());
    }
    return normalised(checked, scoring)
        .select(select.toArray(Column[]::new))
        .withColumn("kl_divergence", kl());
  }

  private static Dataset<Row> normalised(CheckedRows checked, Scoring scoring) {
    Column q = RowColumn.PREDICTION.column();
    int classes = scoring.classes().size();
    Column dense =
        checked.sparse() ? call_function("surprisal.dense", q, lit(classes), lit(false)) : q;
    Dataset<Row> rows =
        checked.predictions().withColumn(RowColumn.PREDICTION.label(), normalised(dense));
    return checked.softLabels()
        ? rows.withColumn(RowColumn.LABEL.label(), normalised(RowColumn.LABEL.column()))
        : rows;
  }

  private static Column normalised(Column distribution) {
    return call_function("surprisal.normalize", distribution);
  }

  /** How far the challenger's prediction is, the last of the columns. */
  private static List<Column> disagreement() {
    int all = Disagreement.COLUMNS.size();
    Column columns = RowColumn.COLUMNS.column();
    return IntStream.range(0, all)
        .mapToObj(i -> ifPredicted(element_at(columns, i - all)).as(Disagreement.COLUMNS.get(i)))
        .toList();
  }

  /** A slice may be named as one of our columns is, in any case of the letters. */
  static String name(String dimension, CheckedRows checked) {
    String name = dimension.toLowerCase(Locale.ROOT);
    boolean isOwn =
        OWN.contains(name)
            || Disagreement.COLUMNS.contains(name)
            || checked.weighted() && name.equals(RowColumn.WEIGHT.label());
    return isOwn ? "slice_" + dimension : dimension;
  }

  private static List<Column> figures(boolean soft, Scoring scoring, Layout layout) {
    Column p = RowColumn.LABEL.column();
    Column q = RowColumn.PREDICTION.column();
    Column predicted = Winner.predicted(q, layout.spec().threshold());
    Column isCorrect = (soft ? Winner.of(p) : p).equalTo(predicted);
    Column labelEntropy = soft ? call_function("surprisal.entropy", p) : lit(0.0);
    return List.of(
        ifPredicted(className(predicted, scoring.classes())).as("predicted"),
        ifPredicted(array_max(q)).as("confidence"),
        ifScored(isCorrect).as("correct"),
        ifScored(labelEntropy).as("label_entropy"),
        ifPredicted(call_function("surprisal.entropy", q)).as("prediction_entropy"),
        ifScored(loss(layout)).as("cross_entropy"),
        ifScored(call_function("surprisal.js_divergence", p, q)).as("js_divergence"),
        ifScored(call_function("surprisal.brier", p, q)).as("brier"));
  }

  /** Rounding must not make it negative. */
  private static Column kl() {
    Column cross = col("cross_entropy");
    Column own = col("label_entropy");
    return when(cross.lt(own), 0.0).otherwise(cross.minus(own));
  }

  private static Column loss(Layout layout) {
    return call_function(
        "surprisal.row_loss",
        RowColumn.LABEL.column(),
        RowColumn.PREDICTION.column(),
        lit(layout.spec().zero().kind().ordinal()),
        lit(layout.spec().zero().floor()));
  }

  private static Column className(Column index, List<String> classes) {
    Column[] names = classes.stream().map(functions::lit).toArray(Column[]::new);
    return element_at(array(names), index.plus(1));
  }

  private static Column ifScored(Column figure) {
    return when(RowColumn.STATUS.column().equalTo(RowStatus.SCORED.code()), figure);
  }

  private static Column ifPredicted(Column figure) {
    return when(RowColumn.STATUS.column().leq(RowStatus.UNLABELLED.code()), figure);
  }
}
