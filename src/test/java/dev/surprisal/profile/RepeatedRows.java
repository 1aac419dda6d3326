package dev.surprisal.profile;

import dev.surprisal.math.FixedPoint;
import java.util.stream.IntStream;

/**
 * Rows that are all alike: so many times the state of one, which gives the very state that folding
 * them one by one gives, for a state is a vector of integers and folding adds. Without columns,
 * whose histograms are not added cell by cell, and of more than two classes.
 */
public final class RepeatedRows {

  private final long[] one;
  private final int[] counts;
  private final int[] sums;
  private final int[] shares;
  private final ShareFold where;

  /**
   * Takes the state of one row.
   *
   * @param layout a layout without columns
   * @param one the state
   */
  public RepeatedRows(Layout layout, long[] one) {
    this.one = one.clone();
    this.counts =
        IntStream.range(0, layout.shareWindows())
            .filter(i -> one[i] != 0 && !isOfShares(layout, i))
            .toArray();
    this.shares =
        IntStream.range(0, layout.scores())
            .filter(i -> one[i] != 0 && isOfShares(layout, i))
            .toArray();
    this.where = new ShareFold(layout, Places.AS_LAID_OUT, SpanCells.Counters.PLAIN);
    if (layout.classes() == 2) {
      throw new IllegalArgumentException("Invalid classes: 2 (must be more)");
    }
    this.sums =
        IntStream.range(0, (layout.header() - layout.sums()) / FixedPoint.LONGS)
            .map(i -> layout.sums() + i * FixedPoint.LONGS)
            .filter(i -> one[i] != 0 || one[i + 1] != 0)
            .toArray();
  }

  private static boolean isOfShares(Layout layout, int place) {
    return place >= layout.confidence() && place < layout.ranks();
  }

  /** Adds so many rows to a state. */
  public void add(long[] state, long rows) {
    if (rows == 0) {
      return;
    }
    // Not a field: simulations add in many threads.
    long[] times = one.clone();
    for (int i : shares) {
      times[i] = rows * one[i];
    }
    where.merge(state, times);
    for (int i : counts) {
      state[i] += rows * one[i];
    }
    for (int i : sums) {
      long fraction = rows * one[i + 1];
      // The fraction is an unsigned number below 2⁶⁴, rows are not negative.
      long carried =
          Math.multiplyHigh(rows, one[i + 1]) + (one[i + 1] < 0 ? rows : 0) + rows * one[i];
      long low = state[i + 1] + fraction;
      state[i] += carried + (Long.compareUnsigned(low, fraction) < 0 ? 1 : 0);
      state[i + 1] = low;
    }
  }
}
