package dev.surprisal.profile;

import dev.surprisal.math.ExactSum;
import java.util.Arrays;
import java.util.Collection;

/**
 * The distribution of a numeric column, in a section of a profile's state: counts of null, NaN, −∞,
 * +∞ and 0, exponential buckets for the magnitudes on either side of zero, and the exact sums of
 * the finite values and of their squares.
 *
 * <p>Each side has {@value #BUCKETS} consecutive buckets. The scale is the finest, common to both
 * sides, at which the values seen fit: it depends on the least and the greatest magnitude alone and
 * so not on the order of rows or merges. This is what makes a merge exact although no bin edges are
 * known beforehand.
 */
final class ColumnHistogram {

  /** The buckets of one side. */
  static final int BUCKETS = 80;

  static final int NULLS = 0;
  static final int NOT_NUMBERS = 1;
  static final int NEGATIVE_INFINITE = 2;
  static final int POSITIVE_INFINITE = 3;
  static final int ZEROS = 4;

  /** Coarsenings since the finest scale, so that an empty section is all zeros. */
  static final int COARSENINGS = 5;

  private static final int NEGATIVE_SIDE = 6;
  private static final int SIDE_LONGS = BUCKETS + 2;
  private static final int POSITIVE_SIDE = NEGATIVE_SIDE + SIDE_LONGS;

  /** The {@link ExactSum} of the finite values, and that of their squares, each rounded once. */
  static final int SUM = POSITIVE_SIDE + SIDE_LONGS;

  static final int SQUARES = SUM + ExactSum.LONGS;

  /** The longs that a section takes. */
  static final int LONGS = SQUARES + ExactSum.LONGS;

  /** Within a side: whether it holds a value, the index of its first bucket, the buckets. */
  private static final int USED = 0;

  private static final int FIRST = 1;
  private static final int CELLS = 2;

  private ColumnHistogram() {}

  static void addNull(long[] state, int at, long count) {
    state[at + NULLS] += count;
  }

  /** Adds a value so many times, at least once: a bucket without a count has no bounds. */
  static void add(long[] state, int at, double value, long count) {
    if (value == 0) {
      state[at + ZEROS] += count;
    } else if (Double.isNaN(value)) {
      state[at + NOT_NUMBERS] += count;
    } else if (Double.isInfinite(value)) {
      state[at + (value > 0 ? POSITIVE_INFINITE : NEGATIVE_INFINITE)] += count;
    } else {
      int side = at + (value > 0 ? POSITIVE_SIDE : NEGATIVE_SIDE);
      int finest = ExponentialBuckets.index(Math.abs(value), ExponentialBuckets.MAX_SCALE);
      add(state, at, side, finest, count);
      ExactSum.add(state, at + SUM, value * count);
      ExactSum.add(state, at + SQUARES, value * value * count);
    }
  }

  /** Adds a count to the bucket that holds the given bucket of the finest scale. */
  private static void add(long[] state, int at, int side, int finest, long count) {
    int index = finest >> (int) state[at + COARSENINGS];
    if (state[side + USED] == 0) {
      state[side + USED] = 1;
      state[side + FIRST] = index;
    }
    int cell = index - (int) state[side + FIRST];
    if (cell < 0 || cell >= BUCKETS) {
      cell = makeRoom(state, at, side, finest);
    }
    state[side + CELLS + cell] += count;
  }

  /** Coarsens until the bucket fits, slides the side so that it does, and returns its cell. */
  private static int makeRoom(long[] state, int at, int side, int finest) {
    while (true) {
      int index = finest >> (int) state[at + COARSENINGS];
      int first = lowest(state, side);
      int last = highest(state, side);
      if (Math.max(last, index) - Math.min(first, index) < BUCKETS) {
        slide(state, side, Math.min(first, index));
        return index - (int) state[side + FIRST];
      }
      coarsen(state, at);
    }
  }

  private static int lowest(long[] state, int side) {
    for (int cell = 0; cell < BUCKETS; cell++) {
      if (state[side + CELLS + cell] != 0) {
        return (int) state[side + FIRST] + cell;
      }
    }
    // Only a side just begun has no counts; its first bucket is the one about to be counted.
    return (int) state[side + FIRST];
  }

  private static int highest(long[] state, int side) {
    for (int cell = BUCKETS - 1; cell >= 0; cell--) {
      if (state[side + CELLS + cell] != 0) {
        return (int) state[side + FIRST] + cell;
      }
    }
    return (int) state[side + FIRST];
  }

  /** Makes {@code first} the side's first bucket; all its counts lie within reach. */
  private static void slide(long[] state, int side, int first) {
    int shift = (int) state[side + FIRST] - first;
    if (shift == 0) {
      return;
    }
    long[] moved = new long[BUCKETS];
    for (int cell = 0; cell < BUCKETS; cell++) {
      long count = state[side + CELLS + cell];
      if (count != 0) {
        moved[cell + shift] = count;
      }
    }
    System.arraycopy(moved, 0, state, side + CELLS, BUCKETS);
    state[side + FIRST] = first;
  }

  /** Halves the resolution of both sides. */
  private static void coarsen(long[] state, int at) {
    state[at + COARSENINGS]++;
    for (int side : new int[] {at + NEGATIVE_SIDE, at + POSITIVE_SIDE}) {
      int first = (int) state[side + FIRST];
      int coarseFirst = first >> 1;
      long[] coarse = new long[BUCKETS];
      for (int cell = 0; cell < BUCKETS; cell++) {
        coarse[((first + cell) >> 1) - coarseFirst] += state[side + CELLS + cell];
      }
      System.arraycopy(coarse, 0, state, side + CELLS, BUCKETS);
      state[side + FIRST] = coarseFirst;
    }
  }

  /** Adds the section at {@code from[at]} to the one at {@code into[at]}. */
  static void merge(long[] into, long[] from, int at) {
    for (int i = NULLS; i <= ZEROS; i++) {
      into[at + i] += from[at + i];
    }
    while (into[at + COARSENINGS] < from[at + COARSENINGS]) {
      coarsen(into, at);
    }
    int shift = (int) from[at + COARSENINGS];
    for (int side : new int[] {at + NEGATIVE_SIDE, at + POSITIVE_SIDE}) {
      for (int cell = 0; cell < BUCKETS; cell++) {
        long count = from[side + CELLS + cell];
        if (count != 0) {
          // Any bucket of the finest scale inside the source's bucket falls into the same target.
          add(into, at, side, ((int) from[side + FIRST] + cell) << shift, count);
        }
      }
    }
    ExactSum.merge(into, from, at + SUM);
    ExactSum.merge(into, from, at + SQUARES);
  }

  /**
   * Takes the section at {@code part[at]} off the one at {@code sum[at]}, whose values it is part
   * of. The scale stays.
   */
  static void subtract(long[] sum, long[] part, int at) {
    for (int i = NULLS; i <= ZEROS; i++) {
      sum[at + i] -= part[at + i];
    }
    int coarser = (int) (sum[at + COARSENINGS] - part[at + COARSENINGS]);
    for (int side : new int[] {at + NEGATIVE_SIDE, at + POSITIVE_SIDE}) {
      for (int cell = 0; cell < BUCKETS; cell++) {
        long count = part[side + CELLS + cell];
        if (count != 0) {
          int index = ((int) part[side + FIRST] + cell) >> coarser;
          sum[side + CELLS + index - (int) sum[side + FIRST]] -= count;
        }
      }
      if (isEmpty(sum, side)) {
        Arrays.fill(sum, side, side + SIDE_LONGS, 0);
      }
    }
    ExactSum.subtract(sum, part, at + SUM);
    ExactSum.subtract(sum, part, at + SQUARES);
  }

  private static boolean isEmpty(long[] state, int side) {
    for (int cell = 0; cell < BUCKETS; cell++) {
      if (state[side + CELLS + cell] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Makes a section that of no rows. */
  static void clear(long[] state, int at) {
    Arrays.fill(state, at, at + LONGS, 0);
  }

  /** The coarsenings of the sum of some sections, read off their bounds alone. */
  static int coarsenings(Collection<long[]> states, int at) {
    int coarsenings = 0;
    for (long[] state : states) {
      coarsenings = Math.max(coarsenings, (int) state[at + COARSENINGS]);
    }
    return coarsenings
        + Math.max(
            lacking(states, at, NEGATIVE_SIDE, coarsenings),
            lacking(states, at, POSITIVE_SIDE, coarsenings));
  }

  /** How often a side of the sum has to be coarsened still, to fit. */
  private static int lacking(Collection<long[]> states, int at, int side, int coarsenings) {
    int least = Integer.MAX_VALUE;
    int greatest = Integer.MIN_VALUE;
    for (long[] state : states) {
      if (state[at + side + USED] != 0) {
        int coarser = coarsenings - (int) state[at + COARSENINGS];
        least = Math.min(least, lowest(state, at + side) >> coarser);
        greatest = Math.max(greatest, highest(state, at + side) >> coarser);
      }
    }
    int lacking = 0;
    while (least <= greatest && (greatest >> lacking) - (least >> lacking) >= BUCKETS) {
      lacking++;
    }
    return lacking;
  }

  /** Brings a section into the one form that its rows determine, whatever way it was built. */
  static void canonicalise(long[] state, int at) {
    for (int side : new int[] {at + NEGATIVE_SIDE, at + POSITIVE_SIDE}) {
      if (state[side + USED] != 0) {
        slide(state, side, lowest(state, side));
      }
    }
    ExactSum.canonicalise(state, at + SUM);
    ExactSum.canonicalise(state, at + SQUARES);
  }

  static int scale(long[] state, int at) {
    return ExponentialBuckets.MAX_SCALE - (int) state[at + COARSENINGS];
  }

  static int firstIndex(long[] state, int at, boolean positive) {
    return (int) state[side(at, positive) + FIRST];
  }

  static long bucket(long[] state, int at, boolean positive, int cell) {
    return state[side(at, positive) + CELLS + cell];
  }

  private static int side(int at, boolean positive) {
    return at + (positive ? POSITIVE_SIDE : NEGATIVE_SIDE);
  }
}
