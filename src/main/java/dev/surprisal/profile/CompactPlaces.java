package dev.surprisal.profile;

/**
 * The places of a {@link CompactForm}: a long that counts rows, then the layout's counts, four to a
 * long, in its order; then all that the layout has behind its counts.
 */
final class CompactPlaces extends Places implements SpanCells.Counters {

  /** The counts of a long, as a power of two. */
  static final int LANE_BITS = 2;

  /** The bits of a lane, likewise. */
  static final int BITS_OF_LANE = 4;

  private static final int LANES = 1 << LANE_BITS;
  private static final long LANE_MASK = (1L << (1 << BITS_OF_LANE)) - 1;

  /** A lane holds no more. */
  static final long MOST = LANE_MASK;

  private final Layout layout;
  private final int counts;
  private final int countLongs;

  CompactPlaces(Layout layout) {
    this.layout = layout;
    // Behind them are figures that are no mere counts of rows.
    this.counts = layout.topConfusions();
    this.countLongs = (counts + LANES - 1) / LANES;
  }

  /** The lane of a count. */
  @Override
  int count(int laidOut) {
    return LANES + laidOut;
  }

  @Override
  int figure(int laidOut) {
    return laidOut - counts + 1 + countLongs;
  }

  /** The longs of a state. */
  int longs() {
    return figure(layout.longs());
  }

  @Override
  public long count(long[] state, int lane) {
    return state[lane >> LANE_BITS] >>> (lane << BITS_OF_LANE) & LANE_MASK;
  }

  @Override
  public void put(long[] state, int lane, long count) {
    int shift = lane << BITS_OF_LANE;
    long others = state[lane >> LANE_BITS] & ~(LANE_MASK << shift);
    state[lane >> LANE_BITS] = others | count << shift;
  }

  /** Copies counts into a vector. */
  void copyCounts(long[] state, long[] vector) {
    for (int i = 0; i < countLongs; i++) {
      int at = i << LANE_BITS;
      for (long rest = state[1 + i]; rest != 0; rest >>>= 1 << BITS_OF_LANE) {
        vector[at++] = rest & LANE_MASK;
      }
    }
  }

  /** Copies all else. */
  void copyFigures(long[] state, long[] vector) {
    System.arraycopy(state, figure(counts), vector, counts, vector.length - counts);
  }
}
