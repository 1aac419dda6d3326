package dev.surprisal.dataset;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import dev.surprisal.dataset.spec.DuplicatePolicy;
import dev.surprisal.dataset.spec.LabelSpec;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.profile.row.RowStatus;
import dev.surprisal.profile.time.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Predictions with their labels and their end. Duplicates are told apart before labels are joined:
 * both are by key, and in this order one shuffle and one sort of the predictions serve both.
 *
 * @param predictions the predictions
 * @param labels the label dataset, or null
 * @param challenger the second prediction set, or null
 * @param scoring what is asked
 */
record Join(
    PredictionPlan predictions,
    @Nullable LabelPlan labels,
    @Nullable ChallengerPlan challenger,
    Scoring scoring) {

  /** Plans the checked rows. */
  CheckedRows rows(List<TimeRange> ranges, Strays strays) {
    Keys keys = predictions.keys();
    Dataset<Row> predicted = predictions.rows(ranges);
    Dataset<Row> numbered = keys.isEmpty() ? predicted : withPlaces(predicted);
    // Labels last: a full join leaves no order behind that another join could use.
    Dataset<Row> labelled = withLabels(withChallenger(numbered), ranges, strays);
    Dataset<Row> ended = labelled.withColumn(RowColumn.STATUS.label(), status());
    return new CheckedRows(
        // Of a row that is not scored it matters nothing how often its label was given.
        ended.where(
            not(RowColumn.LABEL_REPEATED.column())
                .or(RowColumn.STATUS.column().equalTo(RowStatus.SCORED.code()))),
        predicted,
        keys.columns().size(),
        softLabels(),
        scoring.predictions().version() != null,
        ColumnKind.CATEGORICAL.places(predictions.columns()));
  }

  private boolean softLabels() {
    return labels != null
        ? labels.label().distribution()
        : predictions.label() != null && predictions.label().distribution();
  }

  private Dataset<Row> withLabels(Dataset<Row> rows, List<TimeRange> ranges, Strays strays) {
    LabelSpec spec = scoring.labels();
    if (labels != null && spec != null) {
      Dataset<Row> labelled = withLabels(rows, labels.rows(scoring), spec, ranges, strays);
      // How long a label took is known only where it is known since when.
      return predictions.instant() == null
          ? labelled.withColumn(RowColumn.ARRIVAL.label(), RowColumn.ARRIVAL.none())
          : labelled;
    }
    List<Column> select = new ArrayList<>(List.of(col("*")));
    if (predictions.label() == null) {
      select.add(RowColumn.LABEL.as(RowColumn.LABEL.none()));
      select.add(RowColumn.LABEL_TEXT.as(RowColumn.LABEL_TEXT.none()));
    }
    select.add(RowColumn.LABEL_REPEATED.as(lit(false)));
    return rows.select(select.toArray(Column[]::new));
  }

  private Dataset<Row> withLabels(
      Dataset<Row> rows,
      Dataset<Row> known,
      LabelSpec spec,
      List<TimeRange> ranges,
      Strays strays) {
    Column same = sameKey(NumberedColumn.LABEL_KEY, RowColumn.LABEL_HASH);
    String name = RowColumn.LABEL_REPEATED.label();
    Column repeated = coalesce(RowColumn.LABEL_REPEATED.column(), lit(false));
    return strays == Strays.IGNORED
        ? rows.join(known, same, "left").withColumn(name, repeated)
        : rows.join(known, same, "full")
            .where(strays.condition(spec, ranges))
            .withColumn(name, RowColumn.FAULT.column().isNull().or(repeated));
  }

  /** By the same key as labels, so that Spark sorts the predictions once for both. */
  private Dataset<Row> withChallenger(Dataset<Row> rows) {
    if (challenger == null) {
      return rows;
    }
    if (predictions.keys().isEmpty()) {
      return withColumns(rows, ChallengerPlan.noColumns());
    }
    Column same = sameKey(NumberedColumn.CHALLENGER_KEY, RowColumn.CHALLENGER_HASH);
    return withColumns(rows.join(challenger.rows(), same, "left"), ChallengerPlan.columns(scoring));
  }

  private static Dataset<Row> withColumns(Dataset<Row> rows, Column more) {
    return rows.withColumn(RowColumn.COLUMNS.label(), concat(RowColumn.COLUMNS.column(), more));
  }

  private Column sameKey(NumberedColumn parts, RowColumn hash) {
    List<String> ours = predictions.keys().sorted(NumberedColumn.KEY, RowColumn.KEY_HASH);
    List<String> theirs = predictions.keys().sorted(parts, hash);
    return IntStream.range(0, ours.size())
        .mapToObj(i -> col(ours.get(i)).equalTo(col(theirs.get(i))))
        .reduce(Column::and)
        .orElseThrow();
  }

  /** Numbers the valid rows of each key and version, so that all but the first are duplicates. */
  private Dataset<Row> withPlaces(Dataset<Row> rows) {
    Column time = RowColumn.TIME.column();
    List<Column> order = new ArrayList<>();
    order.add(
        scoring.predictions().duplicates() == DuplicatePolicy.FIRST ? time.asc() : time.desc());
    // Rows of the same instant: all that tells them apart, so that the choice does not depend on
    // the order of reading.
    order.addAll(values());
    return new RowNumbering(
            predictions.keys().sorted(NumberedColumn.KEY, RowColumn.KEY_HASH),
            List.of(RowColumn.VERSION.label(), RowColumn.FAULT.label() + " = " + RowFaults.NONE),
            order)
        .number(rows);
  }

  private List<Column> values() {
    List<Column> values =
        new ArrayList<>(List.of(RowColumn.PREDICTION.column(), RowColumn.COLUMNS.column()));
    if (predictions.label() != null) {
      values.add(RowColumn.LABEL.column());
      values.add(RowColumn.LABEL_TEXT.column());
    }
    if (scoring.predictions().weight() != null) {
      values.add(RowColumn.WEIGHT.column());
    }
    values.addAll(NumberedColumn.SLICE.columns(scoring.dimensions().size()));
    int categorical = ColumnKind.CATEGORICAL.among(predictions.columns()).size();
    values.addAll(NumberedColumn.CATEGORY.columns(categorical));
    return values;
  }

  private Column status() {
    Column fault = RowColumn.FAULT.column();
    Column status = when(fault.notEqual(RowFaults.NONE), fault);
    if (!predictions.keys().isEmpty()) {
      status = status.when(RowColumn.PLACE.column().gt(1), RowStatus.DUPLICATE.code());
    }
    if (labels != null) {
      status = status.when(RowColumn.LABEL_REPEATED.column(), RowStatus.SCORED.code());
    }
    return status
        .when(RowColumn.LABEL.column().isNull(), RowStatus.UNLABELLED.code())
        .otherwise(labels == null ? lit(RowFaults.NONE) : RowFaults.ofLabel(softLabels(), scoring));
  }
}
