package dev.surprisal.profile;

import org.jspecify.annotations.Nullable;

/**
 * The state of a growing cell: its rows as they are while they are few, the folded vector once that
 * is smaller. A run has thousands of small cells, each in every task; kept as full vectors they
 * would fill the memory and the shuffle with zeros. Which of the two forms a state has depends on
 * how rows arrived; what it encodes to depends on the rows alone.
 *
 * <p>Invariants of the row form, whose length is never that of the vector:
 *
 * <ol>
 *   <li>{@code state[0]} is the number of longs in use, itself included.
 *   <li>Each row is a tag (status, whether its label was repeated, its class label or that it has a
 *       label distribution) and, if its prediction is valid, the bits of q, of p where there is a
 *       distribution, and of the columns.
 *   <li>The layout's header ends the array, as it does the vector.
 * </ol>
 */
public final class Accumulator {

  /** The bits that stand for a column's null: a NaN that no computation yields. */
  public static final long NULL_BITS = 0x7ff8_0000_0000_0001L;

  private static final long[] NO_ROWS = new long[0];
  private static final int STATUS_BITS = 8;
  private static final int STATUS_MASK = (1 << STATUS_BITS) - 1;
  private static final long REPEATED = 1L << STATUS_BITS;
  private static final long DISTRIBUTION = 1L << (STATUS_BITS + 1);
  private static final int LABEL_SHIFT = 32;
  private static final int FIRST_CAPACITY = 48;

  private final Layout layout;
  private final Fold fold;
  private final int vector;
  private final int mostLongs;
  private final double[] prediction;
  private final double[] label;
  private final long[] columns;

  /** Accumulates by a layout. */
  public Accumulator(Layout layout) {
    this.layout = layout;
    this.fold = new Fold(layout);
    this.vector = layout.longs();
    // Past a quarter, copying rows costs more than the vector's zeros.
    this.mostLongs = vector / 4;
    this.prediction = new double[layout.classes()];
    this.label = new double[layout.classes()];
    this.columns = new long[layout.columns()];
  }

  /** Accumulates by the layout that a state bears. */
  public static Accumulator of(long[] state) {
    return new Accumulator(Layout.of(state));
  }

  /** The layout of a state of at least one row. */
  public static Layout layout(long[] state) {
    return Layout.of(state);
  }

  /** The state of no rows. */
  public static long[] noRows() {
    return NO_ROWS;
  }

  /** Adds a row that bears nothing but its status: a duplicate or a rejected one. */
  public long[] count(long[] state, RowStatus status) {
    if (state.length == vector) {
      fold.count(state, status);
      return state;
    }
    return append(state, status.code(), null, null, null);
  }

  /** Adds rows that bear nothing but their status, by its code. */
  public long[] count(long[] state, long[] rows) {
    long[] folded = folded(state);
    fold.count(folded, rows);
    return folded;
  }

  /** Adds a valid prediction without a label. */
  public long[] unlabelled(long[] state, double[] q, long[] columnBits) {
    if (state.length == vector) {
      fold.unlabelled(state, q);
      fold.columns(state, columnBits);
      return state;
    }
    return append(state, RowStatus.UNLABELLED.code(), q, null, columnBits);
  }

  /**
   * Adds a valid prediction with a class label.
   *
   * @param state the state
   * @param q the prediction distribution
   * @param label the index of the class that happened
   * @param repeated whether the label had been given more than once
   * @param columnBits the values of the columns as bits, {@link #NULL_BITS} for null
   * @return the state from now on
   */
  public long[] scored(long[] state, double[] q, int label, boolean repeated, long[] columnBits) {
    if (state.length == vector) {
      fold.scored(state, q, label);
      fold.columns(state, columnBits);
      fold.labelRepeated(state, repeated);
      return state;
    }
    long tag = RowStatus.SCORED.code() | (repeated ? REPEATED : 0) | ((long) label << LABEL_SHIFT);
    return append(state, tag, q, null, columnBits);
  }

  /** Adds a valid prediction with a label distribution. */
  public long[] scored(long[] state, double[] q, double[] p, boolean repeated, long[] columnBits) {
    if (state.length == vector) {
      fold.scored(state, q, p);
      fold.columns(state, columnBits);
      fold.labelRepeated(state, repeated);
      return state;
    }
    long tag = RowStatus.SCORED.code() | (repeated ? REPEATED : 0) | DISTRIBUTION;
    return append(state, tag, q, p, columnBits);
  }

  /** Adds a state to another; the first is used up. */
  public long[] merge(long[] into, long[] from) {
    if (into.length == 0) {
      return from;
    }
    if (from.length == 0) {
      return into;
    }
    if (from.length == vector) {
      long[] folded = folded(into);
      fold.merge(folded, from);
      return folded;
    }
    if (into.length == vector) {
      foldRows(into, from);
      return into;
    }
    int added = (int) from[0] - 1;
    long[] state = withRoom(into, added);
    if (state.length == vector) {
      foldRows(state, from);
      return state;
    }
    System.arraycopy(from, 1, state, (int) state[0], added);
    state[0] += added;
    return state;
  }

  /** The state that a stored form tells. */
  public long[] decode(byte[] stored) {
    return StateCodec.decode(layout, stored);
  }

  /** The stored form. */
  public byte[] encode(long[] state) {
    return state.length == 0 ? new byte[0] : fold.encode(folded(state));
  }

  private long[] append(
      long[] before,
      long tag,
      double @Nullable [] q,
      double @Nullable [] p,
      long @Nullable [] bits) {
    int size = 1 + length(q) + length(p) + (bits == null ? 0 : bits.length);
    long[] state = withRoom(before, size);
    if (state.length == vector) {
      long[] row = new long[1 + size];
      row[0] = 1 + size;
      write(row, 1, tag, q, p, bits);
      foldRows(state, row);
    } else {
      write(state, (int) state[0], tag, q, p, bits);
      state[0] += size;
    }
    return state;
  }

  private static void write(
      long[] state,
      int from,
      long tag,
      double @Nullable [] q,
      double @Nullable [] p,
      long @Nullable [] bits) {
    int at = from;
    state[at++] = tag;
    at = write(state, at, q);
    at = write(state, at, p);
    if (bits != null) {
      System.arraycopy(bits, 0, state, at, bits.length);
    }
  }

  private static int write(long[] state, int from, double @Nullable [] values) {
    int at = from;
    if (values != null) {
      for (double value : values) {
        state[at++] = Double.doubleToRawLongBits(value);
      }
    }
    return at;
  }

  private static int length(double @Nullable [] values) {
    return values == null ? 0 : values.length;
  }

  /** The state with room for more longs, or as a vector where that would be too much. */
  private long[] withRoom(long[] state, int more) {
    int used = state.length == 0 ? 1 : (int) state[0];
    int needed = used + more + Layout.HEADER_LONGS;
    if (needed > mostLongs) {
      return folded(state);
    }
    if (needed <= state.length) {
      return state;
    }
    int capacity =
        Math.min(mostLongs, Math.max(FIRST_CAPACITY, Math.max(needed, 2 * state.length)));
    long[] larger = new long[capacity];
    System.arraycopy(state, 0, larger, 0, state.length == 0 ? 0 : used);
    larger[0] = used;
    layout.writeHeader(larger, capacity - Layout.HEADER_LONGS);
    return larger;
  }

  private long[] folded(long[] state) {
    if (state.length == vector) {
      return state;
    }
    long[] folded = fold.empty();
    if (state.length > 0) {
      foldRows(folded, state);
    }
    return folded;
  }

  private void foldRows(long[] into, long[] rows) {
    int at = 1;
    int end = (int) rows[0];
    while (at < end) {
      long tag = rows[at++];
      RowStatus status = RowStatus.of((int) tag & STATUS_MASK);
      if (status == RowStatus.SCORED || status == RowStatus.UNLABELLED) {
        at = foldRow(into, rows, at, tag, status);
      } else {
        fold.count(into, status);
      }
    }
  }

  private int foldRow(long[] into, long[] rows, int from, long tag, RowStatus status) {
    int at = read(rows, from, prediction);
    if (status == RowStatus.UNLABELLED) {
      fold.unlabelled(into, prediction);
    } else if ((tag & DISTRIBUTION) != 0) {
      at = read(rows, at, label);
      fold.scored(into, prediction, label);
    } else {
      fold.scored(into, prediction, (int) (tag >> LABEL_SHIFT));
    }
    fold.labelRepeated(into, (tag & REPEATED) != 0);
    System.arraycopy(rows, at, columns, 0, columns.length);
    fold.columns(into, columns);
    return at + columns.length;
  }

  private static int read(long[] rows, int from, double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Double.longBitsToDouble(rows[from + i]);
    }
    return from + values.length;
  }
}
