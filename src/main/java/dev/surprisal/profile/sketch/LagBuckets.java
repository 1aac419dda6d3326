package dev.surprisal.profile.sketch;

/**
 * How long after their predictions labels came, as counts: the labels dated before their
 * predictions, those of a second or less, then an exponential histogram of the others' seconds, up
 * to 2²⁸ of them, eight and a half years, and those beyond. Its scale is fixed, so that counts are
 * added.
 *
 * @param scale an octave has 2 to this power buckets
 */
public record LagBuckets(int scale) {

  /** 16 an octave: a quantile is known to within 2.2 %. */
  public static final LagBuckets FINE = new LagBuckets(4);

  private static final int OCTAVES = 28;

  /** Labels dated before their predictions. */
  private static final int BEFORE = 0;

  /** A second or less. */
  private static final int AT_ONCE = 1;

  private static final int FIRST = 2;

  private int buckets() {
    return OCTAVES << scale;
  }

  /** The counts. */
  public int counts() {
    return FIRST + buckets() + 1;
  }

  /**
   * The number of a lag's count.
   *
   * @param seconds the lag, not NaN
   */
  public int index(double seconds) {
    if (seconds < 0) {
      return BEFORE;
    }
    return seconds <= 1
        ? AT_ONCE
        : FIRST + Math.min(buckets(), ExponentialBuckets.index(seconds, scale));
  }

  /** The number that a {@link #FINE} count has here, two or more of which are one. */
  public int ofFine(int fine) {
    return fine < FIRST ? fine : FIRST + (fine - FIRST >> FINE.scale - scale);
  }

  /** The labels dated before their predictions. */
  public long before(long[] state, int at) {
    return state[at + BEFORE];
  }

  /** The others. */
  public long after(long[] state, int at) {
    long after = 0;
    for (int i = AT_ONCE; i < counts(); i++) {
      after += state[at + i];
    }
    return after;
  }

  /** The seconds in which a share of {@link #after} had come, of which there is one at least. */
  public double quantile(long[] state, int at, double share) {
    // The nearest-rank definition: the least value with at least this many labels at or below it.
    long rank = Math.max(1, (long) Math.ceil(share * after(state, at)));
    long seen = 0;
    int cell = BEFORE;
    while (seen < rank) {
      seen += state[at + ++cell];
    }
    if (cell == AT_ONCE) {
      return 0;
    }
    return cell == counts() - 1
        ? Double.POSITIVE_INFINITY
        : ExponentialBuckets.middle(cell - FIRST, scale);
  }
}
