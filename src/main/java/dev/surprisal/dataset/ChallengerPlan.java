package dev.surprisal.dataset;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import dev.surprisal.dataset.source.Expression;
import dev.surprisal.dataset.source.Input;
import dev.surprisal.dataset.spec.ChallengerSpec;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.profile.Disagreement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataTypes;

/**
 * How the rows of the second prediction set are read: everything that the configuration names,
 * resolved against the source's schema.
 *
 * @param input the source
 * @param keys the key
 * @param q the prediction distribution
 * @param instant when it was predicted, as an SQL timestamp
 * @param where the condition on its rows
 */
record ChallengerPlan(
    Input input, Keys keys, DistributionShape.Shaped q, String instant, String where) {

  static final String KEY = "challenger";

  private static final String TIME = "challenger_ts";

  /** Resolves all of it; empty, with every problem told, where something is wrong. */
  static Optional<ChallengerPlan> resolve(
      Input input, Optional<Keys> keys, ChallengerSpec spec, List<String> classes) {
    var q =
        new DistributionShape(classes).prediction(input, KEY + ".probability", spec.probability());
    Optional<String> instant =
        input
            .resolveOptional(KEY + ".timestamp", spec.timestamp())
            .flatMap(e -> Timestamps.instant(input, KEY + ".timestamp", e));
    Optional<Expression> where = input.resolveOptional(KEY + ".where", spec.where());
    where
        .filter(condition -> !(condition.type() instanceof BooleanType))
        .ifPresent(
            it ->
                input.refuse(
                    KEY + ".where",
                    it.text(),
                    "must be a condition, but is " + it.type().catalogString()));
    if (input.isRefused()) {
      return Optional.empty();
    }
    return Optional.of(
        new ChallengerPlan(
            input,
            keys.orElseThrow(),
            q.orElseThrow(),
            instant.orElse("cast(null as timestamp)"),
            where.map(Expression::sql).orElse("true")));
  }

  /** One prediction of each key: its key with the hash, and {@link RowColumn#CHALLENGER}. */
  Dataset<Row> rows() {
    List<Column> select = new ArrayList<>(keys.select(NumberedColumn.CHALLENGER_KEY));
    select.add(RowColumn.CHALLENGER_HASH.as(keys.hash()));
    select.add(RowColumn.CHALLENGER.as(expr(q.sql())));
    select.add(unix_micros(expr(instant)).as(TIME));
    // Of several at one time the choice is free, but must not depend on the order of reading.
    List<Column> order = List.of(col(TIME).desc_nulls_last(), RowColumn.CHALLENGER.column());
    Dataset<Row> read =
        input.rows().where(expr(where).and(keys.isWhole())).select(select.toArray(Column[]::new));
    List<String> keyed = keys.sorted(NumberedColumn.CHALLENGER_KEY, RowColumn.CHALLENGER_HASH);
    return new RowNumbering(keyed, List.of(), order)
        .number(read)
        .where(RowColumn.PLACE.column().equalTo(1))
        .drop(RowColumn.PLACE.label(), TIME);
  }

  /** The columns of a row that nothing can be found for. */
  static Column noColumns() {
    return array(
        Disagreement.COLUMNS.stream()
            .map(column -> lit(null).cast(DataTypes.DoubleType))
            .toArray(Column[]::new));
  }

  /**
   * The columns that tell how far the prediction is from the challenger's: null without one, NaN
   * where it is no distribution. Both are normalised, since the tolerance for sums would otherwise
   * show in divergences as small as those between two roundings of one model.
   */
  static Column columns(Scoring scoring) {
    Column own = RowColumn.PREDICTION.column();
    Column other = RowColumn.CHALLENGER.column();
    Column p = call_function("surprisal.normalize", own);
    Column q = call_function("surprisal.normalize", other);
    return array(
        ifValid(scoring, call_function("surprisal.kl_divergence", p, q)),
        ifValid(scoring, call_function("surprisal.js_divergence", p, q)),
        ifValid(scoring, differ(scoring, own, other, p, q).cast(DataTypes.DoubleType)));
  }

  private static Column ifValid(Scoring scoring, Column figure) {
    Column other = RowColumn.CHALLENGER.column();
    return when(other.isNull(), lit(null))
        .when(RowFaults.ofDistribution(other, scoring).notEqual(RowFaults.NONE), Double.NaN)
        .when(RowColumn.FAULT.column().equalTo(RowFaults.NONE), figure);
  }

  /** Whether the predicted classes are others; a threshold is on probabilities that sum to 1. */
  private static Column differ(Scoring scoring, Column own, Column other, Column p, Column q) {
    Double threshold = scoring.threshold();
    return threshold == null
        ? Winner.of(own).notEqual(Winner.of(other))
        : Winner.predicted(p, threshold).notEqual(Winner.predicted(q, threshold));
  }
}
