package dev.surprisal.function.aggregate;

import dev.surprisal.function.binding.ArgumentBuffer;
import dev.surprisal.function.binding.Form;
import dev.surprisal.function.binding.Measure;
import dev.surprisal.function.binding.Parameter;
import dev.surprisal.function.binding.PredictionFault;
import dev.surprisal.function.binding.StoredForm;
import dev.surprisal.function.binding.Usage;
import dev.surprisal.function.binding.UsageFunction;
import dev.surprisal.math.Distributions;
import dev.surprisal.profile.row.RowStatus;
import dev.surprisal.profile.row.ZeroPolicy;
import dev.surprisal.profile.state.Accumulator;
import dev.surprisal.profile.state.Layout;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * {@code profile(label, q [, classes])}: the profile of the rows under {@link ZeroPolicy#DEFAULT},
 * in the form of {@link StoredForm}. Rows that are not valid are counted in it by reason.
 *
 * <p>Without {@code classes}, the valid predictions tell their number, and there is no profile
 * where they do not agree; with it, those of another length are counted as such.
 */
public final class RowsProfileFunction extends UsageFunction {

  private static final String NAME = "profile";

  public RowsProfileFunction() {
    super(
        Usage.of(
                NAME,
                "Aggregate: the profile of the rows, which profile_merge merges and profile_metric"
                    + " reads",
                "A row with a null or that is not valid is counted in it by reason. Null if no"
                    + " prediction is valid, or if they differ in length",
                Parameter.valuesOrLabel(
                    "label", "the label: its distribution, or the index of its class; null: none"),
                Parameter.values("q", "the prediction"))
            .optionally(
                Parameter.integer(
                    "classes", "the number of classes, at least 2 (default: the length of q)"))
            .exampleOf("$profile_metric($profile(0, array(0.25, 0.75)), 'accuracy')", "0.0"));
  }

  @Override
  protected BoundFunction bound(DataType... types) {
    return new Rows(types);
  }

  /** Folds rows. */
  public static final class Rows extends ProfileBase {

    private static final long serialVersionUID = 1L;

    private static final int LABEL = 0;
    private static final int PREDICTION = 1;
    private static final int CLASSES = 2;

    private static final double[] NOTHING = new double[0];
    private static final long[] NO_COLUMNS = new long[0];

    private final @Nullable Form label;
    private final Form prediction;

    private transient @Nullable Accumulator ofClasses;
    private transient int classes;

    Rows(DataType... types) {
      super(NAME, types);
      this.label = DataTypes.LongType.equals(types[LABEL]) ? null : Form.of(types[LABEL]);
      this.prediction = Form.of(types[PREDICTION]);
    }

    @Override
    public long[] update(long[] state, InternalRow input) {
      double[] q =
          input.isNullAt(PREDICTION)
              ? NOTHING
              : prediction.read(input, PREDICTION, ArgumentBuffer.Q);
      if (!has(CLASSES)) {
        RowStatus status = status(input, q, Math.max(2, q.length));
        return status == RowStatus.SCORED
            ? fold(state, q.length, status, q, input)
            : count(state, status);
      }
      int classes = input.isNullAt(CLASSES) ? 0 : Measure.index(input.getLong(CLASSES));
      return classes < 2 ? CONFLICT : fold(state, classes, status(input, q, classes), q, input);
    }

    private RowStatus status(InternalRow input, double[] q, int classes) {
      boolean fits = q.length == classes;
      if (fits && Distributions.isDistribution(q)) {
        return RowStatus.SCORED;
      }
      return input.isNullAt(PREDICTION) || prediction.hasNull(input, PREDICTION)
          ? RowStatus.NULL_PREDICTION
          : PredictionFault.of(q, fits, true, Distributions.DEFAULT_TOLERANCE);
    }

    private long[] fold(
        long[] before, int classes, RowStatus status, double[] q, InternalRow input) {
      Accumulator rows = accumulator(classes);
      long[] state = laidOut(before, rows);
      if (isConflict(state)) {
        return state;
      }
      if (status != RowStatus.SCORED) {
        return rows.count(state, status);
      }
      if (input.isNullAt(LABEL)) {
        return rows.unlabelled(state, q, NO_COLUMNS);
      }
      return label == null
          ? ofClass(rows, state, q, Measure.index(input.getLong(LABEL)))
          : ofDistribution(rows, state, q, label.read(input, LABEL, ArgumentBuffer.P));
    }

    /** That of so many classes; of most rows that of the row before. */
    private Accumulator accumulator(int classes) {
      Accumulator rows = ofClasses;
      if (rows == null || this.classes != classes) {
        rows = accumulator(new Layout(classes, ZeroPolicy.DEFAULT, 0));
        ofClasses = rows;
        this.classes = classes;
      }
      return rows;
    }

    private static long[] ofClass(Accumulator rows, long[] state, double[] q, int y) {
      return y >= 0 && y < q.length
          ? rows.scored(state, q, y, NO_COLUMNS)
          : rows.count(state, RowStatus.UNKNOWN_LABEL);
    }

    private static long[] ofDistribution(Accumulator rows, long[] state, double[] q, double[] p) {
      return p.length == q.length && Distributions.isDistribution(p)
          ? rows.scored(state, q, p, NO_COLUMNS)
          : rows.count(state, RowStatus.INVALID_LABEL);
    }
  }
}
