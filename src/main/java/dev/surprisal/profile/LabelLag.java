package dev.surprisal.profile;

/**
 * How long after their predictions labels came, in a section of a profile's state: the labels dated
 * before their predictions, then an exponential histogram of the others' seconds with 16 buckets an
 * octave. Its scale is fixed, so that it merges by addition, and a quantile is known to within 2.2
 * %.
 */
final class LabelLag {

  private static final int SCALE = 4;

  /** Up to 2²⁸ seconds, eight and a half years. */
  private static final int BUCKETS = 28 << SCALE;

  /** Labels dated before their predictions. */
  private static final int BEFORE = 0;

  /** A second or less. */
  private static final int AT_ONCE = 1;

  private static final int FIRST = 2;

  /** The longs that the section takes: the buckets, and one beyond them. */
  static final int LONGS = FIRST + BUCKETS + 1;

  private LabelLag() {}

  /**
   * Adds the lag of a label.
   *
   * @param state the state
   * @param at where the section begins
   * @param seconds the lag, not NaN
   */
  static void add(long[] state, int at, double seconds) {
    state[at + cell(seconds)]++;
  }

  private static int cell(double seconds) {
    if (seconds < 0) {
      return BEFORE;
    }
    return seconds <= 1
        ? AT_ONCE
        : FIRST + Math.min(BUCKETS, ExponentialBuckets.index(seconds, SCALE));
  }

  /** The labels dated before their predictions. */
  static long before(Profile profile) {
    return profile.count(profile.layout().labelLag() + BEFORE);
  }

  /** The labels of known time that were not. */
  static long after(Profile profile) {
    long after = 0;
    for (int cell = AT_ONCE; cell < LONGS; cell++) {
      after += profile.count(profile.layout().labelLag() + cell);
    }
    return after;
  }

  /** The seconds in which a share of {@link #after} had come, of which there is one at least. */
  static double quantile(Profile profile, double share) {
    // The nearest-rank definition: the least value with at least this many labels at or below it.
    long rank = Math.max(1, (long) Math.ceil(share * after(profile)));
    long seen = 0;
    int cell = BEFORE;
    while (seen < rank) {
      cell++;
      seen += profile.count(profile.layout().labelLag() + cell);
    }
    if (cell == AT_ONCE) {
      return 0;
    }
    return cell == LONGS - 1
        ? Double.POSITIVE_INFINITY
        : ExponentialBuckets.middle(cell - FIRST, SCALE);
  }
}
