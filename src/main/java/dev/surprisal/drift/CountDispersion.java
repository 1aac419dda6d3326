package dev.surprisal.drift;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the windows of the reference differ in their shares of K cells, beyond what their rows
 * explain: by how much, and in how many directions. Where one class's share moves from day to day
 * and the others make room, the days' divergences have the tails of a χ² with few degrees of
 * freedom, although there are K − 1 of them.
 *
 * <p>With z_wi = (x_wi − n_w pᵢ)/√(n_w pᵢ) and S = Σ z_w z_wᵀ/(W − 1), tr S is Pearson's X² by
 * window, and S estimates I + n₀B on the cells' k = K − 1 dimensions. The number of directions is
 * (tr B)²/tr B², from the unbiased estimate of tr S² (M. S. Srivastava, <a
 * href="https://doi.org/10.14490/jjss.35.251">Some Tests Concerning the Covariance Matrix in High
 * Dimensional Data</a>, 2005); so J. N. K. Rao and A. J. Scott, <a
 * href="https://doi.org/10.1214/aos/1176346391">On Chi-Squared Tests for Multiway Contingency
 * Tables with Cell Proportions Estimated from Survey Data</a> (1984), correct χ² to second order.
 *
 * <p>Of a sum of unequal parts, the largest alone decides on the far tail; so its share is kept,
 * too.
 *
 * @param correlation ρ, the intra-class correlation of a window's rows, in [0, 1]
 * @param degreesOfFreedom of its estimate
 * @param directions from 1 to K − 1
 * @param largest the share of the direction in which windows differ most, from 1/(K − 1) to 1
 * @param degreesOfLargest of the estimate of ρ in that direction
 */
record CountDispersion(
    double correlation,
    double degreesOfFreedom,
    double directions,
    double largest,
    double degreesOfLargest) {

  /** Windows that differ by their rows alone. */
  static final CountDispersion NONE = new CountDispersion(0, 0, 1, 1, 0);

  /** More cells make the matrix too large to be worth it; all directions are taken for equal. */
  private static final int MAX_CELLS = 64;

  /**
   * Of the reference's windows.
   *
   * @param windows rows by cell of each
   */
  static CountDispersion of(List<double[]> windows) {
    List<double[]> filled = windows.stream().filter(window -> sum(window) > 0).toList();
    if (filled.size() < Dispersion.MIN_WINDOWS) {
      return NONE;
    }
    double[] whole = new double[filled.get(0).length];
    filled.forEach(window -> Arrays.setAll(whole, i -> whole[i] + window[i]));
    int[] cells = filled(whole);
    if (cells.length < 2) {
      return NONE;
    }
    double[][] deviations =
        filled.stream().map(w -> deviations(w, whole, cells)).toArray(double[][]::new);
    double[] sizes = filled.stream().mapToDouble(CountDispersion::sum).toArray();
    return of(deviations, sizes, cells.length - 1);
  }

  private static CountDispersion of(double[][] deviations, double[] sizes, int k) {
    double statistic = 0;
    for (double[] z : deviations) {
      statistic += dot(z, z);
    }
    Dispersion dispersion = Dispersion.of(statistic / k, 1, sizes);
    if (dispersion.betweenWindows() == 0) {
      return NONE;
    }
    double windows = sizes.length - 1.0;
    double trace = statistic / windows;
    double squares = k < MAX_CELLS ? traceOfSquare(deviations, trace) : trace * trace / k;
    double between = trace - k;
    double betweenSquares = squares - 2 * trace + k;
    return new CountDispersion(
        Math.min(1, dispersion.betweenWindows()),
        dispersion.degreesOfFreedom() * directions(trace, squares, k),
        directions(between, betweenSquares, k),
        k < MAX_CELLS ? largest(deviations, between, k) : 1.0 / k,
        dispersion.degreesOfFreedom());
  }

  /** Unbiased for tr Σ²: ν²/((ν − 1)(ν + 2)) · (tr S² − (tr S)²/ν). */
  private static double traceOfSquare(double[][] deviations, double trace) {
    double sum = 0;
    int cells = deviations[0].length;
    double windows = deviations.length - 1.0;
    for (int i = 0; i < cells; i++) {
      for (int j = 0; j < cells; j++) {
        double covariance = 0;
        for (double[] z : deviations) {
          covariance += z[i] * z[j];
        }
        sum += covariance * covariance / (windows * windows);
      }
    }
    return windows * windows / ((windows - 1) * (windows + 2)) * (sum - trace * trace / windows);
  }

  /** (λ₁(S) − 1)/tr(S − I), by power iteration; a matrix of counts needs few rounds. */
  private static double largest(double[][] deviations, double between, int k) {
    double[] v = new double[deviations[0].length];
    Arrays.setAll(v, i -> 1 + i % 3);
    double eigenvalue = 0;
    for (int round = 0; round < 50; round++) {
      double[] next = new double[v.length];
      for (double[] z : deviations) {
        double weight = dot(z, v) / (deviations.length - 1);
        Arrays.setAll(next, i -> next[i] + weight * z[i]);
      }
      eigenvalue = Math.sqrt(dot(next, next));
      double size = eigenvalue;
      Arrays.setAll(v, i -> size > 0 ? next[i] / size : 0);
    }
    return Math.max(1.0 / k, Math.min(1, (eigenvalue - 1) / between));
  }

  private static double directions(double trace, double traceOfSquare, int most) {
    double directions = traceOfSquare > 0 ? trace * trace / traceOfSquare : most;
    return Math.max(1, Math.min(most, directions));
  }

  private static double[] deviations(double[] window, double[] whole, int[] cells) {
    double rows = sum(window);
    double total = sum(whole);
    return Arrays.stream(cells)
        .mapToDouble(
            i -> {
              double expected = rows * (whole[i] / total);
              return (window[i] - expected) / Math.sqrt(expected);
            })
        .toArray();
  }

  private static int[] filled(double[] whole) {
    return IntStream.range(0, whole.length).filter(i -> whole[i] > 0).toArray();
  }

  private static double dot(double[] a, double[] b) {
    double dot = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
    }
    return dot;
  }

  private static double sum(double[] cells) {
    double sum = 0;
    for (double cell : cells) {
      sum += cell;
    }
    return sum;
  }
}
