package dev.surprisal.profile;

/**
 * Folds rows into the {@link CompactForm} of a state. Like {@link WeightedFold} it is loaded where
 * it is needed alone.
 */
final class CompactFold extends Fold {

  CompactFold(Layout layout, CompactPlaces places) {
    super(layout, places, places);
  }

  @Override
  void row(long[] state, int lane) {
    // The distance of a shift is taken modulo 64.
    state[lane >> CompactPlaces.LANE_BITS] += 1L << (lane << CompactPlaces.BITS_OF_LANE);
  }
}
