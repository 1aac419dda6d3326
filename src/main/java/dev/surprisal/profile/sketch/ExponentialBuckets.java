package dev.surprisal.profile.sketch;

/**
 * Base-2 exponential buckets as in OpenTelemetry's data model: at scale s the bucket of index i
 * holds (2^(i/2ˢ), 2^((i+1)/2ˢ)], so that each octave has 2ˢ buckets and a value is known to within
 * a relative error of 2^(2⁻ˢ⁻¹) − 1 (2.2 % at scale 4). A bucket of scale s − 1 is exactly two of
 * scale s.
 *
 * <p>The index is read off the bits of the value and a table of exact bounds, without a logarithm,
 * so that a value on a bound falls into the same bucket on every machine.
 */
public final class ExponentialBuckets {

  /** The finest scale: 64 buckets an octave. */
  public static final int MAX_SCALE = 6;

  private static final int FINEST = 1 << MAX_SCALE;

  /** BOUNDS[j] = 2^(j/64) as a double, j in [0, 64]; StrictMath is the same everywhere. */
  private static final double[] BOUNDS = bounds();

  /** The leading bits of a fraction that {@link #FIRST} is indexed by. */
  private static final int LEADING_BITS = 8;

  /**
   * FIRST[b] is the bucket of the least fraction whose leading bits are b. No two bounds share
   * their leading bits, so that the bucket of a fraction is this one or the next.
   */
  private static final byte[] FIRST = first();

  private static final long MANTISSA = (1L << 52) - 1;
  private static final long ONE = Double.doubleToRawLongBits(1.0);

  private ExponentialBuckets() {}

  private static double[] bounds() {
    double[] bounds = new double[FINEST + 1];
    for (int j = 0; j <= FINEST; j++) {
      bounds[j] = StrictMath.pow(2, (double) j / FINEST);
    }
    return bounds;
  }

  private static byte[] first() {
    byte[] first = new byte[1 << LEADING_BITS];
    int bucket = 0;
    for (int b = 0; b < first.length; b++) {
      while (1 + (double) b / first.length > BOUNDS[bucket]) {
        bucket++;
      }
      first[b] = (byte) bucket;
    }
    return first;
  }

  /**
   * The index of a value's bucket.
   *
   * @param value a finite number above 0
   * @param scale at most {@link #MAX_SCALE}
   */
  public static int index(double value, int scale) {
    return finest(value) >> (MAX_SCALE - scale);
  }

  /** The bucket's geometric middle, the best guess of a value in it. */
  public static double middle(int index, int scale) {
    return StrictMath.pow(2, StrictMath.scalb(index + 0.5, -scale));
  }

  /** The bucket's upper bound, inclusive. */
  public static double upperBound(int index, int scale) {
    return StrictMath.pow(2, StrictMath.scalb(index + 1.0, -scale));
  }

  private static int finest(double value) {
    double normal = value;
    int shift = 0;
    if (value < Double.MIN_NORMAL) {
      normal = value * 0x1p54;
      shift = -54;
    }
    long bits = Double.doubleToRawLongBits(normal);
    int exponent = (int) (bits >>> 52) - 1023 + shift;
    double fraction = Double.longBitsToDouble((bits & MANTISSA) | ONE);
    int j = FIRST[(int) ((bits & MANTISSA) >>> (52 - LEADING_BITS))];
    j += fraction > BOUNDS[j] ? 1 : 0;
    // fraction lies in (BOUNDS[j − 1], BOUNDS[j]]; an exact power of two ends the octave below.
    return exponent * FINEST + j - 1;
  }
}
