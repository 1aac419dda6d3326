package dev.surprisal.dataset;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.col;

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

  /** The columns of a row that nothing can be found for. */
  static final String NO_COLUMNS =
      Disagreement.COLUMNS.stream()
          .map(column -> "cast(null as double)")
          .collect(joining(", ", "array(", ")"));

  /** Of the columns of its key. */
  static final String PREFIX = "ck";

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

  /** One prediction of each key: {@code ck0…}, {@code challenger_hash}, {@code challenger}. */
  Dataset<Row> rows() {
    List<String> select = new ArrayList<>();
    keys.select(PREFIX).forEach(select::add);
    select.add(keys.hash() + " as challenger_hash");
    select.add(q.sql() + " as challenger");
    select.add("unix_micros(" + instant + ") as challenger_ts");
    // Of several at one time the choice is free, but must not depend on the order of reading.
    List<Column> order = List.of(col("challenger_ts").desc_nulls_last(), col(KEY));
    Dataset<Row> read =
        input
            .rows()
            .where(where + " and " + keys.isWhole())
            .selectExpr(select.toArray(String[]::new));
    return new RowNumbering(keys.sorted(PREFIX, "challenger_hash"), List.of(), order)
        .number(read)
        .where("place = 1")
        .drop("place", "challenger_ts");
  }

  /**
   * The columns that tell how far the prediction is from the challenger's: null without one, NaN
   * where it is no distribution. Both are normalised, since the tolerance for sums would otherwise
   * show in divergences as small as those between two roundings of one model.
   */
  static String columns(Scoring scoring) {
    String p = "surprisal.normalize(q)";
    String q = "surprisal.normalize(challenger)";
    return "array("
        + ifValid(scoring, "surprisal.kl_divergence(" + p + ", " + q + ")")
        + ", "
        + ifValid(scoring, "surprisal.js_divergence(" + p + ", " + q + ")")
        + ", "
        + ifValid(scoring, "cast(" + winner("q") + " <> " + winner("challenger") + " as double)")
        + ")";
  }

  private static String ifValid(Scoring scoring, String figure) {
    return "case when challenger is null then null when "
        + RowStatusSql.ofDistribution("challenger", scoring)
        + " <> "
        + RowStatusSql.NONE
        + " then double('NaN') when fault = "
        + RowStatusSql.NONE
        + " then "
        + figure
        + " end";
  }

  private static String winner(String array) {
    return "array_position(" + array + ", array_max(" + array + "))";
  }
}
