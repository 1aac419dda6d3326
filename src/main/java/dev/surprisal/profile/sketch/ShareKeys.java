package dev.surprisal.profile.sketch;

/**
 * Shares of 1, such as probabilities, as integers in the same order, on a scale that is fine at
 * both ends: below ½ the bits of the share, above it mirrored those of 1 − share, which is exact.
 * Equal numbers of keys are then about equal steps of the log-odds. Where probabilities are mostly,
 * from 2⁻⁸ to 1 − 2⁻⁸, keys are 16 times as far apart as at the ends, and four times to 2⁻¹⁶ from
 * either, so that cells of equal numbers of keys are as much finer there.
 *
 * <p>Shares from 2⁻⁵¹² on have a key of their own; what is below has that of 0.
 */
public final class ShareKeys {

  private static final int MIDDLE_BITS = 4;
  private static final int SIDE_BITS = 2;

  /** What each piece adds to the steepness of those before. */
  private static final int SIDE_MORE = (1 << SIDE_BITS) - 1;

  private static final int MIDDLE_MORE = (1 << MIDDLE_BITS) - (1 << SIDE_BITS);

  private static final long LEAST = bits(0x1p-512);
  private static final long SIDE = bits(0x1p-16);
  private static final long MIDDLE = bits(0x1p-8);

  private static final long SIDE_KEY = SIDE - LEAST;
  private static final long MIDDLE_KEY = SIDE_KEY + (MIDDLE - SIDE << SIDE_BITS);
  private static final long HALF_KEY = MIDDLE_KEY + (bits(0.5) - MIDDLE << MIDDLE_BITS);

  /** The key of 1; that of 0 is 0. */
  public static final long ONE = 2 * HALF_KEY;

  private ShareKeys() {}

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  /** The key of a share; one below 0 or above 1 by rounding is taken for 0 or 1. */
  public static long of(double share) {
    return share <= 0.5 ? distance(share) : ONE - distance(1 - share);
  }

  /**
   * The key of a distance from the nearer end, in pieces that get steeper. Without a branch on
   * which piece it is, that no processor could foresee; what has a sign is taken for 0.
   */
  private static long distance(double distance) {
    long bits = Math.max(bits(distance), LEAST);
    return bits
        - LEAST
        + SIDE_MORE * Math.max(0, bits - SIDE)
        + MIDDLE_MORE * Math.max(0, bits - MIDDLE);
  }

  /** The greatest share whose key is at most a given one, which is from 0 to {@link #ONE}. */
  public static double greatest(long key) {
    if (key <= HALF_KEY) {
      return value(key, 0);
    }
    double distance = value(ONE - key, 1);
    double share = 1 - distance;
    // Shares are not as close together there as their distances; this one must not be greater.
    return 1 - share < distance ? Math.nextDown(share) : share;
  }

  /**
   * The distance of a key.
   *
   * @param up 1 for the least distance of at least this key, 0 for the greatest of at most this one
   */
  private static double value(long key, int up) {
    if (key == 0) {
      return 0;
    }
    long bits;
    if (key >= MIDDLE_KEY) {
      bits = MIDDLE + (key - MIDDLE_KEY + up * ((1 << MIDDLE_BITS) - 1) >> MIDDLE_BITS);
    } else if (key >= SIDE_KEY) {
      bits = SIDE + (key - SIDE_KEY + up * ((1 << SIDE_BITS) - 1) >> SIDE_BITS);
    } else {
      bits = LEAST + key;
    }
    return Double.longBitsToDouble(bits);
  }
}
