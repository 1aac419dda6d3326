package dev.surprisal.profile.sketch;

import java.util.Arrays;

/**
 * Bins of a share of 1, such as a confidence, on a scale of log-odds: 0.05 wide from 0.05 to 0.95,
 * and towards either end three a decade, whose bounds are 5, 2 and 1 times a power of ten away from
 * it, down to 10⁻⁶. So 0.999 and 0.99999 are six bins apart, and the bins add up to the {@value
 * #EVEN} equal-width ones that the calibration error is defined by.
 */
public final class ShareBins {

  /** The equal-width bins that they add up to. */
  public static final int EVEN = 20;

  /** The distances of bounds from an end, where bins are not as wide as equal ones; descending. */
  private static final double[] NEAR = {
    0.02, 0.01, 5e-3, 2e-3, 1e-3, 5e-4, 2e-4, 1e-4, 5e-5, 2e-5, 1e-5, 5e-6, 2e-6, 1e-6
  };

  /** The bounds above the last equal width, ascending. */
  private static final double[] LAST = Arrays.stream(NEAR).map(distance -> 1 - distance).toArray();

  /** The first bin at or above the last equal bound. */
  private static final int HIGH = NEAR.length + EVEN - 1;

  /** The bins. */
  public static final int COUNT = HIGH + NEAR.length + 1;

  /** The bounds, 0 and 1 among them. */
  private static final double[] BOUNDS = bounds();

  /** The keys within an octave at the ends, and within a part of one elsewhere. */
  private static final int STEP = 52;

  /** By {@link ShareKeys} less their last bits the first bin; no more than one bound is within. */
  private static final byte[] FIRST = first();

  private ShareBins() {}

  private static double[] bounds() {
    double[] bounds = new double[COUNT + 1];
    for (int i = 0; i < NEAR.length; i++) {
      bounds[NEAR.length - i] = NEAR[i];
      bounds[HIGH + 1 + i] = LAST[i];
    }
    for (int i = 1; i < EVEN; i++) {
      bounds[NEAR.length + i] = (double) i / EVEN;
    }
    bounds[COUNT] = 1;
    return bounds;
  }

  private static byte[] first() {
    byte[] first = new byte[(int) (ShareKeys.ONE >> STEP) + 1];
    for (int i = 1; i < first.length; i++) {
      double before = ShareKeys.greatest(((long) i << STEP) - 1);
      int found = Arrays.binarySearch(BOUNDS, Math.nextUp(before));
      first[i] = (byte) Math.min(found < 0 ? -found - 2 : found, COUNT - 1);
    }
    return first;
  }

  /** The bin of a share; what is below 0 or above 1 by rounding is in the first or the last. */
  public static int of(double share) {
    return of(share, ShareKeys.of(share));
  }

  /** The same where the share's {@link ShareKeys key} is known. */
  public static int of(double share, long key) {
    int bin = FIRST[(int) (key >> STEP)];
    // Without a branch, which no processor could foresee.
    return Math.min(bin + (share >= BOUNDS[bin + 1] ? 1 : 0), COUNT - 1);
  }

  /** The equal-width bin that a bin is a part of. */
  public static int even(int bin) {
    return Math.max(0, Math.min(bin - NEAR.length, EVEN - 1));
  }

  /** The least share of a bin. */
  public static double lower(int bin) {
    return BOUNDS[bin];
  }

  /** The share that a bin ends at. */
  public static double upper(int bin) {
    return BOUNDS[bin + 1];
  }
}
