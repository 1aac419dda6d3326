package dev.surprisal.profiling;

import dev.surprisal.catalyst.QueryPlans;
import dev.surprisal.dataset.CheckedRows;
import dev.surprisal.dataset.NumberedColumn;
import dev.surprisal.profile.cube.SlicePlan;
import dev.surprisal.profile.cube.SliceSample;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the first rows of a large input, of which it reads the slice values alone, to choose how
 * cells are made. Which rows are first may change from one time to the next; that changes the time
 * a run takes, and nothing that it keeps.
 *
 * @param dimensions the slice dimensions
 * @param sets the sets of dimensions
 * @param windows the number of windows
 */
public record SliceEstimate(List<String> dimensions, List<List<String>> sets, int windows) {

  private static final int ROWS = 5_000;

  /**
   * Fewer rows, counted once for each set, are folded sooner than the look is worth: it takes 0.15
   * s, in a cold process two, and saves at best 0.1 µs of a processor for each of them.
   */
  private static final long SMALL = 30_000_000;

  /** What Spark counts for a row that nothing is known of, and for a text in it. */
  private static final long BYTES_OF_ROW = 8;

  private static final long BYTES_OF_TEXT = 20;

  /** Sources that do not tell their size are said to be larger than this. */
  private static final long MOST_ROWS = 1_000_000_000L;

  /** Copies the lists. */
  public SliceEstimate {
    dimensions = List.copyOf(dimensions);
    sets = sets.stream().map(List::copyOf).toList();
  }

  /** Chooses. */
  public SlicePlan choose(CheckedRows checked) {
    if (sets.size() == 1) {
      return SlicePlan.together(sets, "There is only one set of dimensions.");
    }
    Dataset<Row> slices = checked.slices().select(columns());
    long rows = rows(slices);
    return rows * sets.size() <= SMALL
        ? SlicePlan.apart(sets, "The input is small, about " + rows + " rows.")
        : SlicePlan.of(sets, sample(slices), rows, windows);
  }

  private Column[] columns() {
    return NumberedColumn.SLICE.columns(dimensions.size()).toArray(Column[]::new);
  }

  /** The rows by the size of the files, as Spark estimates it. */
  private long rows(Dataset<Row> slices) {
    double bytes = QueryPlans.estimatedBytes(slices);
    double rows = bytes / (BYTES_OF_ROW + BYTES_OF_TEXT * dimensions.size());
    return (long) Math.min(rows, MOST_ROWS);
  }

  private SliceSample sample(Dataset<Row> slices) {
    List<List<@Nullable String>> values = new ArrayList<>();
    for (Row row : slices.limit(ROWS).collectAsList()) {
      List<@Nullable String> ofRow = new ArrayList<>(dimensions.size());
      IntStream.range(0, dimensions.size()).forEach(i -> ofRow.add(row.getString(i)));
      values.add(ofRow);
    }
    return new SliceSample(dimensions, values);
  }
}
