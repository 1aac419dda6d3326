package dev.surprisal.function.aggregate;

import dev.surprisal.function.binding.Parameter;
import dev.surprisal.function.binding.Usage;
import dev.surprisal.function.binding.UsageFunction;
import dev.surprisal.math.Divergence;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
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

  private static final int REFERENCE = CountsAggregate.REFERENCE;
  private static final int CURRENT = CountsAggregate.CURRENT;

  public CountsDivergenceFunction() {
    super(
        Usage.of(
                NAME,
                "Aggregate: the Kullback-Leibler divergence D(reference || current) of the shares"
                    + " of counts, of one cell a row or of arrays to be summed",
                "A null counts 0; no rows give null. NaN if a count is negative, a side is empty,"
                    + " arrays differ in length, or base or pseudocount differ from row to row",
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
  protected BoundFunction bound(DataType... types) {
    if (!types[REFERENCE].equals(types[CURRENT])) {
      throw new UnsupportedOperationException(
          "Invalid argument current of %s: %s (must be %s, as reference is)"
              .formatted(NAME, types[CURRENT].catalogString(), types[REFERENCE].catalogString()));
    }
    return types[REFERENCE] instanceof ArrayType ? new OfArrays(types) : new OfCells(types);
  }

  /** For one cell a row. */
  public static final class OfCells extends CountsAggregate {

    private static final long serialVersionUID = 1L;

    OfCells(DataType... types) {
      super(NAME, types);
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
  public static final class OfArrays extends CountsAggregate {

    private static final long serialVersionUID = 1L;

    /** Counts that are not valid, in place of those of unequal arrays. */
    private static final long[] UNEQUAL = {-1, -1};

    OfArrays(DataType... types) {
      super(NAME, types);
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
