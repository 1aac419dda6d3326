package dev.surprisal.profiling;

import dev.surprisal.catalyst.QueryPlans;
import dev.surprisal.dataset.CheckedRows;
import dev.surprisal.profile.cube.Cell;
import dev.surprisal.profile.cube.Rollup;
import dev.surprisal.profile.cube.SliceBlock;
import dev.surprisal.profile.state.Layout;
import dev.surprisal.profile.time.Windows;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;

/**
 * Profiles rows by sets of dimensions: the cells that rows are folded into, added up and bounded.
 * That is done on the driver while these are few, and where rows are otherwise.
 *
 * @param profiler folds rows by the dimensions of the blocks
 * @param blocks the sets that are made together
 * @param rollup adds up and bounds
 * @param mostOnDriver how many cells the driver takes before they are bounded
 */
public record SliceProfiler(
    Profiler profiler, List<SliceBlock> blocks, Rollup rollup, int mostOnDriver) {

  /** A cell takes some kilobytes on the driver, so these tens of megabytes. */
  public static final int MOST_ON_DRIVER = 20_000;

  /** Copies the blocks. */
  public SliceProfiler {
    blocks = List.copyOf(blocks);
  }

  /** Profiles by the blocks' sets. */
  public static SliceProfiler of(
      Layout layout,
      Windows windows,
      List<String> dimensions,
      List<SliceBlock> blocks,
      int mostSlices) {
    List<List<String>> folded = blocks.stream().map(SliceBlock::dimensions).toList();
    return new SliceProfiler(
        new Profiler(layout, windows, dimensions, folded),
        blocks,
        new Rollup(layout, mostSlices),
        MOST_ON_DRIVER);
  }

  /** Runs the aggregation; the cells that are kept. */
  public List<Cell> profile(CheckedRows checked) {
    // Of an RDD a second action reads what the first one shuffled; of a dataset it would begin
    // anew.
    JavaRDD<Row> folded = profiler.plan(checked, profiler.windows().all()).javaRDD();
    int most = mostOnDriver;
    List<Row> rows = folded.mapPartitions(partition -> first(partition, most + 1)).collect();
    return rows.size() <= mostOnDriver
        ? rollup.kept(blocks, profiler.cells(checked, rows))
        : new WideRollup(
                profiler.form(checked), blocks, rollup.layout().descriptor(), rollup.mostSlices())
            .kept(folded, profiler.windows().all());
  }

  /** Spark's plan of the aggregation, as text. */
  public String plan(CheckedRows checked) {
    return QueryPlans.executed(profiler.plan(checked, profiler.windows().all()));
  }

  private static Iterator<Row> first(Iterator<Row> rows, int most) {
    List<Row> first = new ArrayList<>();
    while (rows.hasNext() && first.size() < most) {
      first.add(rows.next());
    }
    return first.iterator();
  }
}
