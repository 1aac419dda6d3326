package dev.surprisal.dataset;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.timestamp_micros;

import dev.surprisal.dataset.spec.CostliestSpec;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.profile.row.RowStatus;
import dev.surprisal.profile.state.Layout;
import dev.surprisal.profile.time.TimeRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The rows with the highest cross-entropy, to be shown.
 *
 * @param names what the columns are
 * @param rows their values as text, null where there is none; the costliest row first
 */
public record CostliestRows(List<String> names, List<List<@Nullable String>> rows) {

  private static final List<String> FIGURES = List.of("cross_entropy", "confidence");
  private static final int DECIMALS = 4;

  /** Copies the lists. */
  public CostliestRows {
    names = List.copyOf(names);
    rows = List.copyOf(rows);
  }

  /**
   * Reads the predictions once more. Of rows that cost the same, those are taken that come first by
   * their other values, whatever the partitions.
   *
   * @param checked the predictions
   * @param scoring how they are looked at
   * @param layout how they are scored
   * @param range the time that they must be of
   * @param spec how many, and with what
   */
  public static CostliestRows of(
      CheckedRows checked, Scoring scoring, Layout layout, TimeRange range, CostliestSpec spec) {
    Dataset<Row> scored = ScoredRows.of(checked, scoring, layout);
    Dataset<Row> judged =
        scored.where(col("status").equalTo(RowStatus.SCORED.label())).where(isIn(range));
    List<String> names = names(checked, spec);
    Column[] shown = names.stream().map(CostliestRows::text).toArray(Column[]::new);
    Column[] order =
        Stream.concat(
                Stream.of(quoted("cross_entropy").desc(), quoted("key"), quoted("timestamp")),
                names.stream().map(CostliestRows::quoted))
            .toArray(Column[]::new);
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (Row row : judged.orderBy(order).limit(spec.rows()).select(shown).collectAsList()) {
      rows.add(texts(row));
    }
    return new CostliestRows(names, rows);
  }

  private static Column isIn(TimeRange range) {
    return range.isAlways()
        ? lit(true)
        : col("timestamp")
            .geq(timestamp_micros(lit(TimeRange.micros(range.from()))))
            .and(col("timestamp").lt(timestamp_micros(lit(TimeRange.micros(range.to())))));
  }

  private static List<String> names(CheckedRows checked, CostliestSpec spec) {
    List<String> names =
        new ArrayList<>(List.of("cross_entropy", "label", "predicted", "confidence", "timestamp"));
    if (spec.key()) {
      names.add("key");
    }
    if (checked.versioned()) {
      names.add("version");
    }
    spec.columns().forEach(it -> names.add(ScoredRows.name(it, checked)));
    return names;
  }

  private static Column text(String name) {
    boolean isFigure = FIGURES.contains(name);
    Column value = quoted(name);
    return (isFigure ? round(value, DECIMALS) : value).cast("string");
  }

  private static Column quoted(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }

  private static List<@Nullable String> texts(Row row) {
    List<@Nullable String> texts = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      texts.add(row.isNullAt(i) ? null : row.getString(i));
    }
    return Collections.unmodifiableList(texts);
  }
}
