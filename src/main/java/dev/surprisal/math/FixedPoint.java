package dev.surprisal.math;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * Exact sums of doubles: 128-bit two's-complement fixed point with 64 bits before the point and 64
 * behind it, held in two longs of an array (the whole part, then the fraction as an unsigned
 * number).
 *
 * <p>Addition of integers is associative and commutative without error, so a sum does not depend on
 * the order or the grouping of its terms, as a sum of doubles does. Each term is rounded towards
 * zero to a multiple of 2⁻⁶³ (1.1e-19) when it enters; from there on nothing is lost. Terms must be
 * finite and of magnitude below 2⁶³, and so must their sum; a larger term saturates.
 */
public final class FixedPoint {

  /** The longs that one sum takes. */
  public static final int LONGS = 2;

  private static final double FRACTION_UNIT = 0x1p-64;
  private static final double SHARES_TO_ONE = 0x1p10;
  private static final double ONE_TO_SHARES = 0x1p-10;
  private static final double HALF_OF_SHARES = 0x1p9;
  private static final double SHARE_UNITS = 0x1p54;

  /** The bits of a share's {@linkplain #units units} that stand behind the point. */
  public static final int SHARE_BITS = 54;

  private FixedPoint() {}

  /**
   * Adds a term that is not negative.
   *
   * @param state the array that holds the sum
   * @param at the index of the sum's first long
   * @param term the term, finite and at least 0
   */
  public static void add(long[] state, int at, double term) {
    long whole = (long) term;
    // Exact: both are multiples of the term's last bit. 63 bits, since a long has a sign.
    long fraction = (long) ((term - whole) * 0x1p63) << 1;
    long low = state[at + 1] + fraction;
    // The unsigned sum has wrapped around if it is less than what was added.
    state[at] += whole + (low + Long.MIN_VALUE < fraction + Long.MIN_VALUE ? 1 : 0);
    state[at + 1] = low;
  }

  /**
   * Sets a sum to a term that is not negative, so that {@link #merge} adds it to several.
   *
   * @param state the array that holds the sum
   * @param at the index of the sum's first long
   * @param term the term, finite and at least 0
   */
  public static void set(long[] state, int at, double term) {
    long whole = (long) term;
    state[at] = whole;
    state[at + 1] = (long) ((term - whole) * 0x1p63) << 1;
  }

  /** A share as a number of units of 2⁻⁵⁴, rounded towards zero. */
  public static long units(double share) {
    return (long) (share * SHARE_UNITS);
  }

  /**
   * Adds a term below 2 to a sum of such terms, of which a 1024th is held: to a multiple of 2⁻⁵⁴.
   * The whole part then changes once in a thousand rows, which the processor foresees, and not at
   * random. Such sums are {@linkplain #merge merged} and {@linkplain #subtract subtracted} like any
   * other.
   *
   * @param state the array that holds the sum
   * @param at the index of the sum's first long
   * @param share the term, at least 0 and below 2
   */
  public static void addShare(long[] state, int at, double share) {
    addUnits(state, at, units(share));
  }

  /** The same of a term in {@linkplain #units units}. */
  public static void addUnits(long[] state, int at, long units) {
    long low = state[at + 1] + units;
    if (low + Long.MIN_VALUE < units + Long.MIN_VALUE) {
      state[at]++;
    }
    state[at + 1] = low;
  }

  /**
   * Adds a term to a {@linkplain #addShare sum of shares}, of which several may be added at once:
   * to the same multiple of 2⁻⁵⁴, so that a term below 2 is added as there.
   *
   * @param state the array that holds the sum
   * @param at the index of the sum's first long
   * @param shares the term, at least 0 and below 2⁶³
   */
  public static void addShares(long[] state, int at, double shares) {
    long whole = (long) (shares * ONE_TO_SHARES);
    // Exact, and below 1024: both are multiples of the term's last bit.
    double rest = shares - whole * SHARES_TO_ONE;
    // The fraction is an unsigned number; a cast gives 63 bits.
    boolean half = rest >= HALF_OF_SHARES;
    long fraction = (long) ((half ? rest - HALF_OF_SHARES : rest) * SHARE_UNITS);
    fraction += half ? Long.MIN_VALUE : 0;
    long low = state[at + 1] + fraction;
    state[at] += whole + (Long.compareUnsigned(low, fraction) < 0 ? 1 : 0);
    state[at + 1] = low;
  }

  /**
   * Adds the square of a fixed-point number, exactly.
   *
   * @param state the array that holds the sum
   * @param at the index of the sum's first long
   * @param units the number in units of 2⁻ᶠ, at least 0, of a square below 2⁶³
   * @param fractionBits f, from 1 to 31
   */
  public static void addSquare(long[] state, int at, long units, int fractionBits) {
    int shift = Long.SIZE - 2 * fractionBits;
    long square = units * units;
    long fraction = square << shift;
    long whole = Math.multiplyHigh(units, units) << shift | square >>> 2 * fractionBits;
    long low = state[at + 1] + fraction;
    state[at] += whole + (Long.compareUnsigned(low, fraction) < 0 ? 1 : 0);
    state[at + 1] = low;
  }

  /** A {@linkplain #addShare sum of shares} as a double, to within 1 ulp. */
  public static double sumOfShares(long[] state, int at) {
    return sum(state, at) * SHARES_TO_ONE;
  }

  /** Adds the sum at {@code from[at]} to the one at {@code into[at]}. */
  public static void merge(long[] into, long[] from, int at) {
    merge(into, at, from, at);
  }

  /** Adds the sum at {@code from[fromAt]} to the one at {@code into[at]}. */
  public static void merge(long[] into, int at, long[] from, int fromAt) {
    long fraction = from[fromAt + 1];
    long low = into[at + 1] + fraction;
    into[at] += from[fromAt] + (Long.compareUnsigned(low, fraction) < 0 ? 1 : 0);
    into[at + 1] = low;
  }

  /** Takes the sum at {@code from[at]} off the one at {@code into[at]}. */
  public static void subtract(long[] into, long[] from, int at) {
    subtract(into, at, from, at);
  }

  /** Takes the sum at {@code from[fromAt]} off the one at {@code into[at]}. */
  public static void subtract(long[] into, int at, long[] from, int fromAt) {
    long before = into[at + 1];
    long fraction = from[fromAt + 1];
    into[at] -= from[fromAt] + (Long.compareUnsigned(before, fraction) < 0 ? 1 : 0);
    into[at + 1] = before - fraction;
  }

  /** The sum as the nearest double, a tie going to the even one. */
  public static double sum(long[] state, int at) {
    long whole = state[at];
    long fraction = state[at + 1];
    if (whole >= 0) {
      return magnitude(whole, fraction);
    }
    // The negative of both words: that of the fraction carries where it is 0.
    return -magnitude(fraction == 0 ? -whole : ~whole, -fraction);
  }

  /** A sum of which both words are unsigned. */
  private static double magnitude(long whole, long fraction) {
    int zeros = Long.numberOfLeadingZeros(whole);
    if (zeros == Long.SIZE) {
      return unsigned(fraction) * FRACTION_UNIT;
    }
    // The leading 64 bits, the last of which also stands for all that follow: a double takes 53 of
    // them, so that only whether something follows can matter.
    long leading = zeros == 0 ? whole : whole << zeros | fraction >>> (Long.SIZE - zeros);
    long following = fraction << zeros;
    return Math.scalb(unsigned(following == 0 ? leading : leading | 1), -zeros);
  }

  /** An unsigned number as the nearest double. */
  private static double unsigned(long number) {
    return number >= 0 ? number : 2.0 * (number >>> 1 | number & 1);
  }

  /** The sum in units of 2⁻⁶⁴, exactly. */
  static BigInteger scaled(long[] state, int at) {
    byte[] bytes =
        ByteBuffer.allocate(2 * Long.BYTES).putLong(state[at]).putLong(state[at + 1]).array();
    return new BigInteger(bytes);
  }

  /**
   * The unbiased sample variance [Σx² − (Σx)²/n] / (n − 1), with the subtraction done in integers,
   * so that nothing cancels beyond the rounding of the terms.
   *
   * @param state the array that holds both sums
   * @param sum the index of Σx
   * @param sumOfSquares the index of Σx²
   * @param n the number of terms
   * @return the variance, at least 0; NaN for fewer than two terms
   */
  public static double variance(long[] state, int sum, int sumOfSquares, long n) {
    if (n < 2) {
      return Double.NaN;
    }
    BigInteger count = BigInteger.valueOf(n).shiftLeft(Long.SIZE);
    return spread(state, sum, sumOfSquares, count) / n / (n - 1);
  }

  /**
   * The variance of terms of weights w: [Σwx² − (Σwx)²/Σw] / (Σw − Σw²/Σw), which is that of {@link
   * #variance} where all weights are 1, and the same if all are multiplied by a number.
   *
   * @param state the array that holds both sums
   * @param sum the index of Σwx
   * @param sumOfSquares the index of Σwx²
   * @param weights Σw and Σw², two longs each
   * @return the variance, at least 0; NaN for fewer than two terms that weigh something
   */
  public static double weightedVariance(long[] state, int sum, int sumOfSquares, long[] weights) {
    BigInteger weight = scaled(weights, 0);
    BigInteger squares = scaled(weights, LONGS).shiftLeft(Long.SIZE);
    if (weight.pow(2).compareTo(squares) <= 0) {
      return Double.NaN;
    }
    double total = sum(weights, 0);
    return spread(state, sum, sumOfSquares, weight) / total / (total - sum(weights, LONGS) / total);
  }

  /** n·Σx² − (Σx)², for n in units of 2⁻⁶⁴. */
  private static double spread(long[] state, int sum, int sumOfSquares, BigInteger n) {
    BigInteger spread = scaled(state, sumOfSquares).multiply(n).subtract(scaled(state, sum).pow(2));
    return Math.max(0, spread.doubleValue()) * FRACTION_UNIT * FRACTION_UNIT;
  }
}
