package dev.surprisal.function.row;

import dev.surprisal.catalyst.SparseForm;
import dev.surprisal.function.binding.PredictionFault;
import dev.surprisal.function.binding.ScalarBase;
import dev.surprisal.profile.row.RowStatus;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * {@code sparse_status(q, classes, tolerance)}: the code of the {@link RowStatus} that a sparse
 * prediction deserves, {@link RowStatus#SCORED} where nothing is wrong with it, by the rule of
 * {@link PredictionFault}. It may name less than 1 in all, unless it names every class, and never
 * more.
 */
public final class SparseStatusFunction implements UnboundFunction {

  static final String NAME = "sparse_status";

  @Override
  public BoundFunction bind(StructType inputType) {
    if (inputType.size() != 3) {
      throw new UnsupportedOperationException(
          NAME + " expects 3 arguments, got " + inputType.size());
    }
    return new OfSparse();
  }

  @Override
  public String description() {
    return NAME + "(q, classes, tolerance) - What is wrong with a sparse prediction, as a code";
  }

  @Override
  public String name() {
    return NAME;
  }

  /** For the struct of {@link SparseForm}. */
  public static final class OfSparse extends ScalarBase<Integer> {

    private static final long serialVersionUID = 1L;

    OfSparse() {
      super(
          NAME,
          DataTypes.IntegerType,
          SparseForm.TYPE,
          DataTypes.IntegerType,
          DataTypes.DoubleType);
    }

    /** Called from generated code. */
    public static int invoke(@Nullable InternalRow q, int classes, double tolerance) {
      return q == null || q.getArray(0).numElements() == 0
          ? RowStatus.NULL_PREDICTION.code()
          : status(q.getArray(0).toIntArray(), q.getArray(1).toDoubleArray(), classes, tolerance)
              .code();
    }

    private static RowStatus status(int[] indices, double[] values, int classes, double tolerance) {
      return PredictionFault.of(
          values, areOfClasses(indices, classes), indices.length == classes, tolerance);
    }

    private static boolean areOfClasses(int[] indices, int classes) {
      int last = -1;
      for (int index : indices) {
        if (index <= last || index >= classes) {
          return false;
        }
        last = index;
      }
      return true;
    }

    @Override
    public Integer produceResult(InternalRow input) {
      return invoke(
          input.isNullAt(0) ? null : input.getStruct(0, SparseForm.FIELDS),
          input.getInt(1),
          input.getDouble(2));
    }

    @Override
    public boolean isResultNullable() {
      return false;
    }
  }
}
