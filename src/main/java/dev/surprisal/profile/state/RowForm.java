package dev.surprisal.profile.state;

import dev.surprisal.profile.row.RowFigures;
import dev.surprisal.profile.row.RowStatus;
import dev.surprisal.profile.row.SparsePrediction;
import dev.surprisal.profile.row.StateSpec;
import dev.surprisal.profile.section.RowTerms;
import dev.surprisal.profile.sketch.CategoryForm;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a small cell as they are, in a {@code long[]}.
 *
 * <p>Invariants; the array's length is never that of the vector:
 *
 * <ol>
 *   <li>{@code state[0]} is the number of longs in use, itself included.
 *   <li>Each row is a tag (status, its class label or that it has a label distribution; or that it
 *       only says that a label was repeated) and, if its prediction is valid, the bits of q, of p
 *       where there is a distribution, and of the numeric columns, and then its categories in
 *       {@link CategoryForm}. A sparse q is the number of classes that it names, these, and the
 *       bits of their probabilities.
 *   <li>The layout's header ends the array, as it does the vector.
 * </ol>
 */
final class RowForm {

  private static final int STATUS_BITS = 8;
  private static final int STATUS_MASK = (1 << STATUS_BITS) - 1;

  /** The tag of a row that says no more than that a label was repeated. */
  static final long LABEL_REPEATED = 1L << STATUS_BITS;

  private static final long DISTRIBUTION = 1L << (STATUS_BITS + 1);
  private static final long SPARSE = 1L << (STATUS_BITS + 2);
  private static final int LABEL_SHIFT = 32;

  private final StateSpec spec;
  private final RowTerms terms;
  private final RowFigures figures;
  private final double[] prediction;
  private final double[] label;

  RowForm(StateSpec spec) {
    this.spec = spec;
    this.terms = new RowTerms(spec);
    this.figures = terms.row;
    this.prediction = new double[spec.classes()];
    this.label = new double[spec.classes()];
  }

  /** The tag of a row scored by a class label. */
  static long tagOfClass(int label) {
    return RowStatus.SCORED.code() | ((long) label << LABEL_SHIFT);
  }

  /** The tag of a row scored by a label distribution. */
  static long tagOfDistribution() {
    return RowStatus.SCORED.code() | DISTRIBUTION;
  }

  /** Writes a row's tag, and of a valid one q, p, and values up to an index; from an index on. */
  static void write(
      long[] state,
      int from,
      long tag,
      double @Nullable [] q,
      double @Nullable [] p,
      long[] values,
      int end) {
    state[from] = tag;
    int at = write(state, from + 1, q);
    at = write(state, at, p);
    System.arraycopy(values, 0, state, at, end);
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

  /** The longs of a sparse q. */
  static int longs(SparsePrediction q) {
    return 1 + 2 * q.indices().length;
  }

  /** Writes a row of a sparse q. */
  static void write(long[] state, int from, long tag, SparsePrediction q, long[] values, int end) {
    int named = q.indices().length;
    state[from] = tag | SPARSE;
    state[from + 1] = named;
    int at = from + 2;
    for (int i = 0; i < named; i++) {
      state[at + i] = q.indices()[i];
      state[at + named + i] = Double.doubleToRawLongBits(q.values()[i]);
    }
    System.arraycopy(values, 0, state, at + 2 * named, end);
  }

  /** Folds all rows into a state of the updater's; how many there were. */
  int foldInto(StateUpdater updater, long[] into, long[] rows) {
    int at = 1;
    int end = (int) rows[0];
    int count = 0;
    while (at < end) {
      count++;
      long tag = rows[at++];
      RowStatus status = RowStatus.of((int) tag & STATUS_MASK);
      if (tag == LABEL_REPEATED) {
        updater.labelRepeated(into);
      } else if (status == RowStatus.SCORED || status == RowStatus.UNLABELLED) {
        at = foldRow(updater, into, rows, at, tag, status);
      } else {
        updater.count(into, status);
      }
    }
    return count;
  }

  private int foldRow(
      StateUpdater updater, long[] into, long[] rows, int from, long tag, RowStatus status) {
    boolean isSparse = (tag & SPARSE) != 0;
    int values = isSparse ? from + 1 + 2 * (int) rows[from] : from + denseLongs(tag);
    if (isSparse) {
      takeSparse(rows, from, tag, status);
    } else {
      takeDense(rows, from, tag, status);
    }
    terms.workOut(rows, values);
    updater.add(into, terms);
    return spec.behind(rows, values);
  }

  private int denseLongs(long tag) {
    return (tag & DISTRIBUTION) != 0 ? prediction.length + label.length : prediction.length;
  }

  private void takeSparse(long[] rows, int from, long tag, RowStatus status) {
    int named = (int) rows[from];
    int[] indices = new int[named];
    double[] values = new double[named];
    for (int i = 0; i < named; i++) {
      indices[i] = (int) rows[from + 1 + i];
      values[i] = Double.longBitsToDouble(rows[from + 1 + named + i]);
    }
    SparsePrediction q = new SparsePrediction(indices, values);
    if (status == RowStatus.UNLABELLED) {
      figures.unlabelled(q);
    } else {
      figures.scored(q, (int) (tag >> LABEL_SHIFT));
    }
  }

  private void takeDense(long[] rows, int from, long tag, RowStatus status) {
    read(rows, from, prediction);
    if (status == RowStatus.UNLABELLED) {
      figures.unlabelled(prediction);
    } else if ((tag & DISTRIBUTION) != 0) {
      read(rows, from + prediction.length, label);
      figures.scored(prediction, label);
    } else {
      figures.scored(prediction, (int) (tag >> LABEL_SHIFT));
    }
  }

  private static void read(long[] rows, int from, double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Double.longBitsToDouble(rows[from + i]);
    }
  }
}
