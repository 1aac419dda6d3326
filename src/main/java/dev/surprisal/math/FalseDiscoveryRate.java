package dev.surprisal.math;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Adjusted p-values that hold the false discovery rate over many comparisons: of those at or below
 * α, at most a share α is expected to be chance.
 *
 * <p>A NaN is a comparison that could not be made: it stays NaN, is not counted, and changes
 * nothing for the others.
 */
public final class FalseDiscoveryRate {
  private FalseDiscoveryRate() {}

  /**
   * The procedure of Benjamini and Hochberg: the k-th smallest of m becomes min over j ≥ k of
   * m·p₍ⱼ₎/j, at most 1. Holds for independent and for positively dependent comparisons.
   *
   * <p>Y. Benjamini and Y. Hochberg, <a
   * href="https://doi.org/10.1111/j.2517-6161.1995.tb02031.x">Controlling the False Discovery
   * Rate</a> (1995).
   *
   * @throws IllegalArgumentException if a value is below 0 or above 1
   */
  public static double[] benjaminiHochberg(double[] pValues) {
    return adjust(pValues, 1.0);
  }

  /**
   * The procedure of Benjamini and Yekutieli, which holds under any dependence: that of Hochberg
   * times 1 + 1/2 + … + 1/m.
   *
   * <p>Y. Benjamini and D. Yekutieli, <a href="https://doi.org/10.1214/aos/1013699998">The Control
   * of the False Discovery Rate in Multiple Testing under Dependency</a> (2001).
   *
   * @throws IllegalArgumentException if a value is below 0 or above 1
   */
  public static double[] benjaminiYekutieli(double[] pValues) {
    CompensatedSum harmonic = new CompensatedSum();
    long made = Arrays.stream(pValues).filter(p -> !Double.isNaN(p)).count();
    for (long i = 1; i <= made; i++) {
      harmonic.add(1.0 / i);
    }
    return adjust(pValues, harmonic.value());
  }

  private static double[] adjust(double[] pValues, double factor) {
    int[] order = descending(pValues);
    double[] adjusted = new double[pValues.length];
    Arrays.fill(adjusted, Double.NaN);
    double least = 1.0;
    for (int i = 0; i < order.length; i++) {
      int rank = order.length - i;
      // p·(m/rank) in this order, so that the largest p-value stays what it was.
      least = Math.min(least, pValues[order[i]] * (factor * order.length / rank));
      adjusted[order[i]] = least;
    }
    return adjusted;
  }

  private static int[] descending(double[] pValues) {
    for (int i = 0; i < pValues.length; i++) {
      if (pValues[i] < 0 || pValues[i] > 1) {
        throw new IllegalArgumentException(
            "Invalid pValues[%d]: %s (must be between 0 and 1, or NaN where there is none)"
                .formatted(i, pValues[i]));
      }
    }
    return IntStream.range(0, pValues.length)
        .filter(i -> !Double.isNaN(pValues[i]))
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> pValues[i]).reversed())
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
