package dev.surprisal.function.aggregate;

import dev.surprisal.function.binding.AggregateBase;
import dev.surprisal.function.binding.Measure;
import dev.surprisal.math.Distributions;
import dev.surprisal.math.Divergence;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * The divergence of counts that are kept as integers until the end. The state: the longs in use,
 * whether something was not valid, the bits of the constants, and then the counts, the reference's
 * and the current one of each cell.
 */
abstract class CountsAggregate extends AggregateBase<Double> {

  private static final long serialVersionUID = 1L;

  static final int REFERENCE = 0;
  static final int CURRENT = 1;
  private static final int BASE = 2;
  private static final int PSEUDOCOUNT = 3;

  /** Jeffreys' prior. */
  private static final double DEFAULT_PSEUDOCOUNT = 0.5;

  static final int USED = 0;
  static final int INVALID = 1;
  static final int BASE_BITS = 2;
  static final int PSEUDOCOUNT_BITS = 3;
  static final int CELLS = 4;

  CountsAggregate(String name, DataType... types) {
    super(name, DataTypes.DoubleType, types);
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
