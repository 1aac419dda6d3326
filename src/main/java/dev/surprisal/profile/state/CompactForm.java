package dev.surprisal.profile.state;

/**
 * The state of a cell of up to {@value CompactOffsets#MOST} rows among very many: what a vector
 * has, with counts of 16 bits; with ten classes, in two fifths of its space.
 *
 * <p>A row adds to a few dozen of a state's figures, others than the row before it, and its cell
 * has seldom been met of late: where thousands of vectors would have to come from memory, more of
 * these stay in a processor's cache, and fewer lines of it are touched. Where all vectors fit into
 * the cache, they are faster.
 *
 * <p>The first long counts the rows; no count can be greater, so that this one tells when there is
 * no room for another row.
 */
final class CompactForm {

  private final Layout layout;
  private final CompactOffsets offsets;
  private final StateUpdater updater;

  CompactForm(Layout layout, CompactOffsets offsets) {
    this.layout = layout;
    this.offsets = offsets;
    this.updater = new CompactUpdater(layout, offsets);
  }

  /** Adds rows to it. */
  StateUpdater updater() {
    return updater;
  }

  /** The state of no rows. */
  long[] empty() {
    long[] state = new long[offsets.longs()];
    layout.writeHeader(state);
    return state;
  }

  /** Whether there is room for another row, which is then counted. */
  static boolean admits(long[] state) {
    return state[0]++ < CompactOffsets.MOST;
  }

  /** Counts rows that there is room for. */
  static void admit(long[] state, int rows) {
    state[0] += rows;
  }

  /** The same as a vector. */
  long[] vector(long[] state) {
    long[] vector = new long[layout.longs()];
    offsets.copyCounts(state, vector);
    offsets.copyOthers(state, vector);
    return vector;
  }
}
