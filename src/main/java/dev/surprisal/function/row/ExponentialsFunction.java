package dev.surprisal.function.row;

import dev.surprisal.catalyst.Elements;
import dev.surprisal.function.binding.ScalarBase;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * {@code exponentials(x)}: exp(xᵢ) for each element, the probabilities of log-probabilities. Unlike
 * softmax it does not normalise, so that what is no distribution does not become one. An array with
 * a null has none.
 */
public final class ExponentialsFunction implements UnboundFunction {

  static final String NAME = "exponentials";

  @Override
  public BoundFunction bind(StructType inputType) {
    if (inputType.size() != 1) {
      throw new UnsupportedOperationException(
          NAME + " expects 1 argument, got " + inputType.size());
    }
    return new OfDoubles();
  }

  @Override
  public String description() {
    return NAME + "(x) - The exponential of each element";
  }

  @Override
  public String name() {
    return NAME;
  }

  /** For {@code array<double>}. */
  public static final class OfDoubles extends ScalarBase<ArrayData> {

    private static final long serialVersionUID = 1L;

    OfDoubles() {
      super(
          NAME,
          DataTypes.createArrayType(DataTypes.DoubleType, false),
          DataTypes.createArrayType(DataTypes.DoubleType));
    }

    /** Called from generated code. */
    public static @Nullable ArrayData invoke(@Nullable ArrayData array) {
      if (array == null) {
        return null;
      }
      double[] values = new double[array.numElements()];
      for (int i = 0; i < values.length; i++) {
        if (array.isNullAt(i)) {
          return null;
        }
        values[i] = Math.exp(array.getDouble(i));
      }
      return Elements.array(values);
    }

    @Override
    public @Nullable ArrayData produceResult(InternalRow input) {
      return invoke(input.isNullAt(0) ? null : input.getArray(0));
    }
  }
}
