package dev.surprisal.profile.state;

import dev.surprisal.profile.section.StateOffsets;
import dev.surprisal.profile.sketch.SpanCells;

/**
 * The space of a {@link CompactForm}: a long that counts rows, then the counts of all sections,
 * four to a long; then all that a vector has behind its counts.
 */
final class CompactOffsets extends StateOffsets implements SpanCells.Counters {

  /** The counts of a long, as a power of two. */
  static final int LANE_BITS = 2;

  /** The bits of a lane, likewise. */
  static final int BITS_OF_LANE = 4;

  private static final int LANES = 1 << LANE_BITS;
  private static final long LANE_MASK = (1L << (1 << BITS_OF_LANE)) - 1;

  /** A lane holds no more. */
  static final long MOST = LANE_MASK;

  private final int counts;
  private final int countLongs;
  private final int vectorLongs;

  CompactOffsets(Layout layout) {
    this(layout, countLongs(layout.counts()));
  }

  private CompactOffsets(Layout layout, int countLongs) {
    // A place is the number of a lane, and those of the first long are none.
    super(LANES, 1 + countLongs, 1 + countLongs + layout.sums() - layout.counts());
    this.counts = layout.counts();
    this.countLongs = countLongs;
    this.vectorLongs = layout.longs();
  }

  private static int countLongs(int counts) {
    return (counts + LANES - 1) / LANES;
  }

  /** The longs of a state. */
  int longs() {
    return 1 + countLongs + vectorLongs - counts;
  }

  @Override
  public SpanCells.Counters counters() {
    return this;
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
  void copyOthers(long[] state, long[] vector) {
    System.arraycopy(state, 1 + countLongs, vector, counts, vector.length - counts);
  }
}
