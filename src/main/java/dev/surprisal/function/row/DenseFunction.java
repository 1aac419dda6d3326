package dev.surprisal.function.row;

import dev.surprisal.catalyst.Elements;
import dev.surprisal.catalyst.SparseForm;
import dev.surprisal.function.binding.ScalarBase;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * {@code dense(q, classes, isWhole)}: a valid sparse prediction with the probability of every
 * class. One that names nothing gives null. One that names something else than classes gives an
 * empty array, or null where it {@code isWhole}, with as many names as there are classes: then it
 * lacks a class.
 */
public final class DenseFunction implements UnboundFunction {

  static final String NAME = "dense";

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
    return NAME + "(q, classes, isWhole) - A sparse prediction as an array of all probabilities";
  }

  @Override
  public String name() {
    return NAME;
  }

  /** For the struct of {@link SparseForm}. */
  public static final class OfSparse extends ScalarBase<ArrayData> {

    private static final long serialVersionUID = 1L;

    private static final double[] NOTHING = {};

    OfSparse() {
      super(
          NAME,
          DataTypes.createArrayType(DataTypes.DoubleType, false),
          SparseForm.TYPE,
          DataTypes.IntegerType,
          DataTypes.BooleanType);
    }

    /** Called from generated code. */
    public static @Nullable ArrayData invoke(
        @Nullable InternalRow q, int classes, boolean isWhole) {
      if (q == null) {
        return null;
      }
      int[] indices = q.getArray(0).toIntArray();
      if (indices.length == 0) {
        return null;
      }
      boolean known = indices[0] >= 0 && indices[indices.length - 1] < classes;
      if (!known && isWhole) {
        return null;
      }
      double[] dense = known ? SparseForm.read(q).dense(classes) : NOTHING;
      return Elements.array(dense);
    }

    @Override
    public @Nullable ArrayData produceResult(InternalRow input) {
      return invoke(
          input.isNullAt(0) ? null : input.getStruct(0, SparseForm.FIELDS),
          input.getInt(1),
          input.getBoolean(2));
    }
  }
}
