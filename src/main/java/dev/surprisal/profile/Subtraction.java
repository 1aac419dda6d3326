package dev.surprisal.profile;

import dev.surprisal.math.FixedPoint;
import java.util.Collection;

/**
 * Takes a state off a sum of states, so that what is left is to the byte what the others come to.
 *
 * <p>Counts and sums are integers, and their addition is undone by subtraction. The level of a
 * column's cells is not: it became as coarse as the values ask for, and when some of these leave, a
 * fresh sum can be finer. Such a histogram is added up anew from the states that stay; as their
 * cells tell beforehand whether it is to be, this happens when values leave that had coarsened it
 * and not otherwise. The categories of a column that has too many to tell all apart are likewise
 * added up anew.
 */
public final class Subtraction {

  private Subtraction() {}

  /**
   * Subtracts.
   *
   * @param layout the layout of all states
   * @param sum the sum of the part and the rest, which becomes that of the rest
   * @param part what leaves
   * @param rest what stays
   */
  public static void subtract(Layout layout, long[] sum, long[] part, Collection<long[]> rest) {
    takeOff(sum, part, 0, layout.confidence());
    takeOff(sum, part, layout.ranks(), layout.shareWindows());
    new ShareFold(layout, Places.AS_LAID_OUT, SpanCells.Counters.PLAIN).subtract(sum, part, rest);
    int columns = layout.columnHistograms();
    for (int at = columns; at < layout.categoryCounts(); at += ColumnHistogram.LONGS) {
      if (ColumnHistogram.isAsCoarse(rest, sum, at)) {
        ColumnHistogram.subtract(sum, part, at);
      } else {
        ColumnHistogram.clear(sum, at);
        for (long[] state : rest) {
          ColumnHistogram.merge(sum, state, at);
        }
      }
    }
    int most = layout.categorical().most();
    int longs = CategoryCounts.longs(most);
    for (int at = layout.categoryCounts(); at < layout.sums(); at += longs) {
      CategoryCounts.subtract(sum, part, rest, at, most);
    }
    for (int at = layout.sums(); at < layout.header(); at += FixedPoint.LONGS) {
      FixedPoint.subtract(sum, part, at);
    }
  }

  private static void takeOff(long[] sum, long[] part, int first, int end) {
    for (int i = first; i < end; i++) {
      sum[i] -= part[i];
    }
  }
}
