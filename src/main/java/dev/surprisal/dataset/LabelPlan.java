package dev.surprisal.dataset;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import dev.surprisal.catalyst.RunningRowNumber;
import dev.surprisal.dataset.source.Expression;
import dev.surprisal.dataset.source.Input;
import dev.surprisal.dataset.spec.DuplicatePolicy;
import dev.surprisal.dataset.spec.LabelSpec;
import dev.surprisal.dataset.spec.Scoring;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How label rows are read: everything that the configuration names, resolved against the source's
 * schema.
 *
 * @param input the source
 * @param keys the key
 * @param label the same as a class index or a distribution
 * @param arrival when the label arrived, as an SQL timestamp
 * @param duplicates which of several labels of a key counts
 */
record LabelPlan(
    Input input, Keys keys, LabelShape.Shaped label, String arrival, DuplicatePolicy duplicates) {

  private static final String VALID = "label_valid";

  /** Resolves all of it; empty, with every problem told, where something is wrong. */
  static Optional<LabelPlan> resolve(
      Input input, Optional<Keys> keys, LabelSpec spec, List<String> classes) {
    Optional<Expression> column = input.resolve(input.key("label"), spec.label());
    Optional<LabelShape.Shaped> label =
        column.flatMap(
            e -> new LabelShape(classes, spec.unlabelled()).shape(input, input.key("label"), e));
    Optional<String> arrival =
        input
            .resolveOptional(input.key("timestamp"), spec.timestamp())
            .flatMap(e -> Timestamps.instant(input, input.key("timestamp"), e));
    if (input.isRefused()) {
      return Optional.empty();
    }
    return Optional.of(
        new LabelPlan(
            input,
            keys.orElseThrow(),
            label.orElseThrow(),
            arrival.orElse("cast(null as timestamp)"),
            spec.duplicates()));
  }

  /**
   * One label of each key: {@code l0…}, {@code label_hash}, {@code label}, {@code label_text},
   * {@code label_repeated}, {@code arrival}; and a row that is {@code label_repeated} beside one
   * that counts and is not the only one of its key. A null is no label. A label without a key can
   * match nothing and repeats nothing; each stays, so that it is counted among those without a
   * prediction. A label that names no class stays, so that the row it belongs to is rejected.
   */
  Dataset<Row> rows(Scoring scoring) {
    List<String> select = new ArrayList<>();
    keys.select("l").forEach(select::add);
    select.add(keys.place() + " as label_hash");
    select.add(label.sql() + " as label");
    select.add(label.text() + " as label_text");
    select.add("unix_micros(" + arrival + ") as arrival");
    return firstOfEach(
        input.rows().where(label.known()).selectExpr(select.toArray(String[]::new)), scoring);
  }

  /**
   * The first label of each key, and where that is a valid one, the second as a row that only says
   * so. Nothing that is computed row by row can look ahead, to tell the first that it is not alone.
   */
  private Dataset<Row> firstOfEach(Dataset<Row> rows, Scoring scoring) {
    Column arrival = col("arrival");
    List<Column> order =
        List.of(
            // A label that nobody knows the time of gives way to one of known time. Of several at
            // one time the choice is free, but must not depend on the order of reading.
            duplicates == DuplicatePolicy.FIRST
                ? arrival.asc_nulls_last()
                : arrival.desc_nulls_last(),
            col("label"),
            col("label_text"));
    List<String> keyed = keys.sorted("l", "label_hash");
    List<String> alike = new ArrayList<>(keyed);
    alike.add(VALID);
    String missing = keys.isMissing("l");
    return new RowNumbering(keyed, List.of(), order)
        .number(rows)
        .withColumn(VALID, expr(isValid(scoring)))
        .withColumn("place_alike", RunningRowNumber.of(alike))
        // The second is as valid as the first where it stands second among its like.
        .where("place = 1 or " + missing + " or place = 2 and " + VALID + " = (place_alike = 2)")
        .withColumn("label_repeated", expr("place = 2 and not " + missing))
        .drop(RowNumbering.PLACE, "place_alike", VALID);
  }

  private String isValid(Scoring scoring) {
    return "label is not null and "
        + RowStatusSql.ofLabel(label.distribution(), scoring)
        + " = "
        + RowStatusSql.NONE;
  }
}
