package dev.surprisal.profile;

/**
 * The places of a {@link CompactForm}: a long that counts rows, then the layout's counts, four to a
 * long, in its order but for the ranking, which has a bin of all classes side by side; then all
 * that the layout has behind its counts.
 */
final class CompactPlaces extends Places {

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

  /** The place in the layout for each lane; that of a lane that is no count does not matter. */
  int[] laidOut() {
    int[] places = new int[LANES * (1 + countLongs)];
    for (int i = 0; i < counts; i++) {
      places[count(i)] = i;
    }
    int at = layout.ranking();
    for (int ranked = 0; ranked < layout.rankedClasses(); ranked++) {
      for (int side = 0; side < 2; side++) {
        for (int bin = 0; bin < layout.rankingBins(); bin++) {
          int row = (2 * bin + side) * layout.rankedClasses();
          places[count(layout.ranking()) + row + ranked] = at++;
        }
      }
    }
    return places;
  }

  /** Copies counts into a vector. */
  void copyCounts(long[] state, long[] vector, int[] laidOut) {
    for (int i = 1; i <= countLongs; i++) {
      int lane = i << LANE_BITS;
      for (long rest = state[i]; rest != 0; rest >>>= 1 << BITS_OF_LANE) {
        vector[laidOut[lane++]] = rest & LANE_MASK;
      }
    }
  }

  /** Copies all else. */
  void copyFigures(long[] state, long[] vector) {
    System.arraycopy(state, figure(counts), vector, counts, vector.length - counts);
  }
}
