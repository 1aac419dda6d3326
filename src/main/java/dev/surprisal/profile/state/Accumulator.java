package dev.surprisal.profile.state;

import dev.surprisal.profile.row.RowStatus;
import dev.surprisal.profile.row.SparsePrediction;
import dev.surprisal.profile.section.RowTerms;
import dev.surprisal.profile.sketch.CategoryForm;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The state of a growing cell: its rows as they are while they are few, its figures once these are
 * smaller. A run has thousands of small cells, each in every task; kept as full vectors they would
 * fill the memory and the shuffle with zeros. Which of its forms a state has depends on how rows
 * arrived; what it encodes to depends on the rows alone.
 */
public final class Accumulator {

  /** The bits that stand for a column's null: a NaN that no computation yields. */
  public static final long NULL_BITS = RowTerms.NULL_BITS;

  private static final long[] NO_ROWS = new long[0];

  private static final byte ROWS = 0;
  private static final byte VECTOR = 1;

  private final Layout layout;
  private final StateForms forms;
  private final CurrentRow row;
  private final int header;

  /** Accumulates by a layout. */
  public Accumulator(Layout layout) {
    this(layout, StateForms.CACHED);
  }

  Accumulator(Layout layout, long cached) {
    this.layout = layout;
    this.forms = new StateForms(layout, cached);
    this.row = new CurrentRow(layout.spec());
    this.header = layout.headerLongs();
  }

  /** The layout of a state of at least one row. */
  public static Layout layout(long[] state) {
    return LayoutForm.ofHeader(state, SectionCatalog.BUILT_IN);
  }

  /** Whether a state of at least one row is one of its own layout. */
  public boolean takes(long[] state) {
    return layout.isOf(state);
  }

  /** The state of no rows. */
  public static long[] noRows() {
    return NO_ROWS;
  }

  // The row at hand.

  /** Takes up a row that bears nothing but its status: a duplicate or a rejected one. */
  public void status(RowStatus status) {
    row.status(status);
  }

  /**
   * Takes up a row that says no more than that the label of a scored one, taken up by itself, had
   * been given more than once.
   */
  public void ofRepeatedLabel() {
    row.ofRepeatedLabel();
  }

  /** Takes up a valid prediction without a label. */
  public void unlabelled(double[] q, long[] values) {
    row.unlabelled(q, values);
  }

  /** Takes up a valid prediction without a label that names some of many classes. */
  public void unlabelled(SparsePrediction q, long[] values) {
    row.unlabelled(q, values);
  }

  /**
   * Takes up a valid prediction with a class label. The arrays are read until the next row.
   *
   * @param q the prediction distribution
   * @param label the index of the class that happened
   * @param values the values of the columns as bits, {@link #NULL_BITS} for null, and where the
   *     layout keeps them the seconds that the label took and the row's weight; then the values of
   *     categorical columns in {@link CategoryForm}
   */
  public void scored(double[] q, int label, long[] values) {
    row.scored(q, label, values);
  }

  /** Takes up a valid prediction with a label distribution. */
  public void scored(double[] q, double[] p, long[] values) {
    row.scored(q, p, values);
  }

  /** Takes up a valid prediction with a class label that names some of many classes. */
  public void scored(SparsePrediction q, int label, long[] values) {
    row.scored(q, label, values);
  }

  /**
   * Adds the row at hand to the state of a cell that it belongs to.
   *
   * @return the state from now on
   */
  public long[] add(long[] before) {
    return forms.add(before, row);
  }

  // A row of one cell.

  /** Adds a row that bears nothing but its status: a duplicate or a rejected one. */
  public long[] count(long[] state, RowStatus status) {
    status(status);
    return add(state);
  }

  /** Adds rows that bear nothing but their status, by its code. */
  public long[] count(long[] state, long[] rows) {
    long[] vector = forms.vector(state);
    forms.updater().count(vector, rows);
    return vector;
  }

  /** Adds a valid prediction without a label. */
  public long[] unlabelled(long[] state, double[] q, long[] values) {
    unlabelled(q, values);
    return add(state);
  }

  /** Adds a valid prediction with a class label. */
  public long[] scored(long[] state, double[] q, int label, long[] values) {
    scored(q, label, values);
    return add(state);
  }

  /** Adds a valid prediction with a label distribution. */
  public long[] scored(long[] state, double[] q, double[] p, long[] values) {
    scored(q, p, values);
    return add(state);
  }

  /** Adds a state to another; the first is used up. */
  public long[] merge(long[] into, long[] from) {
    if (into.length == 0) {
      return from;
    }
    if (from.length == 0) {
      return into;
    }
    return forms.merge(into, from);
  }

  /** What one task sends to another: a cell's few rows as they are, a vector without its zeros. */
  public byte[] pack(long[] state) {
    if (state.length == 0) {
      return new byte[0];
    }
    if (!forms.isRows(state)) {
      byte[] figures = StateCodec.encode(layout, forms.vector(state));
      return ByteBuffer.allocate(1 + figures.length).put(VECTOR).put(figures).array();
    }
    int used = (int) state[0];
    ByteBuffer packed = ByteBuffer.allocate(1 + used * Long.BYTES).put(ROWS);
    packed.asLongBuffer().put(state, 0, used);
    return packed.array();
  }

  /** The state that was sent. */
  public long[] unpack(byte[] packed) {
    if (packed.length == 0) {
      return NO_ROWS;
    }
    ByteBuffer sent = ByteBuffer.wrap(packed);
    if (sent.get() == VECTOR) {
      return StateCodec.decode(layout, Arrays.copyOfRange(packed, 1, packed.length));
    }
    int used = sent.remaining() / Long.BYTES;
    long[] state = new long[used + header];
    sent.asLongBuffer().get(state, 0, used);
    layout.writeHeader(state);
    return state;
  }

  /** The state that a stored form tells. */
  public long[] decode(byte[] stored) {
    return StateCodec.decode(layout, stored);
  }

  /** The stored form; the same rows give the same bytes, however they were added. */
  public byte[] encode(long[] state) {
    if (state.length == 0) {
      return new byte[0];
    }
    long[] canonical = forms.vector(state).clone();
    layout.canonicalise(canonical);
    return StateCodec.encode(layout, canonical);
  }
}
