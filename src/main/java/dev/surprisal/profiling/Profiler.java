package dev.surprisal.profiling;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.surprisal.catalyst.PartialAggregateGenerator;
import dev.surprisal.catalyst.StateSum;
import dev.surprisal.dataset.CheckedRows;
import dev.surprisal.function.row.WindowIndexFunction;
import dev.surprisal.profile.cube.Cell;
import dev.surprisal.profile.cube.StoredProfile;
import dev.surprisal.profile.state.Layout;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Folds checked rows into the profiles of cells: one scan, one aggregation, one shuffle, whatever
 * the number of metrics, windows, versions and slices.
 *
 * @param layout the layout of the profiles
 * @param windows the windows
 * @param dimensions the slice dimensions, in the order of the columns {@code s0…}
 * @param blocks the sets of dimensions by whose values rows are folded, once for each
 */
public record Profiler(
    Layout layout, Windows windows, List<String> dimensions, List<List<String>> blocks) {

  private static final String ROW_VALUES = "row_values";

  /** Copies the lists. */
  public Profiler {
    dimensions = List.copyOf(dimensions);
    blocks = blocks.stream().map(List::copyOf).toList();
  }

  /** Runs the aggregation. */
  public List<Cell> profile(CheckedRows checked) {
    return cells(checked, plan(checked, windows.all()).collectAsList());
  }

  /** The cells that rows of the plan are. */
  List<Cell> cells(CheckedRows checked, List<Row> rows) {
    List<TimeRange> all = windows.all();
    CellForm form = form(checked);
    return rows.stream().map(row -> cell(form, row, all)).toList();
  }

  CellForm form(CheckedRows checked) {
    return new CellForm(dimensions, blocks, checked.versioned());
  }

  Dataset<Row> plan(CheckedRows checked, List<TimeRange> all) {
    long[] starts = all.stream().mapToLong(window -> TimeRange.micros(window.from())).toArray();
    Column index =
        when(col("ts").isNull(), lit(CellForm.NO_WINDOW))
            .otherwise(
                call_function(
                    "surprisal.window_index", col("ts"), lit(WindowIndexFunction.starts(starts))));
    List<String> texts = texts(checked);
    List<Column> read = new ArrayList<>(List.of(index.as(PartialAggregateGenerator.WINDOW)));
    Stream.concat(texts.stream(), arguments().stream()).forEach(name -> read.add(col(name)));
    return withRowValues(checked.rows())
        .select(read.toArray(Column[]::new))
        .select(PartialAggregateGenerator.of(layout, texts, blockTexts(checked), arguments()))
        .groupBy(keys(texts))
        .agg(StateSum.of(layout, PartialAggregateGenerator.STATE).as(CellForm.PROFILE));
  }

  /** What tells cells apart beside windows. */
  private List<String> texts(CheckedRows checked) {
    List<String> texts = new ArrayList<>();
    IntStream.range(0, dimensions.size()).forEach(i -> texts.add("s" + i));
    if (checked.versioned()) {
      // Else a null that every row would be looked up by.
      texts.add(CellForm.VERSION);
    }
    return texts;
  }

  private List<List<String>> blockTexts(CheckedRows checked) {
    List<String> all = checked.versioned() ? List.of(CellForm.VERSION) : List.of();
    return blocks.stream()
        .map(
            block ->
                Stream.concat(all.stream(), block.stream().map(it -> "s" + dimensions.indexOf(it)))
                    .toList())
        .toList();
  }

  private Column[] keys(List<String> texts) {
    List<String> keys = new ArrayList<>(List.of(CellForm.WINDOW));
    keys.addAll(texts);
    if (blocks.size() > 1) {
      keys.add(CellForm.BLOCK);
    }
    return keys.stream().map(functions::col).toArray(Column[]::new);
  }

  /** No empty array beside every row where it brings no values along. */
  private List<String> arguments() {
    List<String> always = List.of("status", "q", "label", "label_repeated");
    List<String> arguments = new ArrayList<>(always);
    if (layout.spec().rowValues() > 0) {
      arguments.add(rowValues());
    }
    IntStream.range(0, layout.spec().categorical().size()).forEach(i -> arguments.add("c" + i));
    return arguments;
  }

  private String rowValues() {
    return layout.spec().keepsLag() || layout.spec().weighs() ? ROW_VALUES : "columns";
  }

  /**
   * Where they are kept, the lag of the label in seconds and the weight behind the values of the
   * columns.
   */
  private Dataset<Row> withRowValues(Dataset<Row> rows) {
    List<String> more = new ArrayList<>();
    if (layout.spec().keepsLag()) {
      more.add("(double(arrival) - double(ts)) / 1e6D");
    }
    if (layout.spec().weighs()) {
      more.add("weight");
    }
    return more.isEmpty()
        ? rows
        : rows.withColumn(
            ROW_VALUES, expr("concat(columns, array(" + String.join(", ", more) + "))"));
  }

  private Cell cell(CellForm form, Row row, List<TimeRange> all) {
    int window = form.window(row);
    return new Cell(
        window == CellForm.NO_WINDOW ? null : all.get(window),
        form.version(row),
        form.slice(row),
        new StoredProfile(layout, form.profile(row)));
  }
}
