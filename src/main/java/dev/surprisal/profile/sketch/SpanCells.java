package dev.surprisal.profile.sketch;

import java.util.Arrays;
import java.util.Collection;

/**
 * Counts of rows by share, for several sets of shares side by side, such as the probabilities of
 * each class: as {@link AdaptiveCells} have them, but at the finest level at which the cells from
 * the least share of a set to its greatest are at most {@link #cells}, occupied or not. A row finds
 * its cell without a search, and counts can be small ones.
 *
 * <p>At level L the cell of a {@linkplain ShareKeys key} is {@code key >> L}, and stands in the
 * slot that the cell's last bits say. Exactly 0 and 1, which many models give beside shares that
 * are close together, have a slot each and count for no span; so does what is nearer to them than
 * 2⁻⁶⁴.
 *
 * <p>The window of a set is its level and its first cell, from which on rows are within reach. The
 * level depends on the shares alone. So does the first cell once it is {@linkplain #canonicalise
 * canonical}: the least one occupied; 0, as the level is, where there is none.
 *
 * <p>Adding allocates nothing but when it coarsens.
 */
public final class SpanCells {

  private static final int WINDOW = 2;
  private static final long LEAST = ShareKeys.of(0x1p-64);
  private static final long GREATEST = ShareKeys.ONE - LEAST;
  private static final long ZERO = -2;
  private static final long ONE = -1;

  /** How counts stand in a state. */
  public interface Counters {

    /** A vector. */
    Counters PLAIN =
        new Counters() {
          @Override
          public long count(long[] state, int place) {
            return state[place];
          }

          @Override
          public void put(long[] state, int place, long count) {
            state[place] = count;
          }
        };

    /** A count. */
    long count(long[] state, int place);

    /** Replaces a count. */
    void put(long[] state, int place, long count);
  }

  private final int cells;
  private final int sets;
  private final int sides;
  private final int bits;

  /**
   * Cells for some sets.
   *
   * @param cells the most cells of a set, a power of two
   * @param sets the sets
   * @param sides the counts of a cell, the first of all its rows, others of some of them
   */
  public SpanCells(int cells, int sets, int sides) {
    this.cells = cells;
    this.sets = sets;
    this.sides = sides;
    this.bits = Integer.numberOfTrailingZeros(cells);
  }

  /** How many counts there are: by set, by slot, by side. */
  public int counts() {
    return sets * sides * slots();
  }

  /** The longs of the windows. */
  public int windows() {
    return WINDOW * sets;
  }

  public int sets() {
    return sets;
  }

  /** The slots of a set's cells, and behind them those of 0 and of 1. */
  public int slots() {
    return cells + 2;
  }

  /** The place, among the counts, of a slot. */
  public int place(int slot, int side, int set) {
    return (set * slots() + slot) * sides + side;
  }

  /** The {@link ShareKeys key} of a share, made below 0 where it has a slot of its own. */
  public static long ends(long key) {
    if (key <= LEAST) {
      return ZERO;
    }
    return key >= GREATEST ? ONE : key;
  }

  /**
   * The place, among the counts, of a {@linkplain #ends key} on the first side, made room for where
   * it is out of reach.
   */
  public int place(long[] state, Counters counters, int counts, int windows, int set, long key) {
    int window = windows + WINDOW * set;
    long cell = key >> state[window];
    // No window begins below 0, so that a key below 0 is within none.
    if (cell - state[window + 1] >>> bits != 0) {
      return placeBeyond(state, counters, counts, window, set, key);
    }
    return place((int) cell & cells - 1, 0, set);
  }

  /** Whether the cells of keys, one of each set, are all within reach. */
  public boolean reaches(long[] state, int windows, long[] keys) {
    long beyond = 0;
    int window = windows;
    for (long key : keys) {
      beyond |= (key >> state[window]) - state[window + 1];
      window += WINDOW;
    }
    return beyond >>> bits == 0;
  }

  /** The place, among the counts, of a key within reach on the first side. */
  public int placeWithin(long[] state, int windows, int set, long key) {
    return place((int) (key >> state[windows + WINDOW * set]) & cells - 1, 0, set);
  }

  private int placeBeyond(
      long[] state, Counters counters, int counts, int window, int set, long key) {
    if (key < 0) {
      return place(cells + (key == ONE ? 1 : 0), 0, set);
    }
    widen(state, counters, counts, window, set, key);
    return place((int) (key >> state[window]) & cells - 1, 0, set);
  }

  /** Moves a set's window so that a key is within reach, coarsening it as far as it must be. */
  private void widen(long[] state, Counters counters, int counts, int window, int set, long key) {
    long[] span = span(state, counters, counts, window, set);
    if (span[0] > span[1]) {
      state[window] = 0;
      state[window + 1] = Math.max(0, key - cells / 2);
      return;
    }
    int level = (int) state[window];
    long cell = key >> level;
    reach(state, counters, counts, window, set, Math.min(cell, span[0]), Math.max(cell, span[1]));
  }

  /** The first and the last occupied cell; the first greater than the last where there is none. */
  private long[] span(long[] state, Counters counters, int counts, int window, int set) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (int slot = 0; slot < cells; slot++) {
      if (isOccupied(state, counters, counts, slot, set)) {
        long cell = cell(state, window, slot);
        first = Math.min(first, cell);
        last = Math.max(last, cell);
      }
    }
    return new long[] {first, last};
  }

  private boolean isOccupied(long[] state, Counters counters, int counts, int slot, int set) {
    return counters.count(state, counts + place(slot, 0, set)) != 0;
  }

  /** The cell that stands in a slot. */
  private long cell(long[] state, int window, int slot) {
    long from = state[window + 1];
    return from + (slot - from & cells - 1);
  }

  /** Makes room for cells, given at the level that the set has. */
  private void reach(
      long[] state, Counters counters, int counts, int window, int set, long first, long last) {
    int levels = 0;
    while ((last >> levels) - (first >> levels) >= cells) {
      levels++;
    }
    if (levels > 0) {
      coarsen(state, counters, counts, window, set, levels);
    }
    long span = (last >> levels) - (first >> levels) + 1;
    state[window + 1] = Math.max(0, (first >> levels) - (cells - span) / 2);
  }

  private void coarsen(
      long[] state, Counters counters, int counts, int window, int set, int levels) {
    long[] sums = new long[cells * sides];
    for (int slot = 0; slot < cells; slot++) {
      int to = (int) (cell(state, window, slot) >> levels) & cells - 1;
      for (int side = 0; side < sides; side++) {
        int place = counts + place(slot, side, set);
        sums[to * sides + side] += counters.count(state, place);
        counters.put(state, place, 0);
      }
    }
    for (int slot = 0; slot < cells; slot++) {
      for (int side = 0; side < sides; side++) {
        counters.put(state, counts + place(slot, side, set), sums[slot * sides + side]);
      }
    }
    state[window] += levels;
    state[window + 1] >>= levels;
  }

  /** Adds the counts of one vector to those of another. */
  public void merge(long[] into, long[] from, int counts, int windows) {
    addEnds(into, from, counts, 1);
    for (int set = 0; set < sets; set++) {
      merge(into, from, counts, windows + WINDOW * set, set);
    }
  }

  private void merge(long[] into, long[] from, int counts, int window, int set) {
    long[] span = span(from, Counters.PLAIN, counts, window, set);
    if (span[0] > span[1]) {
      return;
    }
    long[] own = span(into, Counters.PLAIN, counts, window, set);
    int level = (int) from[window];
    if (own[0] > own[1]) {
      into[window] = level;
      into[window + 1] = span[0];
    } else {
      int coarser = Math.max(level, (int) into[window]);
      int levels = coarser - (int) into[window];
      if (levels > 0) {
        coarsen(into, Counters.PLAIN, counts, window, set, levels);
      }
      reach(
          into,
          Counters.PLAIN,
          counts,
          window,
          set,
          Math.min(own[0] >> levels, span[0] >> coarser - level),
          Math.max(own[1] >> levels, span[1] >> coarser - level));
    }
    add(into, from, counts, window, set, 1);
  }

  /** Adds, or takes off, what has a slot of its own. */
  private void addEnds(long[] into, long[] from, int counts, int sign) {
    for (int set = 0; set < sets; set++) {
      for (int side = 0; side < sides; side++) {
        int zero = counts + place(cells, side, set);
        into[zero] += sign * from[zero];
        into[zero + sides] += sign * from[zero + sides];
      }
    }
  }

  /** Adds, or takes off, the cells of a vector that are within the reach of another. */
  private void add(long[] into, long[] from, int counts, int window, int set, int sign) {
    int levels = (int) (into[window] - from[window]);
    for (int slot = 0; slot < cells; slot++) {
      int to = (int) (cell(from, window, slot) >> levels) & cells - 1;
      for (int side = 0; side < sides; side++) {
        into[counts + place(to, side, set)] += sign * from[counts + place(slot, side, set)];
      }
    }
  }

  /**
   * Takes a vector's counts off a sum, so that what is left is to the long that of the rest, all of
   * them canonical. Where the rest is finer than the sum was, it is added up anew.
   */
  public void subtract(long[] sum, long[] part, Collection<long[]> rest, int counts, int windows) {
    addEnds(sum, part, counts, -1);
    for (int set = 0; set < sets; set++) {
      int window = windows + WINDOW * set;
      if (level(rest, counts, window, set) == sum[window]) {
        add(sum, part, counts, window, set, -1);
      } else {
        clear(sum, counts, window, set);
        for (long[] state : rest) {
          merge(sum, state, counts, window, set);
        }
      }
    }
  }

  private void clear(long[] state, int counts, int window, int set) {
    int from = counts + place(0, 0, set);
    Arrays.fill(state, from, from + cells * sides, 0);
    Arrays.fill(state, window, window + WINDOW, 0);
  }

  /** The level of the sum of some. */
  private int level(Collection<long[]> states, int counts, int window, int set) {
    int level = 0;
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (long[] state : states) {
      long[] span = span(state, Counters.PLAIN, counts, window, set);
      if (span[0] <= span[1]) {
        level = Math.max(level, (int) state[window]);
        first = Math.min(first, span[0] << state[window]);
        last = Math.max(last, span[1] << state[window]);
      }
    }
    while (first < last && (last >> level) - (first >> level) >= cells) {
      level++;
    }
    return level;
  }

  /** Brings the windows into the one form that the rows determine. */
  public void canonicalise(long[] state, int counts, int windows) {
    for (int set = 0; set < sets; set++) {
      int window = windows + WINDOW * set;
      long[] span = span(state, Counters.PLAIN, counts, window, set);
      boolean isEmpty = span[0] > span[1];
      state[window] = isEmpty ? 0 : state[window];
      state[window + 1] = isEmpty ? 0 : span[0];
    }
  }

  /** The level of a set. */
  public static int level(long[] state, int windows, int set) {
    return (int) state[windows + WINDOW * set];
  }

  /** The slot that comes so many after the first, of a canonical window. */
  public int slot(long[] state, int windows, int set, int after) {
    return (int) (state[windows + WINDOW * set + 1] + after) & cells - 1;
  }

  /** The least key of the cell that comes so many after the first, of a canonical window. */
  public long leastKey(long[] state, int windows, int set, int after) {
    return state[windows + WINDOW * set + 1] + after << level(state, windows, set);
  }

  public int cells() {
    return cells;
  }
}
