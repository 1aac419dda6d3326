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
 * Invariant 2: c has so few bits that r is exact too, within a tenth of 1, and elsewhere off by
 * 2⁻⁶² at most: terms that cancel there keep their digits. Invariant 3: c = 1 in the two intervals
 * beside 1, so that there the first bracket is 0 and the error is relative. The error is below 2⁻⁶⁰
 * absolutely, and below 2⁻⁵² relatively.
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
      // So few bits that r needs no more than a double has.
      double c = start == 1 || end == 1 ? 1.0 : Math.rint(0x1p9 / (start + end)) * 0x1p-8;
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
   * ln(x·(1 + error)), to within 0.51 ulp.
   *
   * @param x positive, normal and finite
   * @param error at most a few times 2⁻⁵³: that of x by the division that gave it
   */
  static double ln(double x, double error) {
    double r = remainder(x);
    return high(x) + (r + (tail(x, r) + error));
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
    double r = remainder(x);
    double head = high(x) + r;
    double product = weight * head;
    sum.addError(Math.fma(weight, rest(x, r, head), Math.fma(weight, head, -product)));
    sum.add(product);
  }

  /**
   * Adds p ln(p/q), with the digits that are left where such terms cancel.
   *
   * @param ratio p/q as divided, normal and 2⁻²⁵ or more from 1
   */
  static void addOfRatio(CompensatedSum sum, double p, double q, double ratio) {
    double r = remainder(ratio);
    double head = high(ratio) + r;
    double product = p * head;
    double rest = Math.fma(p, rest(ratio, r, head), Math.fma(-ratio, q, p));
    double total = product + rest;
    // The rest is less than the product, so what this addition loses is exact.
    sum.addError(((product - total) + rest) + Math.fma(p, head, -product));
    sum.add(total);
  }

  /**
   * p ln(p/q) − d, where d = p − q may leave no more than the last digits.
   *
   * @param ratio p/q as divided, normal and 2⁻²⁵ or more from 1
   */
  static double excessOfRatio(double p, double q, double d, double ratio) {
    double r = remainder(ratio);
    double head = high(ratio) + r;
    double product = p * head;
    double rest = Math.fma(p, rest(ratio, r, head), Math.fma(-ratio, q, p));
    return (product - d) + (rest + Math.fma(p, head, -product));
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
    double r = remainder(x);
    return r + tail(x, r);
  }

  /** r = z·c − 1. */
  private static double remainder(double x) {
    long offset = offset(x);
    double z = Double.longBitsToDouble(offset - (offset >> MANTISSA_BITS << MANTISSA_BITS) + START);
    return Math.fma(z, RECIPROCAL[entry(offset)], -1.0);
  }

  /** What is left of ln x beside the high part and r, as their rounded sum. */
  private static double rest(double x, double r, double head) {
    return ((high(x) - head) + r) + tail(x, r);
  }

  /** What is left of ln x beside the high part and r. */
  private static double tail(double x, double r) {
    long offset = offset(x);
    double low = Math.fma(exponent(offset), LN_2_LOW, LOW[entry(offset)]);
    return Math.fma(r * r, series(r), low);
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
