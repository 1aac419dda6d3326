package dev.surprisal.math.statistics;

import dev.surprisal.math.CompensatedSum;
import java.util.Arrays;

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
    double[] sorted = ascending(pValues);
    double[] adjusted = new double[sorted.length];
    double least = 1.0;
    for (int rank = sorted.length; rank > 0; rank--) {
      // p·(m/rank) in this order, so that the largest p-value stays what it was.
      least = Math.min(least, sorted[rank - 1] * (factor * sorted.length / rank));
      adjusted[rank - 1] = least;
    }
    // Of equal p-values the one of the highest rank decides for all, so any of them may be found.
    return Arrays.stream(pValues)
        .map(p -> Double.isNaN(p) ? p : adjusted[Arrays.binarySearch(sorted, p)])
        .toArray();
  }

  private static double[] ascending(double[] pValues) {
    for (int i = 0; i < pValues.length; i++) {
      if (pValues[i] < 0 || pValues[i] > 1) {
        throw new IllegalArgumentException(
            "Invalid pValues[%d]: %s (must be between 0 and 1, or NaN where there is none)"
                .formatted(i, pValues[i]));
      }
    }
    return Arrays.stream(pValues).filter(p -> !Double.isNaN(p)).sorted().toArray();
  }
}
