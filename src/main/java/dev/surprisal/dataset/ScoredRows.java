package dev.surprisal.dataset;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.expr;

import dev.surprisal.dataset.source.SparkText;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.profile.Disagreement;
import dev.surprisal.profile.state.Layout;
import dev.surprisal.profile.state.RowStatus;
import dev.surprisal.profile.time.TimeRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

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
    List<String> select = new ArrayList<>();
    select.add("key_text as key");
    // Rows without a timestamp are at the beginning of all time.
    String unknown = TimeRange.micros(TimeRange.BEGINNING) + "L";
    select.add("timestamp_micros(nullif(ts, " + unknown + ")) as timestamp");
    select.add("version");
    for (int i = 0; i < scoring.dimensions().size(); i++) {
      select.add("s" + i + " as " + SparkText.quote(name(scoring.dimensions().get(i), checked)));
    }
    select.add(statusName() + " as status");
    select.add("label_text as label");
    select.add(ifPredicted(className(winner("q"), scoring.classes())) + " as predicted");
    select.add(ifPredicted("array_max(q)") + " as confidence");
    boolean soft = checked.softLabels();
    select.add(ifScored((soft ? winner("label") : "label") + " = " + winner("q")) + " as correct");
    select.addAll(figures(soft, layout));
    Dataset<Row> rows =
        checked
            .predictions()
            .withColumn("q", expr("surprisal.normalize(" + dense(checked, scoring) + ")"));
    if (soft) {
      rows = rows.withColumn("label", expr("surprisal.normalize(label)"));
    }
    if (checked.weighted()) {
      select.add("weight");
    }
    if (scoring.challenger() != null) {
      select.addAll(disagreement());
    }
    return rows.selectExpr(select.toArray(String[]::new)).withColumn("kl_divergence", expr(kl()));
  }

  /** How far the challenger's prediction is, the last of the columns. */
  private static List<String> disagreement() {
    return IntStream.range(0, Disagreement.COLUMNS.size())
        .mapToObj(
            i ->
                ifPredicted("element_at(columns, " + (i - Disagreement.COLUMNS.size()) + ")")
                    + " as "
                    + Disagreement.COLUMNS.get(i))
        .toList();
  }

  private static String dense(CheckedRows checked, Scoring scoring) {
    return checked.sparse() ? "surprisal.dense(q, " + scoring.classes().size() + ", false)" : "q";
  }

  /** A slice may be named as one of our columns is, in any case of the letters. */
  private static String name(String dimension, CheckedRows checked) {
    String name = dimension.toLowerCase(Locale.ROOT);
    boolean isOwn =
        OWN.contains(name)
            || Disagreement.COLUMNS.contains(name)
            || checked.weighted() && name.equals("weight");
    return isOwn ? "slice_" + dimension : dimension;
  }

  private static List<String> figures(boolean soft, Layout layout) {
    return List.of(
        ifScored(soft ? "surprisal.entropy(label)" : "0D") + " as label_entropy",
        ifPredicted("surprisal.entropy(q)") + " as prediction_entropy",
        ifScored(loss(layout)) + " as cross_entropy",
        ifScored("surprisal.js_divergence(label, q)") + " as js_divergence",
        ifScored("surprisal.brier(label, q)") + " as brier");
  }

  /** Rounding must not make it negative. */
  private static String kl() {
    return "case when cross_entropy < label_entropy then 0D else cross_entropy - label_entropy end";
  }

  private static String loss(Layout layout) {
    return "surprisal.row_loss(label, q, "
        + layout.spec().zero().kind().ordinal()
        + ", "
        + layout.spec().zero().floor()
        + "D)";
  }

  /** The index of the greatest element; of several, the first. */
  private static String winner(String array) {
    return "(cast(array_position(" + array + ", array_max(" + array + ")) as int) - 1)";
  }

  private static String className(String index, List<String> classes) {
    String names = classes.stream().map(SparkText::literal).collect(joining(", ", "array(", ")"));
    return "element_at(" + names + ", " + index + " + 1)";
  }

  private static String statusName() {
    return Arrays.stream(RowStatus.values())
        .map(status -> " when " + status.code() + " then '" + status.label() + "'")
        .collect(joining("", "case status", " end"));
  }

  private static String ifScored(String sql) {
    return "case when status = " + RowStatus.SCORED.code() + " then " + sql + " end";
  }

  private static String ifPredicted(String sql) {
    return "case when status <= " + RowStatus.UNLABELLED.code() + " then " + sql + " end";
  }
}
