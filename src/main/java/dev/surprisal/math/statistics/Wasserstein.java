package dev.surprisal.math.statistics;

import dev.surprisal.math.CompensatedSum;
import dev.surprisal.math.Distributions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The Wasserstein-1 or earth mover's distance on the line: ∫ |F(x) − G(x)| dx, the least mean
 * distance over which one distribution can be carried to the other, in the values' own unit.
 *
 * <p>S. S. Vallender, <a href="https://doi.org/10.1137/1118101">Calculation of the Wasserstein
 * Distance Between Probability Distributions on the Line</a> (1974).
 */
public final class Wasserstein {
  /** A difference of two sums of shares that should be the same. */
  private static final double ROUNDING = 1e-15;

  private Wasserstein() {}

  /**
   * The distance between two samples. NaN if a sample is empty or has a NaN; +∞ where mass must be
   * carried to or from an infinite value.
   */
  public static double distance(double[] x, double[] y) {
    return distance(x, equal(x.length), y, equal(y.length));
  }

  /**
   * The distance between two weighted samples; each one's weights are divided by their sum. NaN if
   * a sample is empty or has a NaN, if a weight is negative, NaN or infinite, or all are 0.
   *
   * @throws IllegalArgumentException if there are not as many weights as values
   */
  public static double distance(double[] x, double[] weightsOfX, double[] y, double[] weightsOfY) {
    requireAsMany(x, weightsOfX);
    requireAsMany(y, weightsOfY);
    double[] values = joined(x, y);
    double[] gains = gains(weightsOfX, weightsOfY);
    if (x.length == 0 || y.length == 0 || hasNaN(values) || hasNaN(gains)) {
      return Double.NaN;
    }
    int[] order = order(values);
    CompensatedSum gap = new CompensatedSum();
    CompensatedSum distance = new CompensatedSum();
    for (int i = 0; i + 1 < order.length; i++) {
      gap.add(gains[order[i]]);
      double here = values[order[i]];
      double next = values[order[i + 1]];
      double height = Math.abs(gap.value());
      // Equal values are no distance apart, infinite ones neither; and 0·∞ is none.
      if (next > here && height > ROUNDING) {
        distance.add(height * (next - here));
      }
    }
    return distance.value();
  }

  /**
   * The distance between two histograms over the same bins, as if the rows of a bin were spread
   * evenly over it. The distance between the rows themselves differs by at most the width of the
   * widest bin. NaN if a histogram is empty.
   *
   * @param edges the bins' edges, ascending and finite; one more than bins
   * @param first rows per bin
   * @param second rows per bin
   * @throws IllegalArgumentException if a count is negative, the lengths do not fit or the edges do
   *     not ascend
   */
  public static double distance(double[] edges, long[] first, long[] second) {
    Counts.requireSameLength(first.length, second.length);
    requireEdges(edges, first.length);
    double[] gaps = Counts.cumulativeDifferences(first, second);
    CompensatedSum distance = new CompensatedSum();
    double gap = 0;
    for (int i = 0; i < gaps.length; i++) {
      distance.add((edges[i + 1] - edges[i]) * meanMagnitude(gap, gaps[i]));
      gap = gaps[i];
    }
    return gaps.length == 0 ? Double.NaN : distance.value();
  }

  /** The mean of |f| where f goes from a to b in a straight line. */
  private static double meanMagnitude(double a, double b) {
    if (a * b >= 0) {
      return 0.5 * Math.abs(a + b);
    }
    // Two triangles on either side of the zero
    return 0.5 * (a * a + b * b) / (Math.abs(a) + Math.abs(b));
  }

  /** What the difference of the distribution functions gains at each value. */
  private static double[] gains(double[] weightsOfX, double[] weightsOfY) {
    double[] negative = Distributions.normalise(weightsOfY);
    for (int i = 0; i < negative.length; i++) {
      negative[i] = -negative[i];
    }
    return joined(Distributions.normalise(weightsOfX), negative);
  }

  private static int[] order(double[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> values[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static boolean hasNaN(double[] values) {
    return Arrays.stream(values).anyMatch(Double::isNaN);
  }

  private static double[] joined(double[] first, double[] second) {
    double[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  private static double[] equal(int length) {
    double[] weights = new double[length];
    Arrays.fill(weights, 1.0);
    return weights;
  }

  private static void requireAsMany(double[] values, double[] weights) {
    if (values.length != weights.length) {
      throw new IllegalArgumentException(
          "Invalid weights: %d beside %d values (must be one for each value)"
              .formatted(weights.length, values.length));
    }
  }

  private static void requireEdges(double[] edges, int bins) {
    if (edges.length != bins + 1) {
      throw new IllegalArgumentException(
          "Invalid edges: %d beside %d bins (must be one more than bins)"
              .formatted(edges.length, bins));
    }
    for (int i = 0; i < edges.length; i++) {
      if (!Double.isFinite(edges[i]) || (i > 0 && edges[i] <= edges[i - 1])) {
        throw new IllegalArgumentException(
            "Invalid edges[%d]: %s (must be finite and above the one before)"
                .formatted(i, edges[i]));
      }
    }
  }
}
