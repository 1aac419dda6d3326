package dev.surprisal.function;

import dev.surprisal.math.Distributions;
import dev.surprisal.math.Divergence;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * {@code kl_divergence_of_counts(reference, current [, base [, pseudocount]])}: the {@link
 * Divergence#kullbackLeibler} of the shares of counts, smoothed by half a row a cell.
 *
 * <p>Either a row is a cell, and its counts are two integers; or a row is a part of every cell, and
 * its counts are two arrays, which are summed cell by cell. Integers are kept until the end, so
 * that the figure does not depend on the order of the rows.
 *
 * <p>A null counts 0, as it does where an outer join found a cell on one side alone. No rows give
 * null; a side that is empty, a negative count, and arrays of unequal lengths give NaN.
 */
public final class CountsDivergenceFunction extends UsageFunction {

  private static final String NAME = "kl_divergence_of_counts";

  private static final int REFERENCE = 0;
  private static final int CURRENT = 1;
  private static final int BASE = 2;
  private static final int PSEUDOCOUNT = 3;

  /** Jeffreys' prior. */
  private static final double DEFAULT_PSEUDOCOUNT = 0.5;

  CountsDivergenceFunction() {
    super(
        Usage.of(
                NAME,
                "Aggregate: the Kullback-Leibler divergence D(reference || current) of the shares"
                    + " of counts, of one cell a row or of arrays to be summed. A null counts 0",
                Parameter.counts("reference", "rows of the reference in the cell or cells"),
                Parameter.counts("current", "rows to compare in the cell or cells"))
            .optionally(
                Parameter.BASE,
                Parameter.number(
                    "pseudocount", "what is added to every count (default: 0.5; 0 for nothing)"))
            .example("array(1, 1), array(1, 3), 2, 0", "0.2075187496394219")
            .example("array(10, 20, 0), array(12, 16, 2)", "0.0575997725758174"));
  }

  @Override
  BoundFunction bound(DataType... types) {
    if (!types[REFERENCE].equals(types[CURRENT])) {
      throw new UnsupportedOperationException(
          "Invalid argument current of %s: %s (must be %s, as reference is)"
              .formatted(NAME, types[CURRENT].catalogString(), types[REFERENCE].catalogString()));
    }
    return types[REFERENCE] instanceof ArrayType ? new OfArrays(types) : new OfCells(types);
  }

  /**
   * What both forms share. The state: the longs in use, whether something was not valid, the bits
   * of the constants, and then the counts, the reference's and the current one of each cell.
   */
  abstract static class Base extends AggregateBase<Double> {

    private static final long serialVersionUID = 1L;

    static final int USED = 0;
    static final int INVALID = 1;
    static final int BASE_BITS = 2;
    static final int PSEUDOCOUNT_BITS = 3;
    static final int CELLS = 4;

    Base(DataType... types) {
      super(NAME, DataTypes.DoubleType, types);
    }

    /** Adds a row's counts, or a state's. */
    abstract long[] add(long[] state, long[] counts, int from, int to);

    abstract long[] counts(InternalRow input);

    static long[] append(long[] state, long[] counts, int from, int to) {
      int used = (int) state[USED];
      int needed = used + to - from;
      long[] larger =
          needed <= state.length ? state : Arrays.copyOf(state, Math.max(needed, 2 * state.length));
      System.arraycopy(counts, from, larger, used, to - from);
      larger[USED] = needed;
      return larger;
    }

    @Override
    public final long[] newAggregationState() {
      long[] state = new long[CELLS + 12];
      state[USED] = CELLS;
      return state;
    }

    @Override
    public final long[] update(long[] state, InternalRow input) {
      long base = has(BASE) ? constant(input, BASE) : 0;
      long pseudocount = has(PSEUDOCOUNT) ? constant(input, PSEUDOCOUNT) : 0;
      keepConstants(state, base, pseudocount);
      long[] counts = counts(input);
      for (long count : counts) {
        state[INVALID] |= count < 0 ? 1 : 0;
      }
      return add(state, counts, 0, counts.length);
    }

    @Override
    public final long[] merge(long[] left, long[] right) {
      keepConstants(left, right[BASE_BITS], right[PSEUDOCOUNT_BITS]);
      left[INVALID] |= right[INVALID];
      return add(left, right, CELLS, (int) right[USED]);
    }

    /** The bits of a constant; −0 stands for 0, whose bits would stand for none. */
    private static long constant(InternalRow input, int ordinal) {
      double value = input.isNullAt(ordinal) ? Double.NaN : input.getDouble(ordinal);
      return Double.doubleToLongBits(value == 0 ? -0.0 : value);
    }

    private static void keepConstants(long[] state, long base, long pseudocount) {
      boolean kept = keep(state, BASE_BITS, base) & keep(state, PSEUDOCOUNT_BITS, pseudocount);
      state[INVALID] |= kept ? 0 : 1;
    }

    @Override
    public final @Nullable Double produceResult(long[] state) {
      int cells = ((int) state[USED] - CELLS) / 2;
      if (cells == 0) {
        return null;
      }
      if (state[INVALID] != 0) {
        return Double.NaN;
      }
      long[][] sorted = new long[cells][];
      for (int i = 0; i < cells; i++) {
        sorted[i] = Arrays.copyOfRange(state, CELLS + 2 * i, CELLS + 2 * i + 2);
      }
      // So that the rounding of the sums does not depend on the order of the rows either.
      Arrays.sort(sorted, Arrays::compare);
      double pseudocount =
          has(PSEUDOCOUNT) ? Double.longBitsToDouble(state[PSEUDOCOUNT_BITS]) : DEFAULT_PSEUDOCOUNT;
      double[] p = shares(sorted, REFERENCE, pseudocount);
      double[] q = shares(sorted, CURRENT, pseudocount);
      double nats = Divergence.kullbackLeibler(p, q);
      return has(BASE) ? Measure.inBase(nats, Double.longBitsToDouble(state[BASE_BITS])) : nats;
    }

    /** Shares of one side; of no rows at all there are none, whatever the pseudocount is. */
    private static double[] shares(long[][] cells, int side, double pseudocount) {
      double[] weights = new double[cells.length];
      boolean empty = true;
      for (int i = 0; i < cells.length; i++) {
        empty &= cells[i][side] == 0;
        weights[i] = cells[i][side] + pseudocount;
      }
      return empty ? new double[0] : Distributions.normalise(weights);
    }
  }

  /** For one cell a row. */
  public static final class OfCells extends Base {

    private static final long serialVersionUID = 1L;

    OfCells(DataType... types) {
      super(types);
    }

    @Override
    long[] counts(InternalRow input) {
      return new long[] {count(input, REFERENCE), count(input, CURRENT)};
    }

    private static long count(InternalRow input, int ordinal) {
      return input.isNullAt(ordinal) ? 0 : input.getLong(ordinal);
    }

    @Override
    long[] add(long[] state, long[] counts, int from, int to) {
      return append(state, counts, from, to);
    }
  }

  /** For arrays of counts, summed cell by cell. */
  public static final class OfArrays extends Base {

    private static final long serialVersionUID = 1L;

    /** Counts that are not valid, in place of those of unequal arrays. */
    private static final long[] UNEQUAL = {-1, -1};

    OfArrays(DataType... types) {
      super(types);
    }

    @Override
    long[] counts(InternalRow input) {
      @Nullable ArrayData reference = array(input, REFERENCE);
      @Nullable ArrayData current = array(input, CURRENT);
      int cells = Math.max(length(reference), length(current));
      if (reference != null && current != null && length(reference) != length(current)) {
        return UNEQUAL;
      }
      long[] counts = new long[2 * cells];
      for (int i = 0; i < cells; i++) {
        counts[2 * i] = count(reference, i);
        counts[2 * i + 1] = count(current, i);
      }
      return counts;
    }

    private static @Nullable ArrayData array(InternalRow input, int ordinal) {
      return input.isNullAt(ordinal) ? null : input.getArray(ordinal);
    }

    private static int length(@Nullable ArrayData array) {
      return array == null ? 0 : array.numElements();
    }

    private static long count(@Nullable ArrayData array, int cell) {
      return array == null || array.isNullAt(cell) ? 0 : array.getLong(cell);
    }

    @Override
    long[] add(long[] state, long[] counts, int from, int to) {
      if (to == from) {
        return state;
      }
      int used = (int) state[USED];
      if (used == CELLS) {
        return append(state, counts, from, to);
      }
      if (used - CELLS != to - from) {
        state[INVALID] = 1;
        return state;
      }
      for (int i = CELLS; i < used; i++) {
        state[i] += counts[from + i - CELLS];
        // Two counts that are not negative have overflowed if their sum is.
        state[INVALID] |= state[i] < 0 ? 1 : 0;
      }
      return state;
    }
  }
}
