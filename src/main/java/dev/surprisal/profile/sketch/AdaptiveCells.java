package dev.surprisal.profile.sketch;

import java.util.Arrays;
import java.util.Collection;

/**
 * Counts of rows by number, in a section of an array of longs, at the finest resolution that fits
 * into a fixed number of cells.
 *
 * <p>A number has a {@linkplain #key key}, an integer in the same order. At level L the cell of a
 * key is {@code key >> L}: every number is its own cell at level 0, two neighbouring cells of a
 * level are one of the next, and all cells within an octave are equally wide. The section holds the
 * occupied cells alone, in ascending order, each with its counts, and its level is the finest at
 * which they are at most {@link #most}. So up to that many distinct numbers are kept as they are, a
 * few far from all others cost a cell each and coarsen nothing, and numbers whose spread is small
 * beside their size are told apart by their spread.
 *
 * <p>The numbers of a part occupy no more cells than those of the whole, so that no part is ever
 * coarser than the whole: the section depends on the numbers alone, not on the order of rows and
 * merges, and equal multisets have equal sections. A section of no rows is all zeros, and so is
 * whatever is behind the occupied cells.
 *
 * <p>Adding allocates nothing.
 *
 * @param most the most cells, at least 2
 * @param counts the counts of a cell, such as the rows of either class; a cell is occupied where
 *     one of them is not 0
 */
public record AdaptiveCells(int most, int counts) {

  private static final int LEVEL = 0;
  private static final int SIZE = 1;
  private static final int CELLS = 2;

  /** In a {@linkplain #pack packed} section: the zero bits that all keys end with, above these. */
  private static final int LEVEL_BITS = 8;

  public AdaptiveCells {
    if (most < 2 || counts < 1) {
      throw new IllegalArgumentException("Invalid cells: " + most + " of " + counts + " counts");
    }
  }

  /** The longs that a section takes. */
  public int longs() {
    return CELLS + most * stride();
  }

  /** A cell is its number and its counts. */
  private int stride() {
    return 1 + counts;
  }

  /**
   * The key of a number: keys are in the order of the numbers, 0 and −0 have the same, and the key
   * of −x is the negative of that of x.
   */
  public static long key(double value) {
    long bits = Double.doubleToRawLongBits(value);
    long magnitude = bits & Long.MAX_VALUE;
    long sign = bits >> Long.SIZE - 1;
    return (magnitude ^ sign) - sign;
  }

  /** The number of a key. */
  public static double value(long key) {
    double magnitude = Double.longBitsToDouble(Math.abs(key));
    return key < 0 ? -magnitude : magnitude;
  }

  /** The level of a section. */
  public static int level(long[] state, int at) {
    return (int) state[at + LEVEL];
  }

  /** The occupied cells. */
  public static int size(long[] state, int at) {
    return (int) state[at + SIZE];
  }

  /** The cell in a slot, counted from 0: the keys of its numbers, less their last bits. */
  public long cell(long[] state, int at, int slot) {
    return state[place(at, slot)];
  }

  /** The least key of the cell in a slot. */
  public long leastKey(long[] state, int at, int slot) {
    return cell(state, at, slot) << level(state, at);
  }

  /** The greatest key of the cell in a slot; the least one at level 0. */
  public long greatestKey(long[] state, int at, int slot) {
    return leastKey(state, at, slot) + (1L << level(state, at)) - 1;
  }

  /** A count of the cell in a slot. */
  public long count(long[] state, int at, int slot, int which) {
    return state[place(at, slot) + 1 + which];
  }

  private int place(int at, int slot) {
    return at + CELLS + slot * stride();
  }

  /** Adds rows, at least one, to one of the counts of a key's cell. */
  public void add(long[] state, int at, long key, int which, long rows) {
    long cell = key >> (int) state[at + LEVEL];
    int slot = find(state, at, cell);
    if (slot < 0) {
      slot = insert(state, at, key, ~slot);
    }
    state[place(at, slot) + 1 + which] += rows;
  }

  /** The slot of a cell, or where there is none yet the complement of the one it belongs into. */
  private int find(long[] state, int at, long cell) {
    int size = (int) state[at + SIZE];
    int middle = size >> 1;
    long there = state[place(at, middle)];
    // Most rows are in cells without a gap between them, on either side of zero.
    long guess = middle + cell - there;
    if (guess >= 0 && guess < size && state[place(at, (int) guess)] == cell) {
      return (int) guess;
    }
    int quarter = size >> 2;
    int other = cell < there ? quarter : middle + quarter;
    guess = other + cell - state[place(at, other)];
    if (guess >= 0 && guess < size && state[place(at, (int) guess)] == cell) {
      return (int) guess;
    }
    return search(state, at, size, cell);
  }

  /** A search without a branch on what is compared, which no processor could foresee. */
  private int search(long[] state, int at, int size, long cell) {
    int slot = 0;
    for (int left = size; left > 1; ) {
      int half = left >> 1;
      slot += state[place(at, slot + half - 1)] < cell ? half : 0;
      left -= half;
    }
    if (slot < size && state[place(at, slot)] < cell) {
      slot++;
    }
    return slot < size && state[place(at, slot)] == cell ? slot : ~slot;
  }

  /** Makes an empty cell for a key, of which the slot is known while there is room for it. */
  private int insert(long[] state, int at, long key, int there) {
    int slot = there;
    if (state[at + SIZE] == most) {
      coarsen(state, at, lacking(state, at, key, there));
      slot = find(state, at, key >> (int) state[at + LEVEL]);
      if (slot >= 0) {
        return slot;
      }
      slot = ~slot;
    }
    int size = (int) state[at + SIZE]++;
    int from = place(at, slot);
    System.arraycopy(state, from, state, from + stride(), (size - slot) * stride());
    state[from] = key >> (int) state[at + LEVEL];
    Arrays.fill(state, from + 1, from + stride(), 0);
    return slot;
  }

  /** How many levels coarser two of the cells, or one and that of a key, are the same. */
  private int lacking(long[] state, int at, long key, int there) {
    long cell = key >> (int) state[at + LEVEL];
    long least = -1;
    if (there > 0) {
      least = lesser(least, cell ^ state[place(at, there - 1)]);
    }
    if (there < most) {
      least = lesser(least, cell ^ state[place(at, there)]);
    }
    int stride = stride();
    int end = place(at, most);
    for (int place = place(at, 1); place < end; place += stride) {
      least = lesser(least, state[place - stride] ^ state[place]);
    }
    return Long.SIZE - Long.numberOfLeadingZeros(least);
  }

  /** The lesser of two numbers without sign; what has the sign's bit is never made the same. */
  private static long lesser(long first, long second) {
    return first + Long.MIN_VALUE < second + Long.MIN_VALUE ? first : second;
  }

  private void coarsen(long[] state, int at, int levels) {
    int stride = stride();
    int end = place(at, (int) state[at + SIZE]);
    int into = at + CELLS;
    state[into] >>= levels;
    for (int from = into + stride; from < end; from += stride) {
      long cell = state[from] >> levels;
      if (state[into] == cell) {
        for (int i = 1; i < stride; i++) {
          state[into + i] += state[from + i];
        }
      } else {
        into += stride;
        state[into] = cell;
        for (int i = 1; i < stride; i++) {
          state[into + i] = state[from + i];
        }
      }
    }
    into += stride;
    Arrays.fill(state, into, end, 0);
    state[at + SIZE] = (into - at - CELLS) / stride;
    state[at + LEVEL] += levels;
  }

  /** Adds the section at {@code from[at]} to the one at {@code into[at]}. */
  public void merge(long[] into, long[] from, int at) {
    int size = size(from, at);
    if (size == 0) {
      return;
    }
    if (size(into, at) == 0) {
      System.arraycopy(from, at, into, at, longs());
      return;
    }
    int level = level(from, at);
    if (level > level(into, at)) {
      coarsen(into, at, level - level(into, at));
    }
    for (int slot = 0; slot < size; slot++) {
      // Any key of the cell falls into the same one of the target.
      long key = leastKey(from, at, slot);
      int found = find(into, at, key >> level(into, at));
      int place = place(at, found < 0 ? insert(into, at, key, ~found) : found);
      for (int i = 1; i <= counts; i++) {
        into[place + i] += from[place(at, slot) + i];
      }
    }
  }

  /**
   * Takes the section at {@code part[at]} off the one at {@code sum[at]}, whose rows it is part of.
   * The level stays, so that what is left is that of the rest if {@link #isAsCoarse} says so.
   */
  public void subtract(long[] sum, long[] part, int at) {
    int levels = level(sum, at) - level(part, at);
    for (int slot = 0; slot < size(part, at); slot++) {
      int place = place(at, find(sum, at, cell(part, at, slot) >> levels));
      for (int i = 1; i <= counts; i++) {
        sum[place + i] -= part[place(at, slot) + i];
      }
    }
    removeEmpty(sum, at);
    if (sum[at + SIZE] == 0) {
      sum[at + LEVEL] = 0;
    }
  }

  private void removeEmpty(long[] state, int at) {
    int size = size(state, at);
    int kept = 0;
    for (int slot = 0; slot < size; slot++) {
      int from = place(at, slot);
      boolean occupied = false;
      for (int i = 1; i <= counts; i++) {
        occupied |= state[from + i] != 0;
      }
      if (occupied) {
        System.arraycopy(state, from, state, place(at, kept++), stride());
      }
    }
    Arrays.fill(state, place(at, kept), place(at, size), 0);
    state[at + SIZE] = kept;
  }

  /** Whether the sum of some sections has a level, which is at least that of the sum. */
  public boolean isAsCoarse(Collection<long[]> states, int at, int level) {
    boolean empty = states.stream().allMatch(state -> size(state, at) == 0);
    if (level == 0 || empty) {
      return true; // a section of no rows gets its level by subtraction
    }
    if (states.stream().anyMatch(state -> level(state, at) == level)) {
      return true;
    }
    long[] finer = new long[most + 1];
    int size = 0;
    for (long[] state : states) {
      for (int slot = 0; slot < size(state, at); slot++) {
        long cell = leastKey(state, at, slot) >> level - 1;
        int found = Arrays.binarySearch(finer, 0, size, cell);
        if (found < 0) {
          if (size == most) {
            return true;
          }
          System.arraycopy(finer, ~found, finer, ~found + 1, size - ~found);
          finer[~found] = cell;
          size++;
        }
      }
    }
    return false;
  }

  /** Makes a section that of no rows. */
  void clear(long[] state, int at) {
    Arrays.fill(state, at, at + longs(), 0);
  }

  /**
   * Brings a section into a form of small numbers, to be stored: cells as differences to the one
   * before, without the zero bits that all of them end with.
   */
  public void pack(long[] state, int at) {
    int size = size(state, at);
    if (size == 0) {
      return;
    }
    long bits = 0;
    for (int slot = size - 1; slot >= 0; slot--) {
      bits |= state[place(at, slot)];
    }
    int zeros = bits == 0 ? 0 : Long.numberOfTrailingZeros(bits);
    for (int slot = size - 1; slot >= 0; slot--) {
      long before = slot == 0 ? 0 : state[place(at, slot - 1)];
      state[place(at, slot)] = (state[place(at, slot)] >> zeros) - (before >> zeros);
    }
    state[at + LEVEL] |= (long) zeros << LEVEL_BITS;
  }

  /** Undoes {@link #pack}. */
  public void unpack(long[] state, int at) {
    int size = size(state, at);
    if (size < 0 || size > most) {
      throw new IllegalArgumentException(
          "Invalid profile state: " + size + " cells (must be at most " + most + ")");
    }
    int zeros = (int) (state[at + LEVEL] >>> LEVEL_BITS);
    long cell = 0;
    for (int slot = 0; slot < size; slot++) {
      cell += state[place(at, slot)];
      state[place(at, slot)] = cell << zeros;
    }
    state[at + LEVEL] &= (1L << LEVEL_BITS) - 1;
  }
}
