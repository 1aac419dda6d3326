package dev.surprisal.profile.sketch;

import java.util.Arrays;
import java.util.Collection;

/**
 * A bottom-k sketch of a categorical column, in some longs of a state, with the rows of each
 * category that it keeps: null, the categories with the smallest hashes, each with its rows and its
 * name, in ascending order of the hashes, and one count for all others.
 *
 * <p>Invariants, from which the section depends on the rows alone:
 *
 * <ol>
 *   <li>The categories kept are, of all that were seen, the {@code most} of smallest hash. One that
 *       is among these in a union was among them in every part at any time, for no part has more
 *       categories of smaller hash than the union: no row of it was ever counted elsewhere.
 *   <li>If {@code other} is not 0, as many as may be are kept. So every category whose hash is at
 *       most the last one's is known exactly.
 *   <li>Of two values of one hash, which count as one, the name is the lesser.
 * </ol>
 */
public final class CategoryCounts {

  public static final int NULLS = 0;
  public static final int OTHER = 1;
  public static final int SIZE = 2;
  public static final int HASHES = 3;

  private CategoryCounts() {}

  /** The longs that a section takes. */
  public static int longs(int most) {
    return HASHES + most * (2 + CategoryForm.NAME_LONGS);
  }

  private static int counts(int at, int most) {
    return at + HASHES + most;
  }

  private static int names(int at, int most) {
    return at + HASHES + 2 * most;
  }

  /** The index of a category's name. */
  public static int name(int at, int most, int slot) {
    return names(at, most) + slot * CategoryForm.NAME_LONGS;
  }

  public static long rows(long[] state, int at, int most, int slot) {
    return state[counts(at, most) + slot];
  }

  /** Adds to the count of a row's value, in {@link CategoryForm}; returns the index behind it. */
  public static int add(long[] state, int at, int most, long[] values, int from, long rows) {
    long hash = values[from];
    if (hash == CategoryForm.NULL) {
      state[at + NULLS] += rows;
      return from + 1;
    }
    int longs = CategoryForm.nameLongs(values[from + 1]);
    count(state, at, most, hash, rows, values, from + 1, longs);
    return from + 1 + longs;
  }

  /** Counts rows of a category, whose name takes some longs of an array. */
  private static void count(
      long[] state, int at, int most, long hash, long rows, long[] names, int name, int longs) {
    int first = at + HASHES;
    int size = (int) state[at + SIZE];
    int found = Arrays.binarySearch(state, first, first + size, hash);
    if (found >= 0) {
      state[found + most] += rows;
      keepLesserName(state, name(at, most, found - first), names, name, longs);
      return;
    }
    int slot = -found - 1 - first;
    if (slot == most) {
      state[at + OTHER] += rows;
      return;
    }
    makeRoom(state, at, most, slot);
    state[first + slot] = hash;
    state[counts(at, most) + slot] = rows;
    int own = name(at, most, slot);
    Arrays.fill(state, own, own + CategoryForm.NAME_LONGS, 0);
    System.arraycopy(names, name, state, own, longs);
  }

  /** Moves the categories from a slot on up by one; the last of a full section becomes other. */
  private static void makeRoom(long[] state, int at, int most, int slot) {
    int size = (int) state[at + SIZE];
    if (size == most) {
      size--;
      state[at + OTHER] += state[counts(at, most) + size];
    }
    state[at + SIZE] = size + 1;
    move(state, at, most, slot, slot + 1, size - slot);
  }

  private static void move(long[] state, int at, int most, int from, int to, int slots) {
    int hashes = at + HASHES;
    System.arraycopy(state, hashes + from, state, hashes + to, slots);
    int counts = counts(at, most);
    System.arraycopy(state, counts + from, state, counts + to, slots);
    int longs = slots * CategoryForm.NAME_LONGS;
    System.arraycopy(state, name(at, most, from), state, name(at, most, to), longs);
  }

  private static void keepLesserName(long[] state, int own, long[] names, int name, int longs) {
    for (int i = 0; i < longs; i++) {
      if (state[own + i] != names[name + i]) {
        if (names[name + i] < state[own + i]) {
          Arrays.fill(state, own, own + CategoryForm.NAME_LONGS, 0);
          System.arraycopy(names, name, state, own, longs);
        }
        return;
      }
    }
  }

  /** Adds the section at {@code from[at]} to the one at {@code into[at]}. */
  public static void merge(long[] into, long[] from, int at, int most) {
    into[at + NULLS] += from[at + NULLS];
    into[at + OTHER] += from[at + OTHER];
    int size = (int) from[at + SIZE];
    for (int slot = 0; slot < size; slot++) {
      long hash = from[at + HASHES + slot];
      long rows = rows(from, at, most, slot);
      int name = name(at, most, slot);
      count(into, at, most, hash, rows, from, name, CategoryForm.NAME_LONGS);
    }
  }

  /**
   * Takes the section at {@code part[at]} off the one at {@code sum[at]}, whose rows it is part of,
   * where the rest is what stays. A category that became other cannot come back by subtraction;
   * such a sum is added up anew.
   */
  public static void subtract(long[] sum, long[] part, Collection<long[]> rest, int at, int most) {
    if (sum[at + OTHER] > 0) {
      Arrays.fill(sum, at, at + longs(most), 0);
      rest.forEach(state -> merge(sum, state, at, most));
      return;
    }
    sum[at + NULLS] -= part[at + NULLS];
    int size = (int) part[at + SIZE];
    for (int slot = 0; slot < size; slot++) {
      int first = at + HASHES;
      int end = first + (int) sum[at + SIZE];
      int found = Arrays.binarySearch(sum, first, end, part[first + slot]);
      sum[found + most] -= rows(part, at, most, slot);
      if (sum[found + most] == 0) {
        remove(sum, at, most, found - first);
      }
    }
  }

  private static void remove(long[] state, int at, int most, int slot) {
    int last = (int) state[at + SIZE] - 1;
    move(state, at, most, slot + 1, slot, last - slot);
    state[at + SIZE] = last;
    state[at + HASHES + last] = 0;
    state[counts(at, most) + last] = 0;
    int name = name(at, most, last);
    Arrays.fill(state, name, name + CategoryForm.NAME_LONGS, 0);
  }
}
