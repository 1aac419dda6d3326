package dev.surprisal.profile.cube;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A part of the rows: those where each dimension has the given value. A null value is a value of
 * its own. Slices are ordered by their dimensions, then by their values, null first.
 *
 * @param dimensions the names of the dimensions, none for all rows
 * @param values one value for each dimension
 */
public record Slice(List<String> dimensions, List<@Nullable String> values)
    implements Comparable<Slice>, Serializable {

  private static final long serialVersionUID = 1L;

  /** All rows. */
  public static final Slice ALL = new Slice(List.of(), List.of());

  /**
   * The value of every dimension in the slice that the smallest ones are added up in. Data may hold
   * it, too: rows of such a slice join the others where there are any.
   */
  public static final String OTHER = "other";

  private static final Comparator<@Nullable String> VALUES =
      Comparator.nullsFirst(Comparator.naturalOrder());

  /** Checks the sizes. */
  public Slice {
    if (dimensions.size() != values.size()) {
      throw new IllegalArgumentException(
          "Invalid slice: " + values + " (must have one value for each of " + dimensions + ")");
    }
    dimensions = List.copyOf(dimensions);
    values = Collections.unmodifiableList(new ArrayList<>(values));
  }

  /** The slice that the smallest ones of a set of dimensions are added up in. */
  public static Slice others(List<String> dimensions) {
    return new Slice(dimensions, Collections.nCopies(dimensions.size(), OTHER));
  }

  /** Whether this is the slice of all rows. */
  public boolean isAll() {
    return dimensions.isEmpty();
  }

  /** The coarser slice that fixes only some of the dimensions. */
  public Slice project(List<String> some) {
    List<@Nullable String> projected = new ArrayList<>();
    for (String dimension : some) {
      projected.add(values.get(dimensions.indexOf(dimension)));
    }
    return new Slice(some, projected);
  }

  /** Whether every row of this slice is one of the other's; every slice is in that of all rows. */
  public boolean isIn(Slice other) {
    return dimensions.containsAll(other.dimensions)
        && project(other.dimensions).values.equals(other.values);
  }

  /** Whether no row can be in both: they have a dimension in common, with different values. */
  public boolean isDisjointFrom(Slice other) {
    for (String dimension : dimensions) {
      int at = other.dimensions.indexOf(dimension);
      if (at >= 0
          && !Objects.equals(values.get(dimensions.indexOf(dimension)), other.values.get(at))) {
        return true;
      }
    }
    return false;
  }

  /** Reads {@code weekday=Mon, daypart=night}, or {@code all rows}. */
  public String label() {
    return isAll()
        ? "all rows"
        : IntStream.range(0, dimensions.size())
            .mapToObj(i -> dimensions.get(i) + "=" + values.get(i))
            .collect(Collectors.joining(", "));
  }

  /** Part of the keys by which cells are shuffled and looked up. */
  @Override
  public int hashCode() {
    return KeyHash.of(KeyHash.of(dimensions), KeyHash.of(values));
  }

  @Override
  public int compareTo(Slice other) {
    int order = compare(dimensions, other.dimensions, Comparator.naturalOrder());
    return order != 0 ? order : compare(values, other.values, VALUES);
  }

  private static <T extends @Nullable Object> int compare(
      List<T> left, List<T> right, Comparator<? super T> comparator) {
    if (left.size() != right.size()) {
      return Integer.compare(left.size(), right.size());
    }
    for (int i = 0; i < left.size(); i++) {
      int order = comparator.compare(left.get(i), right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
