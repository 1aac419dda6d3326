package dev.surprisal.profile.state;

import dev.surprisal.math.FixedPoint;
import dev.surprisal.profile.section.ScoreCells;
import dev.surprisal.profile.section.TopConfusions;

/**
 * Rows that are all alike: so many times the state of one, which gives the very state that folding
 * them one by one gives, for a state is a vector of integers and folding adds. Without columns and
 * of three classes or more, but not very many, so that only counts and sums grow with the rows.
 */
public final class RepeatedRows {

  private final Layout layout;
  private final long[] one;

  /**
   * Takes the state of one row.
   *
   * @param layout a layout of three classes or more
   * @param one the state, without columns
   */
  public RepeatedRows(Layout layout, long[] one) {
    if (layout.has(ScoreCells.class) || layout.has(TopConfusions.class)) {
      throw new IllegalArgumentException("Invalid classes: " + layout.classes());
    }
    this.layout = layout;
    this.one = one.clone();
  }

  /** Adds so many rows to a state. */
  public void add(long[] state, long rows) {
    if (rows == 0) {
      return;
    }
    // Not a field: simulations add in many threads.
    long[] times = one.clone();
    for (int i = 0; i < layout.counts(); i++) {
      times[i] *= rows;
    }
    for (int i = layout.sums(); i < layout.header(); i += FixedPoint.LONGS) {
      // The fraction is an unsigned number below 2⁶⁴, rows are not negative.
      times[i] = Math.multiplyHigh(rows, one[i + 1]) + (one[i + 1] < 0 ? rows : 0) + rows * one[i];
      times[i + 1] = rows * one[i + 1];
    }
    layout.merge(state, times);
  }
}
