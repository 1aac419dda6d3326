package dev.surprisal.function.row;

import dev.surprisal.function.binding.ScalarBase;
import dev.surprisal.profile.RowStatus;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * {@code distribution_status(q, classes, tolerance)}: the code of the {@link RowStatus} that a
 * distribution deserves, {@link RowStatus#SCORED} where nothing is wrong with it. Of several faults
 * the first in the order of the statuses is told.
 */
public final class DistributionStatusFunction implements UnboundFunction {

  static final String NAME = "distribution_status";

  @Override
  public BoundFunction bind(StructType inputType) {
    if (inputType.size() != 3) {
      throw new UnsupportedOperationException(
          NAME + " expects 3 arguments, got " + inputType.size());
    }
    return new OfDoubles();
  }

  @Override
  public String description() {
    return NAME
        + "(q, classes, tolerance) - What is wrong with a distribution, as a status code; 0 where"
        + " nothing is";
  }

  @Override
  public String name() {
    return NAME;
  }

  /** For {@code array<double>}. */
  public static final class OfDoubles extends ScalarBase<Integer> {

    private static final long serialVersionUID = 1L;

    OfDoubles() {
      super(
          NAME,
          DataTypes.IntegerType,
          DataTypes.createArrayType(DataTypes.DoubleType),
          DataTypes.IntegerType,
          DataTypes.DoubleType);
    }

    /** Called from generated code. */
    public static int invoke(@Nullable ArrayData q, int classes, double tolerance) {
      return q == null ? RowStatus.NULL_PREDICTION.code() : status(q, classes, tolerance).code();
    }

    /** Rows without a fault, nearly all of them, take one pass and no branch on their values. */
    private static RowStatus status(ArrayData q, int classes, double tolerance) {
      int length = q.numElements();
      double sum = 0;
      boolean regular = length == classes;
      for (int i = 0; i < length; i++) {
        if (q.isNullAt(i)) {
          return RowStatus.NULL_PREDICTION;
        }
        double share = q.getDouble(i);
        // False for NaN, too.
        regular &= share >= 0;
        sum += share;
      }
      return regular && Math.abs(sum - 1) <= tolerance
          ? RowStatus.SCORED
          : fault(q, classes, tolerance);
    }

    /** What is wrong with an array without nulls that is no distribution. */
    private static RowStatus fault(ArrayData q, int classes, double tolerance) {
      if (q.numElements() != classes) {
        return RowStatus.WRONG_LENGTH;
      }
      boolean infinite = false;
      boolean outside = false;
      for (double share : q.toDoubleArray()) {
        if (Double.isNaN(share)) {
          return RowStatus.NOT_A_NUMBER;
        }
        infinite |= Double.isInfinite(share);
        outside |= share < 0 || share > 1 + tolerance;
      }
      if (infinite) {
        return RowStatus.INFINITE;
      }
      return outside ? RowStatus.OUT_OF_RANGE : RowStatus.NOT_NORMALISED;
    }

    @Override
    public Integer produceResult(InternalRow input) {
      return invoke(
          input.isNullAt(0) ? null : input.getArray(0), input.getInt(1), input.getDouble(2));
    }

    @Override
    public boolean isResultNullable() {
      return false;
    }
  }
}
