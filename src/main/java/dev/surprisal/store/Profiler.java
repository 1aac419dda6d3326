package dev.surprisal.store;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.surprisal.dataset.CheckedRows;
import dev.surprisal.function.ProfileAggregate;
import dev.surprisal.function.WindowIndexFunction;
import dev.surprisal.profile.Cell;
import dev.surprisal.profile.Layout;
import dev.surprisal.profile.Slice;
import dev.surprisal.profile.StoredProfile;
import dev.surprisal.profile.TimeRange;
import dev.surprisal.profile.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Folds checked rows into the profiles of the finest cells: one scan, one aggregation, one shuffle,
 * whatever the number of metrics, windows, versions and slices.
 *
 * @param layout the layout of the profiles
 * @param windows the windows
 * @param dimensions the slice dimensions, in the order of the columns {@code s0…}
 */
public record Profiler(Layout layout, Windows windows, List<String> dimensions) {

  private static final int NO_WINDOW = -1;
  private static final String VERSION = "version";
  private static final String PROFILE = "profile";
  private static final String ROW_VALUES = "row_values";

  /** Copies the dimensions. */
  public Profiler {
    dimensions = List.copyOf(dimensions);
  }

  /** Runs the aggregation. */
  public List<Cell> profile(CheckedRows checked) {
    List<TimeRange> all = windows.all();
    List<Cell> cells = new ArrayList<>();
    for (Row row : plan(checked, all).collectAsList()) {
      cells.add(cell(checked, row, all));
    }
    return cells;
  }

  Dataset<Row> plan(CheckedRows checked, List<TimeRange> all) {
    long[] starts = all.stream().mapToLong(window -> TimeRange.micros(window.from())).toArray();
    Column index =
        when(col("ts").isNull(), lit(NO_WINDOW))
            .otherwise(
                call_function(
                    "surprisal.window_index", col("ts"), lit(WindowIndexFunction.starts(starts))));
    List<Column> keys = new ArrayList<>(List.of(index.as("window")));
    IntStream.range(0, dimensions.size()).forEach(i -> keys.add(col("s" + i)));
    if (checked.versioned()) {
      // Else a null that every row would be hashed and compared by.
      keys.add(col(VERSION));
    }
    return withLag(checked.rows())
        .groupBy(keys.toArray(Column[]::new))
        .agg(ProfileAggregate.of(layout, arguments()).as(PROFILE));
  }

  /** No empty array beside every row where it brings no values along. */
  private List<String> arguments() {
    Stream<String> always = Stream.of("status", "q", "label", "label_repeated");
    return Stream.concat(always, layout.rowValues() == 0 ? Stream.of() : Stream.of(rowValues()))
        .toList();
  }

  private String rowValues() {
    return layout.lag() == Layout.Lag.KEPT ? ROW_VALUES : "columns";
  }

  /** Where it is kept, the lag of the label in seconds behind the values of the columns. */
  private Dataset<Row> withLag(Dataset<Row> rows) {
    return layout.lag() == Layout.Lag.KEPT
        ? rows.withColumn(
            ROW_VALUES, expr("concat(columns, array((double(arrival) - double(ts)) / 1e6D))"))
        : rows;
  }

  private Cell cell(CheckedRows checked, Row row, List<TimeRange> all) {
    int window = row.getInt(0);
    List<@Nullable String> values = new ArrayList<>();
    for (int i = 0; i < dimensions.size(); i++) {
      values.add(row.getString(1 + i));
    }
    byte[] profile = row.getAs(PROFILE);
    return new Cell(
        window == NO_WINDOW ? null : all.get(window),
        checked.versioned() ? row.<@Nullable String>getAs(VERSION) : null,
        new Slice(dimensions, values),
        new StoredProfile(layout, profile));
  }
}
