package dev.surprisal.math;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The natural logarithm with eight bits more than a double holds, inlined into the loops that sum
 * it.
 *
 * <p>{@code Math.log} rounds to a double, and the terms of an entropy or a divergence are rounded
 * again by their product with p; over a sum that loses the identity H(p, q) − H(p) = D(p‖q). Here
 * ln x is the unevaluated sum of two doubles, and the product goes into a {@link CompensatedSum}
 * unrounded.
 *
 * <p>Algorithm: x = 2ᵏ·z with z in [0.6875, 1.375); a table of 128 entries gives c near 1/z, so
 * that r = z·c − 1 is small, and
 *
 * <pre>
 *   ln x = [k·ln2High + lnHigh(1/c)] + [r − r²/2 + … − r⁸/8 + k·ln2Low + lnLow(1/c)]
 * </pre>
 *
 * <p>Invariant 1: the values named High are multiples of 2⁻⁴², so that the first bracket is exact.
 * Invariant 2: c = 1 in the two intervals beside 1, so that there r is exact, the first bracket is
 * 0 and the error is relative. The error is below 2⁻⁶⁰ absolutely, and below 2⁻⁵² relatively.
 *
 * <p>P.-T. P. Tang, <a href="https://doi.org/10.1145/98267.98294">Table-Driven Implementation of
 * the Logarithm Function in IEEE Floating-Point Arithmetic</a> (1990); the layout of the intervals
 * is that of Szabolcs Nagy's log in ARM's Optimized Routines.
 */
final class Logarithm {
  private static final int BITS = 7;
  private static final int ENTRIES = 1 << BITS;
  private static final int MANTISSA_BITS = 52;

  /** The bits of 0.6875, where z begins: far enough from 1 that 1 is inside an exponent. */
  private static final long START = 0x3fe6000000000000L;

  private static final double LN_2_HIGH = 0x1.62e42fefa3800p-1;
  private static final double LN_2_LOW = 0x1.ef35793c76730p-45;
  private static final double CONVERTER = 0x1.8p52;
  private static final long CONVERTER_BITS = 0x4338000000000000L;

  private static final double[] RECIPROCAL = new double[ENTRIES];
  private static final double[] HIGH = new double[ENTRIES];
  private static final double[] LOW = new double[ENTRIES];

  static {
    for (int i = 0; i < ENTRIES; i++) {
      double start = Double.longBitsToDouble(START + ((long) i << (MANTISSA_BITS - BITS)));
      double end = Double.longBitsToDouble(START + ((i + 1L) << (MANTISSA_BITS - BITS)));
      // Ten bits, so that z·c loses nothing that r could show.
      double c = start == 1 || end == 1 ? 1.0 : Math.rint(0x1p11 / (start + end)) * 0x1p-10;
      BigDecimal ln = lnOfReciprocal(c);
      RECIPROCAL[i] = c;
      HIGH[i] = Math.rint(ln.doubleValue() * 0x1p42) * 0x1p-42;
      LOW[i] = ln.subtract(new BigDecimal(HIGH[i])).doubleValue();
    }
  }

  private Logarithm() {}

  /**
   * ln x, to within 0.51 ulp. The same on every machine, which {@code Math.log} need not be, and
   * faster.
   *
   * @param x finite and at least 0
   */
  static double ln(double x) {
    return x < Double.MIN_NORMAL ? StrictMath.log(x) : high(x) + low(x);
  }

  /**
   * Adds weight·ln x.
   *
   * @param x positive and finite
   */
  static void addProduct(CompensatedSum sum, double weight, double x) {
    if (x < Double.MIN_NORMAL) {
      sum.addProduct(weight, StrictMath.log(x));
      return;
    }
    double high = high(x);
    double low = low(x);
    double product = weight * (high + low);
    sum.addError(Math.fma(weight, low, Math.fma(weight, high, -product)));
    sum.add(product);
  }

  /**
   * a·ln x + b·ln y, where the one is positive and the other negative, without the error that their
   * difference would enlarge.
   *
   * @param x normal and positive, not near 1
   * @param y likewise
   */
  static double sumOfProducts(double a, double x, double b, double y) {
    double highOfX = high(x);
    double product = a * highOfX;
    double error = Math.fma(a, highOfX, -product);
    return Math.fma(b, high(y), product) + Math.fma(a, low(x), Math.fma(b, low(y), error));
  }

  private static double high(double x) {
    long offset = offset(x);
    return Math.fma(exponent(offset), LN_2_HIGH, HIGH[entry(offset)]);
  }

  private static double low(double x) {
    long offset = offset(x);
    int entry = entry(offset);
    double z = Double.longBitsToDouble(offset - (offset >> MANTISSA_BITS << MANTISSA_BITS) + START);
    double r = Math.fma(z, RECIPROCAL[entry], -1.0);
    double rest = Math.fma(exponent(offset), LN_2_LOW, LOW[entry]);
    return r + Math.fma(r * r, series(r), rest);
  }

  private static long offset(double x) {
    return Double.doubleToRawLongBits(x) - START;
  }

  private static int entry(long offset) {
    return (int) (offset >> (MANTISSA_BITS - BITS)) & (ENTRIES - 1);
  }

  /**
   * k, by the mantissa of 1.5·2⁵². The machine's own conversion waits for its target register,
   * which ties each round of a loop to the one before and costs as much as the logarithm.
   */
  private static double exponent(long offset) {
    return Double.longBitsToDouble(CONVERTER_BITS + (offset >> MANTISSA_BITS)) - CONVERTER;
  }

  /** (ln(1 + r) − r)/r² for |r| &lt; 1/128. */
  private static double series(double r) {
    double r2 = r * r;
    double first = Math.fma(r, 1.0 / 3, -0.5);
    double second = Math.fma(r, 1.0 / 5, -0.25);
    double third = Math.fma(r, 1.0 / 7, -1.0 / 6);
    return Math.fma(r2, Math.fma(r2, Math.fma(r2, -0.125, third), second), first);
  }

  /** ln(1/c) = 2 artanh((1 − c)/(1 + c)) in 40 digits. */
  private static BigDecimal lnOfReciprocal(double c) {
    MathContext digits = new MathContext(40);
    BigDecimal s = new BigDecimal(1 - c).divide(new BigDecimal(1 + c), digits);
    BigDecimal power = s.multiply(BigDecimal.valueOf(2));
    BigDecimal square = s.multiply(s, digits);
    BigDecimal sum = BigDecimal.ZERO;
    // |s| ≤ 0.19: thirty terms leave 1e-44.
    for (int i = 0; i < 30; i++) {
      sum = sum.add(power.divide(BigDecimal.valueOf(2L * i + 1), digits));
      power = power.multiply(square, digits);
    }
    return sum;
  }
}
