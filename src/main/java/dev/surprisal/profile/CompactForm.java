package dev.surprisal.profile;

/**
 * The state of a cell of up to {@value CompactPlaces#MOST} rows among very many: what a vector has,
 * with counts of 16 bits; with ten classes, in two fifths of its space.
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
  private final CompactPlaces places;
  private final Fold fold;

  CompactForm(Layout layout, CompactPlaces places) {
    this.layout = layout;
    this.places = places;
    this.fold = new CompactFold(layout, places);
  }

  /** Adds rows to it. */
  Fold fold() {
    return fold;
  }

  /** The state of no rows. */
  long[] empty() {
    long[] state = new long[places.longs()];
    LayoutForm.writeHeader(layout, state, places.figure(layout.header()));
    return state;
  }

  /** Whether there is room for another row, which is then counted. */
  static boolean admits(long[] state) {
    return state[0]++ < CompactPlaces.MOST;
  }

  /** Counts rows that there is room for. */
  static void admit(long[] state, int rows) {
    state[0] += rows;
  }

  /** The same as a vector. */
  long[] vector(long[] state) {
    long[] vector = new long[layout.longs()];
    places.copyCounts(state, vector);
    places.copyFigures(state, vector);
    return vector;
  }
}
