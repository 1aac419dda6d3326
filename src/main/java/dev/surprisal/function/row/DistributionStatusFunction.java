package dev.surprisal.function.row;

import dev.surprisal.function.binding.PredictionFault;
import dev.surprisal.function.binding.ScalarBase;
import dev.surprisal.profile.row.RowStatus;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * {@code distribution_status(q, classes, tolerance)}: the code of the {@link RowStatus} that a
 * distribution deserves, {@link RowStatus#SCORED} where nothing is wrong with it, by the rule of
 * {@link PredictionFault}.
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
          : PredictionFault.of(q.toDoubleArray(), length == classes, true, tolerance);
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
