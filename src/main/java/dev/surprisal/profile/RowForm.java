package dev.surprisal.profile;

import org.jspecify.annotations.Nullable;

/**
 * The rows of a small cell as they are, in a {@code long[]}.
 *
 * <p>Invariants; the array's length is never that of the vector:
 *
 * <ol>
 *   <li>{@code state[0]} is the number of longs in use, itself included.
 *   <li>Each row is a tag (status, whether its label was repeated, its class label or that it has a
 *       label distribution) and, if its prediction is valid, the bits of q, of p where there is a
 *       distribution, and of the numeric columns, and then its categories in {@link CategoryForm}.
 *       A sparse q is the number of classes that it names, these, and the bits of their
 *       probabilities.
 *   <li>The layout's header ends the array, as it does the vector.
 * </ol>
 */
final class RowForm {

  private static final int STATUS_BITS = 8;
  private static final int STATUS_MASK = (1 << STATUS_BITS) - 1;
  private static final long REPEATED = 1L << STATUS_BITS;
  private static final long DISTRIBUTION = 1L << (STATUS_BITS + 1);
  private static final long SPARSE = 1L << (STATUS_BITS + 2);
  private static final int LABEL_SHIFT = 32;

  private final Fold fold;
  private final double[] prediction;
  private final double[] label;
  private final SparseFold sparse;

  RowForm(Fold fold) {
    this.fold = fold;
    this.prediction = new double[fold.layout().classes()];
    this.label = new double[fold.layout().classes()];
    this.sparse = new SparseFold(fold);
  }

  /** The tag of a row scored by a class label. */
  static long tagOfClass(int label, boolean repeated) {
    return RowStatus.SCORED.code() | (repeated ? REPEATED : 0) | ((long) label << LABEL_SHIFT);
  }

  /** The tag of a row scored by a label distribution. */
  static long tagOfDistribution(boolean repeated) {
    return RowStatus.SCORED.code() | (repeated ? REPEATED : 0) | DISTRIBUTION;
  }

  /**
   * A sparse row by itself: the longs in use, the tag with a mark, the number of classes that it
   * names, these, the bits of their probabilities, and the bits of the columns.
   */
  long[] sparse(long tag, SparsePrediction q, long[] bits) {
    int named = q.indices().length;
    int values = fold.length(bits);
    long[] row = new long[3 + 2 * named + values];
    row[0] = row.length;
    row[1] = tag | SPARSE;
    row[2] = named;
    for (int i = 0; i < named; i++) {
      row[3 + i] = q.indices()[i];
      row[3 + named + i] = Double.doubleToRawLongBits(q.values()[i]);
    }
    System.arraycopy(bits, 0, row, 3 + 2 * named, values);
    return row;
  }

  /** Writes a row from an index on. */
  void write(
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
      System.arraycopy(bits, 0, state, at, fold.length(bits));
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

  /** Folds all rows into a vector. */
  void foldInto(long[] into, long[] rows) {
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
    int at = (tag & SPARSE) != 0 ? from + 1 + 2 * (int) rows[from] : from + denseLongs(tag);
    fold.weigh(rows, at);
    if ((tag & SPARSE) != 0) {
      foldSparse(into, rows, from, tag, status);
    } else {
      foldDense(into, rows, from, tag, status);
    }
    fold.labelRepeated(into, (tag & REPEATED) != 0);
    return fold.columns(into, rows, at);
  }

  private int denseLongs(long tag) {
    return (tag & DISTRIBUTION) != 0 ? prediction.length + label.length : prediction.length;
  }

  private void foldSparse(long[] into, long[] rows, int from, long tag, RowStatus status) {
    int named = (int) rows[from];
    int[] indices = new int[named];
    double[] values = new double[named];
    for (int i = 0; i < named; i++) {
      indices[i] = (int) rows[from + 1 + i];
      values[i] = Double.longBitsToDouble(rows[from + 1 + named + i]);
    }
    SparsePrediction q = new SparsePrediction(indices, values);
    if (status == RowStatus.UNLABELLED) {
      sparse.unlabelled(into, q);
    } else {
      sparse.scored(into, q, (int) (tag >> LABEL_SHIFT));
    }
  }

  private void foldDense(long[] into, long[] rows, int from, long tag, RowStatus status) {
    read(rows, from, prediction);
    if (status == RowStatus.UNLABELLED) {
      fold.unlabelled(into, prediction);
    } else if ((tag & DISTRIBUTION) != 0) {
      read(rows, from + prediction.length, label);
      fold.scored(into, prediction, label);
    } else {
      fold.scored(into, prediction, (int) (tag >> LABEL_SHIFT));
    }
  }

  private static void read(long[] rows, int from, double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Double.longBitsToDouble(rows[from + i]);
    }
  }
}
