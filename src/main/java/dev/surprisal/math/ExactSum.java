package dev.surprisal.math;

import java.math.BigInteger;

/**
 * A sum of doubles of any size and sign without any rounding, in a section of an array of longs: so
 * the order of the terms, and how they were divided among partial sums, cannot show.
 *
 * <p>The sum is Σ dᵢ·2^(32·i − 1074), {@value #LONGS} digits dᵢ of 32 bits with room in their longs
 * for the carries of 2³⁰ additions; 2⁻¹⁰⁷⁴ is the least double. Adding a term touches three digits,
 * adding a sum all of them. {@link #canonicalise} carries, after which each digit but the last is
 * within [−2³¹, 2³¹): a form that the sum alone determines, in which small sums of either sign have
 * few digits that are not 0.
 *
 * @see <a href="https://arxiv.org/abs/1505.05571">R. M. Neal, Fast Exact Summation Using Small and
 *     Large Superaccumulators (2015)</a>
 */
public final class ExactSum {

  /** The longs that a sum takes: 2¹⁰²⁴, the bound of the doubles, 2⁴⁰ times and more. */
  public static final int LONGS = 67;

  private static final int DIGIT_BITS = 32;
  private static final long DIGIT = (1L << DIGIT_BITS) - 1;
  private static final int MANTISSA_BITS = 52;
  private static final long MANTISSA = (1L << MANTISSA_BITS) - 1;
  private static final int EXPONENT = 0x7FF;
  private static final int LEAST_EXPONENT = -1074;

  /** A long that reached it could overflow within as many additions again. */
  private static final long FULL = 1L << 62;

  private ExactSum() {}

  /**
   * Adds a term.
   *
   * @param state the array that holds the sum
   * @param at the index of the sum's first long
   * @param term the term, finite
   */
  public static void add(long[] state, int at, double term) {
    long bits = Double.doubleToRawLongBits(term);
    int exponent = (int) (bits >>> MANTISSA_BITS) & EXPONENT;
    long mantissa = bits & MANTISSA;
    if (exponent == 0) {
      // Subnormal: no hidden bit, and the exponent of the least normal.
      exponent = 1;
    } else {
      mantissa |= MANTISSA + 1;
    }
    int place = exponent - 1;
    int digit = at + place / DIGIT_BITS;
    int shift = place % DIGIT_BITS;
    long low = mantissa << shift & DIGIT;
    // 53 bits shifted by up to 31 are up to 84.
    long rest = mantissa >>> DIGIT_BITS - shift;
    long sign = bits >> 63;
    long first = state[digit] += (low ^ sign) - sign;
    long second = state[digit + 1] += ((rest & DIGIT) ^ sign) - sign;
    long third = state[digit + 2] += (rest >>> DIGIT_BITS ^ sign) - sign;
    if (Math.max(Math.max(Math.abs(first), Math.abs(second)), Math.abs(third)) >= FULL) {
      canonicalise(state, at);
    }
  }

  /** Adds the sum at {@code from[at]} to the one at {@code into[at]}. */
  public static void merge(long[] into, long[] from, int at) {
    boolean full = false;
    for (int i = at; i < at + LONGS; i++) {
      into[i] += from[i];
      full |= Math.abs(into[i]) >= FULL;
    }
    if (full) {
      canonicalise(into, at);
    }
  }

  /** Takes the sum at {@code part[at]} off the one at {@code sum[at]}. */
  public static void subtract(long[] sum, long[] part, int at) {
    for (int i = at; i < at + LONGS; i++) {
      sum[i] -= part[i];
    }
    canonicalise(sum, at);
  }

  /** Brings a sum into the one form that its value determines. */
  public static void canonicalise(long[] state, int at) {
    for (int i = at; i < at + LONGS - 1; i++) {
      // The nearest multiple of 2³².
      long carry = state[i] + (1L << DIGIT_BITS - 1) >> DIGIT_BITS;
      state[i] -= carry << DIGIT_BITS;
      state[i + 1] += carry;
    }
  }

  /** The sum as a double, rounded once. */
  public static double sum(long[] state, int at) {
    return toDouble(scaled(state, at), LEAST_EXPONENT);
  }

  /**
   * The unbiased sample variance [Σx² − (Σx)²/n] / (n − 1), with the subtraction done in integers,
   * so that nothing cancels beyond the rounding of the squares.
   *
   * @param state the array that holds both sums
   * @param sum the index of Σx
   * @param sumOfSquares the index of Σx²
   * @param n the number of terms, or the sum of their weights
   * @return the variance, at least 0; NaN for fewer than two terms
   */
  public static double variance(long[] state, int sum, int sumOfSquares, long n) {
    if (n < 2) {
      return Double.NaN;
    }
    BigInteger count = BigInteger.valueOf(n);
    // In units of 2⁻²¹⁴⁸: n·Σx² − (Σx)².
    BigInteger spread =
        scaled(state, sumOfSquares)
            .shiftLeft(-LEAST_EXPONENT)
            .multiply(count)
            .subtract(scaled(state, sum).pow(2));
    return Math.max(
        0,
        toDouble(
            spread.divide(count.multiply(count.subtract(BigInteger.ONE))), 2 * LEAST_EXPONENT));
  }

  /** The sum in units of 2⁻¹⁰⁷⁴. */
  private static BigInteger scaled(long[] state, int at) {
    BigInteger sum = BigInteger.ZERO;
    for (int i = LONGS - 1; i >= 0; i--) {
      sum = sum.shiftLeft(DIGIT_BITS).add(BigInteger.valueOf(state[at + i]));
    }
    return sum;
  }

  /** A number times a power of two, rounded once where the result is normal. */
  private static double toDouble(BigInteger number, int exponent) {
    // Beyond a long's digits only whether there are any decides how a tie is rounded.
    int excess = number.bitLength() - Long.SIZE;
    if (excess <= 0) {
      return Math.scalb(number.doubleValue(), exponent);
    }
    BigInteger high = number.abs().shiftRight(excess);
    BigInteger sticky = number.abs().getLowestSetBit() < excess ? high.setBit(0) : high;
    return number.signum() * Math.scalb(sticky.doubleValue(), exponent + excess);
  }
}
