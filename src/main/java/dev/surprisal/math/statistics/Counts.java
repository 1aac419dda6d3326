package dev.surprisal.math.statistics;

import dev.surprisal.math.CompensatedSum;

/** What all tests of counts ask of them. */
final class Counts {
  private Counts() {}

  /** The number of rows: exact up to 2⁵³. */
  static double total(long[] counts) {
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] < 0) {
        throw new IllegalArgumentException(
            "Invalid counts[%d]: %d (must be at least 0)".formatted(i, counts[i]));
      }
      sum.add(counts[i]);
    }
    return sum.value();
  }

  /** The mass of cells that need not hold whole rows. */
  static double total(double[] masses) {
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < masses.length; i++) {
      if (!(masses[i] >= 0 && masses[i] <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "Invalid counts[%d]: %s (must be finite and at least 0)".formatted(i, masses[i]));
      }
      sum.add(masses[i]);
    }
    return sum.value();
  }

  static void requireSameLength(int first, int second) {
    if (first != second) {
      throw new IllegalArgumentException(
          "Invalid counts: %d cells beside %d (must be counted over the same cells)"
              .formatted(first, second));
    }
  }

  /**
   * F − G at the upper edge of each bin, for the distribution functions of two histograms over the
   * same bins; NaN if one is empty.
   */
  static double[] cumulativeDifferences(long[] first, long[] second) {
    requireSameLength(first.length, second.length);
    double n = total(first);
    double m = total(second);
    double[] differences = new double[first.length];
    double below1 = 0;
    double below2 = 0;
    for (int i = 0; i < first.length; i++) {
      below1 += first[i];
      below2 += second[i];
      differences[i] = differenceOfProducts(below1, m, below2, n) / n / m;
    }
    return differences;
  }

  /** a·b − c·d within 1.5 ulp, where both products are nearly equal (Kahan). */
  static double differenceOfProducts(double a, double b, double c, double d) {
    double product = c * d;
    double error = Math.fma(-c, d, product);
    return Math.fma(a, b, -product) + error;
  }
}
