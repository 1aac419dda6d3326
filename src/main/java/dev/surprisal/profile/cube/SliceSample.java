package dev.surprisal.profile.cube;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The slice values of some rows, from which the number of slices of all rows is estimated.
 *
 * @param dimensions the dimensions
 * @param rows their values in each row of the sample
 */
public record SliceSample(List<String> dimensions, List<List<@Nullable String>> rows) {

  /** Copies the lists. */
  public SliceSample {
    dimensions = List.copyOf(dimensions);
    rows = List.copyOf(rows);
  }

  /**
   * Estimates the slices of a set of dimensions: those that the sample has, and f₁(f₁ − 1) / (2(f₂
   * + 1)) more, where f₁ of them were seen once and f₂ twice.
   *
   * @see <a href="https://doi.org/10.2307/2531532">Chao, Biometrics 43 (1987)</a>, in the
   *     bias-corrected form of his later work
   */
  public double slices(List<String> set) {
    List<Integer> at = set.stream().map(dimensions::indexOf).toList();
    // Slices have the better hash: lists of short texts share theirs.
    Map<Slice, Integer> seen = new HashMap<>();
    for (List<@Nullable String> row : rows) {
      List<@Nullable String> values = new ArrayList<>(at.size());
      at.forEach(i -> values.add(row.get(i)));
      seen.merge(new Slice(set, values), 1, Integer::sum);
    }
    double once = seen.values().stream().filter(times -> times == 1).count();
    double twice = seen.values().stream().filter(times -> times == 2).count();
    return seen.size() + once * (once - 1) / (2 * (twice + 1));
  }
}
