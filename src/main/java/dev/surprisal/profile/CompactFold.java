package dev.surprisal.profile;

/**
 * Folds rows into the {@link CompactForm} of a state. Like {@link WeightedFold} it is loaded where
 * it is needed alone.
 */
final class CompactFold extends Fold {

  private final int classes;
  private final int ranking;

  CompactFold(Layout layout, CompactPlaces places) {
    super(layout, places);
    this.classes = layout.rankedClasses();
    this.ranking = places.count(layout.ranking());
  }

  @Override
  void tally(long[] state, int lane) {
    row(state, lane);
  }

  @Override
  void row(long[] state, int lane) {
    // The distance of a shift is taken modulo 64.
    state[lane >> CompactPlaces.LANE_BITS] += 1L << (lane << CompactPlaces.BITS_OF_LANE);
  }

  @Override
  void takeBack(long[] state, int lane) {
    state[lane >> CompactPlaces.LANE_BITS] -= 1L << (lane << CompactPlaces.BITS_OF_LANE);
  }

  @Override
  void rank(long[] state, long[] shares, int label) {
    if (classes == 1) {
      row(state, ranking + 2 * rankingBin(shares[1]) + label);
      return;
    }
    for (int i = 0; i < classes; i++) {
      row(state, ranking + 2 * classes * rankingBin(shares[i]) + i);
    }
    int at = ranking + 2 * classes * rankingBin(shares[label]) + label;
    row(state, at + classes);
    takeBack(state, at);
  }
}
