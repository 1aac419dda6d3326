package dev.surprisal.profile.row;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Which of a profile's columns are categorical, and how many of their categories it may tell apart;
 * all others are numeric.
 *
 * @param most the categories of a column that are counted each by itself; 0 where no column has any
 * @param indices the places of the categorical columns among all columns, ascending
 */
public record CategoricalColumns(int most, List<Integer> indices) {

  /** All columns are numeric. */
  public static final CategoricalColumns NONE = new CategoricalColumns(0, List.of());

  /** Checks and copies the places. */
  public CategoricalColumns {
    indices = List.copyOf(indices);
    if (indices.isEmpty() ? most != 0 : most < 1) {
      throw new IllegalArgumentException(
          "Invalid categories: " + most + " (must be at least 1, and 0 without such a column)");
    }
    for (int i = 0; i < indices.size(); i++) {
      if (indices.get(i) < (i == 0 ? 0 : indices.get(i - 1) + 1)) {
        throw new IllegalArgumentException(
            "Invalid categorical columns: " + indices + " (must be ascending from 0)");
      }
    }
  }

  /** Those of some places, or none. */
  public static CategoricalColumns of(int most, List<Integer> indices) {
    return indices.isEmpty() ? NONE : new CategoricalColumns(most, indices);
  }

  /** How many there are. */
  public int size() {
    return indices.size();
  }

  /** Whether the column at a place is one. */
  public boolean contains(int column) {
    return indices.contains(column);
  }

  /** The number of a column among those of its own kind. */
  public int ordinal(int column) {
    int before = (int) indices.stream().filter(it -> it < column).count();
    return contains(column) ? before : column - before;
  }

  /** The places as the bits of longs, as few as hold the last one. */
  public long[] bits() {
    long[] bits = new long[indices.isEmpty() ? 0 : indices.get(size() - 1) / Long.SIZE + 1];
    indices.forEach(it -> bits[it / Long.SIZE] |= 1L << it);
    return bits;
  }

  /** The places that are the bits of some longs. */
  public static List<Integer> indices(long[] state, int from, int to) {
    return IntStream.range(0, (to - from) * Long.SIZE)
        .filter(it -> (state[from + it / Long.SIZE] >>> it & 1) != 0)
        .boxed()
        .toList();
  }
}
