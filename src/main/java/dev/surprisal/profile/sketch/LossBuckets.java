package dev.surprisal.profile.sketch;

import java.util.Arrays;

/**
 * Exponential buckets of losses, 16 an octave: a quantile is known to within 2.2 %. Losses at or
 * below 2⁻²⁴ nats share the first bucket, losses above 2¹⁰ the last.
 */
public final class LossBuckets {

  private static final int SCALE = 4;
  private static final int FIRST = -24 << SCALE;

  /** The buckets. */
  public static final int COUNT = (34 << SCALE) + 2;

  private LossBuckets() {}

  public static int of(double loss) {
    if (loss <= 0) {
      return 0;
    }
    if (loss == Double.POSITIVE_INFINITY) {
      return COUNT - 1;
    }
    int bucket = ExponentialBuckets.index(loss, SCALE) - FIRST + 1;
    return Math.max(0, Math.min(bucket, COUNT - 1));
  }

  /** The upper bound of a bucket that is neither the first nor the last; of the first, its own. */
  public static double upperBound(int bucket) {
    return ExponentialBuckets.upperBound(bucket - 1 + FIRST, SCALE);
  }

  /**
   * The loss that a share of the rows does not exceed, in nats; NaN without a row.
   *
   * @param buckets the rows of each bucket
   */
  public static double quantile(long[] buckets, double share) {
    long all = Arrays.stream(buckets).sum();
    if (all == 0) {
      return Double.NaN;
    }
    // The nearest-rank definition: the least value with at least this many rows at or below it.
    long rank = Math.max(1, (long) Math.ceil(share * all));
    long seen = 0;
    int bucket = -1;
    while (seen < rank) {
      seen += buckets[++bucket];
    }
    return middle(bucket);
  }

  private static double middle(int bucket) {
    if (bucket == 0) {
      return 0;
    }
    return bucket == COUNT - 1
        ? Double.POSITIVE_INFINITY
        : ExponentialBuckets.middle(bucket - 1 + FIRST, SCALE);
  }
}
