package dev.surprisal.profiling;

import dev.surprisal.catalyst.PartialAggregateGenerator;
import dev.surprisal.dataset.RowColumn;
import dev.surprisal.profile.cube.Slice;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * How the rows that {@link Profiler} plans tell their cell, also on executors.
 *
 * @param dimensions the slice dimensions, after the window
 * @param blocks the sets of dimensions that rows were folded by
 * @param versioned whether there is a column of the version
 */
record CellForm(List<String> dimensions, List<List<String>> blocks, boolean versioned)
    implements Serializable {

  static final int NO_WINDOW = -1;
  static final String WINDOW = PartialAggregateGenerator.WINDOW;
  static final String VERSION = RowColumn.VERSION.label();
  static final String BLOCK = PartialAggregateGenerator.BLOCK;
  static final String PROFILE = "profile";

  private static final long serialVersionUID = 1L;

  /** The number of the window, or that of none. */
  int window(Row row) {
    return row.getInt(0);
  }

  @Nullable String version(Row row) {
    return versioned ? row.<@Nullable String>getAs(VERSION) : null;
  }

  Slice slice(Row row) {
    List<String> block = blocks.get(blocks.size() == 1 ? 0 : row.<Integer>getAs(BLOCK));
    List<@Nullable String> values = new ArrayList<>();
    for (String dimension : block) {
      values.add(row.getString(1 + dimensions.indexOf(dimension)));
    }
    return new Slice(block, values);
  }

  byte[] profile(Row row) {
    return row.getAs(PROFILE);
  }
}
