package dev.surprisal.profiling;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.surprisal.catalyst.PartialAggregateGenerator;
import dev.surprisal.catalyst.StateSum;
import dev.surprisal.dataset.CheckedRows;
import dev.surprisal.dataset.NumberedColumn;
import dev.surprisal.dataset.RowColumn;
import dev.surprisal.function.row.WindowIndexFunction;
import dev.surprisal.profile.cube.Cell;
import dev.surprisal.profile.cube.StoredProfile;
import dev.surprisal.profile.state.Layout;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Folds checked rows into the profiles of cells: one scan, one aggregation, one shuffle, whatever
 * the number of metrics, windows, versions and slices.
 *
 * @param layout the layout of the profiles
 * @param windows the windows
 * @param dimensions the slice dimensions, in the order of {@link NumberedColumn#SLICE}
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
        when(RowColumn.TIME.column().isNull(), CellForm.NO_WINDOW)
            .otherwise(
                call_function(
                    "surprisal.window_index",
                    RowColumn.TIME.column(),
                    lit(WindowIndexFunction.starts(starts))));
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
    List<String> texts = new ArrayList<>(NumberedColumn.SLICE.labels(dimensions.size()));
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
                Stream.concat(
                        all.stream(),
                        block.stream()
                            .map(it -> NumberedColumn.SLICE.label(dimensions.indexOf(it))))
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
    List<String> arguments = new ArrayList<>();
    Stream.of(RowColumn.STATUS, RowColumn.PREDICTION, RowColumn.LABEL, RowColumn.LABEL_REPEATED)
        .forEach(column -> arguments.add(column.label()));
    if (layout.spec().rowValues() > 0) {
      arguments.add(rowValues());
    }
    arguments.addAll(NumberedColumn.CATEGORY.labels(layout.spec().categorical().size()));
    return arguments;
  }

  private String rowValues() {
    return layout.spec().keepsLag() || layout.spec().weighs()
        ? ROW_VALUES
        : RowColumn.COLUMNS.label();
  }

  /**
   * Where they are kept, the lag of the label in seconds and the weight behind the values of the
   * columns.
   */
  private Dataset<Row> withRowValues(Dataset<Row> rows) {
    List<Column> more = new ArrayList<>();
    if (layout.spec().keepsLag()) {
      more.add(micros(RowColumn.ARRIVAL).minus(micros(RowColumn.TIME)).divide(1e6));
    }
    if (layout.spec().weighs()) {
      more.add(RowColumn.WEIGHT.column());
    }
    return more.isEmpty()
        ? rows
        : rows.withColumn(
            ROW_VALUES, concat(RowColumn.COLUMNS.column(), array(more.toArray(Column[]::new))));
  }

  private static Column micros(RowColumn time) {
    return time.column().cast(DataTypes.DoubleType);
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
