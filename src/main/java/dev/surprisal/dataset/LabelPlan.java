package dev.surprisal.dataset;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.unix_micros;

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
  private static final String PLACE_ALIKE = "place_alike";

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
   * One label of each key: its key with the hash, {@link RowColumn#LABEL} with its text, and {@link
   * RowColumn#ARRIVAL}; and a row that is {@link RowColumn#LABEL_REPEATED} beside one that counts
   * and is not the only one of its key. A null is no label. A label without a key can match nothing
   * and repeats nothing; each stays, so that it is counted among those without a prediction. A
   * label that names no class stays, so that the row it belongs to is rejected.
   */
  Dataset<Row> rows(Scoring scoring) {
    List<Column> select = new ArrayList<>(keys.select(NumberedColumn.LABEL_KEY));
    select.add(RowColumn.LABEL_HASH.as(keys.place()));
    select.add(RowColumn.LABEL.as(expr(label.sql())));
    select.add(RowColumn.LABEL_TEXT.as(expr(label.text())));
    select.add(RowColumn.ARRIVAL.as(unix_micros(expr(arrival))));
    return firstOfEach(
        input.rows().where(label.known()).select(select.toArray(Column[]::new)), scoring);
  }

  /**
   * The first label of each key, and where that is a valid one, the second as a row that only says
   * so. Nothing that is computed row by row can look ahead, to tell the first that it is not alone.
   */
  private Dataset<Row> firstOfEach(Dataset<Row> rows, Scoring scoring) {
    Column time = RowColumn.ARRIVAL.column();
    List<Column> order =
        List.of(
            // A label that nobody knows the time of gives way to one of known time. Of several at
            // one time the choice is free, but must not depend on the order of reading.
            duplicates == DuplicatePolicy.FIRST ? time.asc_nulls_last() : time.desc_nulls_last(),
            RowColumn.LABEL.column(),
            RowColumn.LABEL_TEXT.column());
    List<String> keyed = keys.sorted(NumberedColumn.LABEL_KEY, RowColumn.LABEL_HASH);
    List<String> alike = new ArrayList<>(keyed);
    alike.add(VALID);
    Column place = RowColumn.PLACE.column();
    Column missing = keys.isMissing(NumberedColumn.LABEL_KEY);
    // The second is as valid as the first where it stands second among its like.
    Column tellsOfValid = place.equalTo(2).and(col(VALID).equalTo(col(PLACE_ALIKE).equalTo(2)));
    return new RowNumbering(keyed, List.of(), order)
        .number(rows)
        .withColumn(VALID, isValid(scoring))
        .withColumn(PLACE_ALIKE, RunningRowNumber.of(alike))
        .where(place.equalTo(1).or(missing).or(tellsOfValid))
        .withColumn(RowColumn.LABEL_REPEATED.label(), place.equalTo(2).and(not(missing)))
        .drop(RowColumn.PLACE.label(), PLACE_ALIKE, VALID);
  }

  private Column isValid(Scoring scoring) {
    return RowColumn.LABEL
        .column()
        .isNotNull()
        .and(RowFaults.ofLabel(label.distribution(), scoring).equalTo(RowFaults.NONE));
  }
}
