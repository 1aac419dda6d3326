package dev.surprisal.profile.state;

import org.jspecify.annotations.Nullable;

/**
 * The forms that the state of a growing cell goes through: its rows as they are ({@link RowForm}),
 * then its figures, as the vector that the layout describes, or, where many cells grow side by
 * side, at first as a {@link CompactForm}. An array's length tells which form it is.
 *
 * <p>Not thread-safe.
 */
final class StateForms {

  /** Longs of vectors that a processor's second cache has room for: 1.5 MiB. */
  static final long CACHED = 3L << 16;

  private static final int FIRST_CAPACITY = 48;

  private final Layout layout;
  private final StateUpdater updater;
  private final RowForm rowForm;
  private final CompactOffsets compactOffsets;
  private final int header;
  private final int vectorLongs;
  private final int compactLongs;
  private final int mostRowLongs;
  private long leftForVectors;
  private @Nullable CompactForm compact;

  /**
   * Begins.
   *
   * @param layout the layout
   * @param cached the longs that the vectors of cells may take before others become compact
   */
  StateForms(Layout layout, long cached) {
    this.layout = layout;
    this.updater = StateUpdater.of(layout);
    this.rowForm = new RowForm(layout.spec());
    this.compactOffsets = new CompactOffsets(layout);
    this.header = layout.headerLongs();
    this.vectorLongs = layout.longs();
    this.compactLongs = compactOffsets.longs();
    // Past a quarter, copying rows costs more than the zeros of figures.
    this.mostRowLongs = compactLongs / 4;
    // A row of some weight may be too much for a small counter.
    this.leftForVectors = layout.spec().weighs() ? Long.MAX_VALUE : cached;
  }

  /** Folds rows into vectors. */
  StateUpdater updater() {
    return updater;
  }

  boolean isVector(long[] state) {
    return state.length == vectorLongs;
  }

  boolean isRows(long[] state) {
    return state.length <= mostRowLongs;
  }

  /** Adds the row at hand to a state. */
  long[] add(long[] state, CurrentRow row) {
    if (isVector(state)) {
      row.addTo(updater, state);
      return state;
    }
    return isRows(state) ? addToRows(state, row) : addToCompact(state, row);
  }

  private long[] addToRows(long[] state, CurrentRow row) {
    int longs = row.longs();
    if (!hasRoom(state, longs)) {
      return add(figures(state), row);
    }
    long[] rows = grown(state, longs);
    row.write(rows, (int) rows[0]);
    rows[0] += longs;
    return rows;
  }

  private long[] addToCompact(long[] state, CurrentRow row) {
    if (!CompactForm.admits(state)) {
      return add(vector(state), row);
    }
    row.addTo(compact().updater(), state);
    return state;
  }

  /** Adds a state to another, neither of them empty; the first is used up. */
  long[] merge(long[] into, long[] from) {
    if (isRows(from)) {
      int added = (int) from[0] - 1;
      if (isRows(into) && hasRoom(into, added)) {
        long[] rows = grown(into, added);
        System.arraycopy(from, 1, rows, (int) rows[0], added);
        rows[0] += added;
        return rows;
      }
      long[] vector = vector(into);
      rowForm.foldInto(updater, vector, from);
      return vector;
    }
    long[] vector = vector(into);
    layout.merge(vector, vector(from));
    return vector;
  }

  private static int used(long[] rows) {
    return rows.length == 0 ? 1 : (int) rows[0];
  }

  private boolean hasRoom(long[] rows, int more) {
    return used(rows) + more + header <= mostRowLongs;
  }

  private long[] grown(long[] rows, int more) {
    int used = used(rows);
    int needed = used + more + header;
    if (needed <= rows.length) {
      return rows;
    }
    int capacity =
        Math.min(mostRowLongs, Math.max(FIRST_CAPACITY, Math.max(needed, 2 * rows.length)));
    long[] larger = new long[capacity];
    System.arraycopy(rows, 0, larger, 0, rows.length == 0 ? 0 : used);
    larger[0] = used;
    layout.writeHeader(larger);
    return larger;
  }

  /** Rows as they came, as one of the forms that rows are folded into. */
  private long[] figures(long[] rows) {
    if (leftForVectors >= vectorLongs) {
      leftForVectors -= vectorLongs;
      return vector(rows);
    }
    long[] state = compact().empty();
    if (rows.length > 0) {
      CompactForm.admit(state, rowForm.foldInto(compact().updater(), state, rows));
    }
    return state;
  }

  /** A state as a vector: itself if it is one. */
  long[] vector(long[] state) {
    if (isVector(state)) {
      return state;
    }
    if (!isRows(state)) {
      return compact().vector(state);
    }
    long[] vector = layout.empty();
    if (state.length > 0) {
      rowForm.foldInto(updater, vector, state);
    }
    return vector;
  }

  private CompactForm compact() {
    CompactForm form = compact;
    if (form == null) {
      form = new CompactForm(layout, compactOffsets);
      compact = form;
    }
    return form;
  }
}
