package dev.surprisal.function.aggregate;

import dev.surprisal.function.binding.AggregateBase;
import dev.surprisal.function.binding.ArgumentBuffer;
import dev.surprisal.function.binding.Form;
import dev.surprisal.function.binding.Measure;
import dev.surprisal.function.binding.Parameter;
import dev.surprisal.function.binding.Usage;
import dev.surprisal.function.binding.UsageFunction;
import dev.surprisal.math.Distributions;
import dev.surprisal.math.FixedPoint;
import dev.surprisal.profile.row.ZeroPolicy;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * {@code log_loss(label, q [, base])}: the mean cross-entropy of the rows under {@link
 * ZeroPolicy#DEFAULT}. The sum is exact, so that the figure does not depend on the order of the
 * rows.
 *
 * <p>A row with a null is passed over; no rows give null. A row that is not valid gives NaN.
 */
public final class LogLossFunction extends UsageFunction {

  private static final String NAME = "log_loss";

  public LogLossFunction() {
    super(
        Usage.of(
                NAME,
                "Aggregate: the log loss, the mean of cross_entropy(label, q) with q at least"
                    + " 1e-15",
                "A row with a null is passed over; no rows give null. NaN if a row is not valid:"
                    + " leave such rows out by FILTER (WHERE is_distribution(q))",
                Parameter.valuesOrLabel(
                    "label", "the label: its distribution, or the index of its class"),
                Parameter.values("q", "the prediction"))
            .optionally(Parameter.BASE)
            .example("0, array(0.25, 0.75), 2", "2.0"));
  }

  @Override
  protected BoundFunction bound(DataType... types) {
    return new Mean(types);
  }

  /** The mean in nats, or in the unit of the base. */
  public static final class Mean extends AggregateBase<Double> {

    private static final long serialVersionUID = 1L;

    private static final int LABEL = 0;
    private static final int PREDICTION = 1;
    private static final int BASE = 2;

    // The state: rows, whether one was not valid, the base's bits, Σ loss in nats.
    private static final int ROWS = 0;
    private static final int INVALID = 1;
    private static final int BASE_BITS = 2;
    private static final int SUM = 3;
    private static final int LONGS = SUM + FixedPoint.LONGS;

    private final @Nullable Form label;
    private final Form prediction;

    Mean(DataType... types) {
      super(NAME, DataTypes.DoubleType, types);
      this.label = DataTypes.LongType.equals(types[LABEL]) ? null : Form.of(types[LABEL]);
      this.prediction = Form.of(types[PREDICTION]);
    }

    @Override
    public long[] newAggregationState() {
      return new long[LONGS];
    }

    @Override
    public long[] update(long[] state, InternalRow input) {
      if (isAnyNull(input)) {
        return state;
      }
      long base = has(BASE) ? Double.doubleToLongBits(input.getDouble(BASE)) : 0;
      double loss = loss(input);
      state[ROWS]++;
      if (keep(state, BASE_BITS, base) && loss >= 0) {
        FixedPoint.add(state, SUM, loss);
      } else {
        state[INVALID] = 1;
      }
      return state;
    }

    private double loss(InternalRow input) {
      double[] q = prediction.read(input, PREDICTION, ArgumentBuffer.Q);
      if (!Distributions.isDistribution(q)) {
        return Double.NaN;
      }
      if (label == null) {
        int y = Measure.index(input.getLong(LABEL));
        return y >= 0 && y < q.length ? ZeroPolicy.DEFAULT.surprisal(q[y], q.length) : Double.NaN;
      }
      double[] p = label.read(input, LABEL, ArgumentBuffer.P);
      return p.length == q.length && Distributions.isDistribution(p)
          ? ZeroPolicy.DEFAULT.crossEntropy(p, q)
          : Double.NaN;
    }

    @Override
    public long[] merge(long[] left, long[] right) {
      left[ROWS] += right[ROWS];
      left[INVALID] |= right[INVALID] | (keep(left, BASE_BITS, right[BASE_BITS]) ? 0 : 1);
      FixedPoint.merge(left, right, SUM);
      return left;
    }

    @Override
    public @Nullable Double produceResult(long[] state) {
      if (state[ROWS] == 0) {
        return null;
      }
      double mean = state[INVALID] == 0 ? FixedPoint.sum(state, SUM) / state[ROWS] : Double.NaN;
      return has(BASE) ? Measure.inBase(mean, Double.longBitsToDouble(state[BASE_BITS])) : mean;
    }
  }
}
