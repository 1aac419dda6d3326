package dev.surprisal.math;

/**
 * How far a coin is from fair: D(s) = ½[(1 + s) ln(1 + s) + (1 − s) ln(1 − s)], the divergence in
 * nats of the probabilities (1 + s)/2 and (1 − s)/2 from one half each.
 *
 * <p>It is what one class adds to a Jensen–Shannon divergence, with s = (p − q)/(p + q): ½(p +
 * q)·D(s). Two logarithms a class would be the price, and a cancellation that costs digits for
 * small s. So D is read off a table of Taylor series, whose intervals shrink towards the singular
 * end s = 1 in proportion to the distance u = 1 − s: 32 to each power of two. The series converges
 * as 65⁻ⁿ; what is cut off is below 1e-18 of D.
 */
final class CoinDivergence {
  /** The least s that the table covers. Below, a series in s² needs no table. */
  static final double LEAST = 0.125;

  /** The largest s that the table covers. Beyond, nothing cancels and logarithms do. */
  static final double MOST = 1 - 0x1p-5;

  private static final int BITS = 5;
  private static final int SHIFT = 52 - BITS;
  private static final long START = Double.doubleToRawLongBits(1 - MOST);
  private static final int INTERVALS = 5 << BITS;
  private static final int TERMS = 10;

  /** An interval's middle, then the coefficients from the highest power down. */
  private static final int STRIDE = 1 + TERMS;

  private static final double[] TABLE = new double[STRIDE * INTERVALS];

  static {
    for (int i = 0; i < INTERVALS; i++) {
      double start = Double.longBitsToDouble(START + ((long) i << SHIFT));
      double end = Double.longBitsToDouble(START + ((i + 1L) << SHIFT));
      double middle = 1 - 0.5 * (start + end);
      TABLE[STRIDE * i] = middle;
      for (int n = 0; n < TERMS; n++) {
        TABLE[STRIDE * (i + 1) - 1 - n] = coefficient(n, middle);
      }
    }
  }

  private CoinDivergence() {}

  /**
   * D(s) within 1 ulp of its value at the given s.
   *
   * @param s from {@link #LEAST} to {@link #MOST}
   */
  static double of(double s) {
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

  /** The n-th Taylor coefficient of D at s. */
  private static double coefficient(int n, double s) {
    return switch (n) {
      case 0 -> 0.5 * Logarithm.sumOfProducts(1 + s, 1 + s, 1 - s, 1 - s);
      case 1 -> 0.5 * Math.log((1 + s) / (1 - s));
      default -> {
        double sign = n % 2 == 0 ? 1 : -1;
        yield 0.5 * (sign * Math.pow(1 + s, 1 - n) + Math.pow(1 - s, 1 - n)) / (n * (n - 1.0));
      }
    };
  }
}
