package dev.surprisal.math;

import java.util.Arrays;

/**
 * How far a coin is from fair, as a share of its skew squared: P(s) = D(s)/s², where D(s) = ½[(1 +
 * s) ln(1 + s) + (1 − s) ln(1 − s)] is the divergence in nats of the probabilities (1 + s)/2 and (1
 * − s)/2 from one half each.
 *
 * <p>It is what one class adds to a Jensen–Shannon divergence, with s = |p − q|/(p + q): ½(p +
 * q)·D(s) = ½|p − q|·s·P(s). Two logarithms a class would be the price, and a cancellation that
 * costs digits for small s. P has none: it rises from ½ at 0 to ln 2 at 1. So it is read off a
 * table of Taylor series, whose intervals shrink towards the singular end s = 1 in proportion to
 * the distance u = 1 − s: 16 to each power of two. The series converges as 33⁻ⁿ; what is cut off is
 * below 2⁻⁵⁷ of P.
 */
final class JensenShannonTable {
  private static final int OCTAVES = 10;

  /** The largest s that the table covers. Beyond, nothing cancels and logarithms do. */
  static final double MOST = 1 - Math.scalb(1.0, -OCTAVES);

  private static final int BITS = 4;
  private static final int SHIFT = 52 - BITS;
  private static final long START = Double.doubleToRawLongBits(1 - MOST);

  /** One more than the octaves have, for u = 1. */
  private static final int INTERVALS = (OCTAVES << BITS) + 1;

  private static final int TERMS = 10;

  /** An interval's middle, then the coefficients from the highest power down. */
  private static final int STRIDE = 1 + TERMS;

  /** Up to here P's own series, Σ s²ᵏ/((2k + 1)(2k + 2)), is summed to find the coefficients. */
  private static final double SERIES_LIMIT = 0.6;

  private static final int SERIES_LENGTH = 120;

  private static final double[] TABLE = new double[STRIDE * INTERVALS];

  static {
    for (int i = 0; i < INTERVALS; i++) {
      double start = Double.longBitsToDouble(START + ((long) i << SHIFT));
      double end = Double.longBitsToDouble(START + ((i + 1L) << SHIFT));
      double middle = 1 - 0.5 * (start + end);
      double[] coefficients = middle <= SERIES_LIMIT ? byShift(middle) : byDivision(middle);
      TABLE[STRIDE * i] = middle;
      for (int n = 0; n < TERMS; n++) {
        TABLE[STRIDE * (i + 1) - 1 - n] = coefficients[n];
      }
    }
  }

  private JensenShannonTable() {}

  /**
   * P(s) within 2 ulp.
   *
   * @param s from 0 to {@link #MOST}
   */
  static double perSquare(double s) {
    long offset = Double.doubleToRawLongBits(1 - s) - START;
    int i = STRIDE * (int) (offset >> SHIFT);
    double t = s - TABLE[i];
    double y = TABLE[i + 1];
    y = Math.fma(y, t, TABLE[i + 2]);
    y = Math.fma(y, t, TABLE[i + 3]);
    y = Math.fma(y, t, TABLE[i + 4]);
    y = Math.fma(y, t, TABLE[i + 5]);
    y = Math.fma(y, t, TABLE[i + 6]);
    y = Math.fma(y, t, TABLE[i + 7]);
    y = Math.fma(y, t, TABLE[i + 8]);
    y = Math.fma(y, t, TABLE[i + 9]);
    return Math.fma(y, t, TABLE[i + 10]);
  }

  /** The Taylor coefficients of P at s: its series at 0, shifted by Horner's rule. */
  private static double[] byShift(double s) {
    double[] series = new double[SERIES_LENGTH];
    for (int j = 0; j < SERIES_LENGTH; j += 2) {
      series[j] = 1 / ((j + 1.0) * (j + 2.0));
    }
    for (int n = 0; n < TERMS; n++) {
      for (int j = SERIES_LENGTH - 2; j >= n; j--) {
        series[j] = Math.fma(s, series[j + 1], series[j]);
      }
    }
    return Arrays.copyOf(series, TERMS);
  }

  /** The same as D's coefficients at s, divided by those of s². Here that cancels little. */
  private static double[] byDivision(double s) {
    double[] p = new double[TERMS];
    double square = s * s;
    double divergence = 0.5 * Logarithm.sumOfProducts(1 + s, 1 + s, 1 - s, 1 - s);
    p[0] = divergence / square;
    double rest = Math.fma(-p[0], square, divergence) - p[0] * Math.fma(s, s, -square);
    p[1] = (0.5 * Logarithm.ln((1 + s) / (1 - s)) - 2 * s * p[0]) / square;
    p[0] += rest / square;
    double right = 0.5;
    double left = 0.5;
    for (int n = 2; n < TERMS; n++) {
      right /= -(1 + s);
      left /= 1 - s;
      p[n] = ((left - right) / (n * (n - 1.0)) - 2 * s * p[n - 1] - p[n - 2]) / square;
    }
    return p;
  }
}
