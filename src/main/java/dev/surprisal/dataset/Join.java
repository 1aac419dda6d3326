package dev.surprisal.dataset;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import dev.surprisal.dataset.spec.DuplicatePolicy;
import dev.surprisal.dataset.spec.LabelSpec;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.profile.state.RowStatus;
import dev.surprisal.profile.time.TimeRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
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
    return new CheckedRows(
        labelled
            .withColumn("status", expr(status()))
            // Of a row that is not scored it matters nothing how often its label was given.
            .where("not label_repeated or status = " + RowStatus.SCORED.code()),
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
      Dataset<Row> known = labels.rows(scoring);
      Column same = expr(sameKey("label_hash", "l"));
      Dataset<Row> labelled =
          strays == Strays.IGNORED
              ? rows.join(known, same, "left")
                  .withColumn("label_repeated", expr("coalesce(label_repeated, false)"))
              : rows.join(known, same, "full")
                  .where(strays.condition(spec, ranges))
                  .withColumn(
                      "label_repeated", expr("fault is null or coalesce(label_repeated, false)"));
      // How long a label took is known only where it is known since when.
      return predictions.instant() == null
          ? labelled.withColumn("arrival", expr("cast(null as bigint)"))
          : labelled;
    }
    return predictions.label() != null
        ? rows.selectExpr("*", "false as label_repeated")
        : rows.selectExpr(
            "*",
            "cast(null as int) as label",
            "cast(null as string) as label_text",
            "false as label_repeated");
  }

  /** By the same key as labels, so that Spark sorts the predictions once for both. */
  private Dataset<Row> withChallenger(Dataset<Row> rows) {
    if (challenger == null) {
      return rows;
    }
    return predictions.keys().isEmpty()
        ? rows.withColumn("columns", expr("concat(columns, " + ChallengerPlan.NO_COLUMNS + ")"))
        : rows.join(
                challenger.rows(), expr(sameKey("challenger_hash", ChallengerPlan.PREFIX)), "left")
            .withColumn(
                "columns", expr("concat(columns, " + ChallengerPlan.columns(scoring) + ")"));
  }

  private String sameKey(String hash, String prefix) {
    List<String> ours = predictions.keys().sorted("k", "key_hash");
    List<String> theirs = predictions.keys().sorted(prefix, hash);
    return IntStream.range(0, ours.size())
        .mapToObj(i -> ours.get(i) + " = " + theirs.get(i))
        .collect(Collectors.joining(" and "));
  }

  /** Numbers the valid rows of each key and version, so that all but the first are duplicates. */
  private Dataset<Row> withPlaces(Dataset<Row> rows) {
    List<Column> order = new ArrayList<>();
    DuplicatePolicy duplicates = scoring.predictions().duplicates();
    order.add(duplicates == DuplicatePolicy.FIRST ? col("ts").asc() : col("ts").desc());
    // Rows of the same instant: all that tells them apart, so that the choice does not depend on
    // the order of reading.
    values().forEach(value -> order.add(col(value)));
    return new RowNumbering(
            predictions.keys().sorted("k", "key_hash"),
            List.of("version", "fault = " + RowStatusSql.NONE),
            order)
        .number(rows);
  }

  private List<String> values() {
    List<String> values = new ArrayList<>(List.of("q", "columns"));
    if (predictions.label() != null) {
      Collections.addAll(values, "label", "label_text");
    }
    if (scoring.predictions().weight() != null) {
      values.add("weight");
    }
    IntStream.range(0, scoring.dimensions().size()).forEach(i -> values.add("s" + i));
    int categorical = ColumnKind.CATEGORICAL.among(predictions.columns()).size();
    IntStream.range(0, categorical).forEach(i -> values.add("c" + i));
    return values;
  }

  private String status() {
    String faultOfLabel =
        labels == null ? "" + RowStatusSql.NONE : RowStatusSql.ofLabel(softLabels(), scoring);
    return "case when fault <> "
        + RowStatusSql.NONE
        + " then fault"
        + (predictions.keys().isEmpty() ? "" : " when place > 1 then " + RowStatus.DUPLICATE.code())
        + (labels == null ? "" : " when label_repeated then " + RowStatus.SCORED.code())
        + " when label is null then "
        + RowStatus.UNLABELLED.code()
        + " else "
        + faultOfLabel
        + " end";
  }
}
