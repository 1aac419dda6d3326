package dev.surprisal.profile.state;

/**
 * Folds rows into the {@link CompactForm} of a state. Like {@link WeightedUpdater} it is loaded
 * where it is needed alone.
 */
final class CompactUpdater extends StateUpdater {

  CompactUpdater(Layout layout, CompactOffsets offsets) {
    super(layout, layout.sections(offsets));
  }

  @Override
  public void row(long[] state, int lane) {
    // The distance of a shift is taken modulo 64.
    state[lane >> CompactOffsets.LANE_BITS] += 1L << (lane << CompactOffsets.BITS_OF_LANE);
  }
}
