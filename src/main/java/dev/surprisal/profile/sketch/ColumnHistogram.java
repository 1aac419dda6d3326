package dev.surprisal.profile.sketch;

import dev.surprisal.math.ExactSum;
import java.util.Arrays;
import java.util.Collection;

/**
 * The distribution of a numeric column, in a section of a profile's state: counts of null, NaN, −∞,
 * +∞, 0 and the finite values that are no whole numbers, {@link AdaptiveCells} of the finite values
 * but 0, and the exact sums of the finite values and of their squares.
 *
 * <p>Up to {@value #MOST} distinct values are kept as they are. Of more, the resolution is that of
 * their own spread, wherever they lie; it depends on the values alone and so not on the order of
 * rows or merges. This is what makes a merge exact although no bin edges are known beforehand.
 */
public final class ColumnHistogram {

  /** The most cells, chosen by trial: see decision 29. */
  static final int MOST = 160;

  public static final AdaptiveCells CELLS = new AdaptiveCells(MOST, 1);

  public static final int NULLS = 0;
  public static final int NOT_NUMBERS = 1;
  public static final int NEGATIVE_INFINITE = 2;
  public static final int POSITIVE_INFINITE = 3;
  public static final int ZEROS = 4;

  /** Finite values that are no whole numbers. */
  public static final int FRACTIONS = 5;

  private static final int COUNTS = 6;

  /** The cells of the finite values but 0. */
  public static final int VALUES = COUNTS;

  /** The {@link ExactSum} of the finite values, and that of their squares, each rounded once. */
  public static final int SUM = VALUES + CELLS.longs();

  public static final int SQUARES = SUM + ExactSum.LONGS;

  /** The longs that a section takes. */
  public static final int LONGS = SQUARES + ExactSum.LONGS;

  private ColumnHistogram() {}

  public static void addNull(long[] state, int at, long count) {
    state[at + NULLS] += count;
  }

  /** Adds a value so many times, at least once: a cell without a count is none. */
  public static void add(long[] state, int at, double value, long count) {
    if (value == 0) {
      state[at + ZEROS] += count;
    } else if (Double.isNaN(value)) {
      state[at + NOT_NUMBERS] += count;
    } else if (Double.isInfinite(value)) {
      state[at + (value > 0 ? POSITIVE_INFINITE : NEGATIVE_INFINITE)] += count;
    } else {
      if (value != Math.rint(value)) {
        state[at + FRACTIONS] += count;
      }
      CELLS.add(state, at + VALUES, AdaptiveCells.key(value), 0, count);
      ExactSum.add(state, at + SUM, value * count);
      ExactSum.add(state, at + SQUARES, value * value * count);
    }
  }

  /** The count of the finite values. */
  public static long finite(long[] state, int at) {
    long count = state[at + ZEROS];
    for (int slot = 0; slot < AdaptiveCells.size(state, at + VALUES); slot++) {
      count += CELLS.count(state, at + VALUES, slot, 0);
    }
    return count;
  }

  /** A bound of the magnitudes of the finite values. */
  public static double greatestMagnitude(long[] state, int at) {
    int size = AdaptiveCells.size(state, at + VALUES);
    if (size == 0) {
      return 0;
    }
    long least = CELLS.leastKey(state, at + VALUES, 0);
    long greatest = CELLS.greatestKey(state, at + VALUES, size - 1);
    return Math.max(-AdaptiveCells.value(least), AdaptiveCells.value(greatest));
  }

  /** Adds the section at {@code from[at]} to the one at {@code into[at]}. */
  public static void merge(long[] into, long[] from, int at) {
    for (int i = 0; i < COUNTS; i++) {
      into[at + i] += from[at + i];
    }
    CELLS.merge(into, from, at + VALUES);
    ExactSum.merge(into, from, at + SUM);
    ExactSum.merge(into, from, at + SQUARES);
  }

  /**
   * Takes the section at {@code part[at]} off the one at {@code sum[at]}, whose values it is part
   * of. The level of the cells stays, so that what is left is the sum of the rest only where this
   * {@link #isAsCoarse is as coarse}.
   */
  public static void subtract(long[] sum, long[] part, int at) {
    for (int i = 0; i < COUNTS; i++) {
      sum[at + i] -= part[at + i];
    }
    CELLS.subtract(sum, part, at + VALUES);
    ExactSum.subtract(sum, part, at + SUM);
    ExactSum.subtract(sum, part, at + SQUARES);
  }

  /** Makes a section that of no rows. */
  public static void clear(long[] state, int at) {
    Arrays.fill(state, at, at + LONGS, 0);
  }

  /** Whether the sum of some sections is as coarse as that of these and more. */
  public static boolean isAsCoarse(Collection<long[]> states, long[] sum, int at) {
    return CELLS.isAsCoarse(states, at + VALUES, AdaptiveCells.level(sum, at + VALUES));
  }

  /** Brings a section into the one form that its rows determine, whatever way it was built. */
  public static void canonicalise(long[] state, int at) {
    ExactSum.canonicalise(state, at + SUM);
    ExactSum.canonicalise(state, at + SQUARES);
  }

  /** Brings a section into the form in which it is stored. */
  public static void pack(long[] state, int at) {
    CELLS.pack(state, at + VALUES);
  }

  /** Undoes {@link #pack}. */
  public static void unpack(long[] state, int at) {
    CELLS.unpack(state, at + VALUES);
  }
}
