package dev.surprisal.function.row;

import dev.surprisal.catalyst.Elements;
import dev.surprisal.function.binding.ScalarBase;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * {@code vector_to_array(v)}: MLlib's vector as {@code array<double>}. A dense vector's values are
 * handed on as they lie in the row, without a copy; a sparse one's are spread out.
 */
public final class VectorToArrayFunction implements UnboundFunction {

  static final String NAME = "vector_to_array";

  @Override
  public BoundFunction bind(StructType inputType) {
    if (inputType.size() != 1 || !SQLDataTypes.VectorType().equals(inputType.apply(0).dataType())) {
      throw new UnsupportedOperationException(NAME + " expects one argument, an MLlib vector");
    }
    return new OfVector();
  }

  @Override
  public String description() {
    return NAME + "(v) - An MLlib vector as an array of doubles";
  }

  @Override
  public String name() {
    return NAME;
  }

  /** For MLlib's {@code VectorUDT}: (type, size, indices, values). */
  public static final class OfVector extends ScalarBase<ArrayData> {

    private static final long serialVersionUID = 1L;

    private static final byte SPARSE = 0;
    private static final int TYPE = 0;
    private static final int SIZE = 1;
    private static final int INDICES = 2;
    private static final int VALUES = 3;

    OfVector() {
      super(NAME, DataTypes.createArrayType(DataTypes.DoubleType, false), vector());
    }

    private static DataType vector() {
      return SQLDataTypes.VectorType();
    }

    /**
     * Called from generated code.
     *
     * @param stored the stored row; an object, because that is the class by which Spark looks for a
     *     function of a user-defined type
     */
    public static @Nullable ArrayData invoke(@Nullable Object stored) {
      if (stored == null) {
        return null;
      }
      InternalRow vector = (InternalRow) stored;
      ArrayData values = vector.getArray(VALUES);
      if (vector.getByte(TYPE) != SPARSE) {
        return values;
      }
      double[] dense = new double[vector.getInt(SIZE)];
      ArrayData indices = vector.getArray(INDICES);
      for (int i = 0; i < indices.numElements(); i++) {
        dense[indices.getInt(i)] = values.getDouble(i);
      }
      return Elements.array(dense);
    }

    @Override
    public @Nullable ArrayData produceResult(InternalRow input) {
      return invoke(input.isNullAt(0) ? null : input.getStruct(0, VALUES + 1));
    }
  }
}
