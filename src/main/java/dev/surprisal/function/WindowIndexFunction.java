package dev.surprisal.function;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * {@code window_index(micros, starts)}: the index of the last start at or before the instant, −1
 * where it is before all of them. The starts ascend.
 */
public final class WindowIndexFunction implements UnboundFunction {

  static final String NAME = "window_index";

  @Override
  public BoundFunction bind(StructType inputType) {
    if (inputType.size() != 2) {
      throw new UnsupportedOperationException(
          NAME + " expects 2 arguments, got " + inputType.size());
    }
    return new OfMicros();
  }

  @Override
  public String description() {
    return NAME + "(micros, starts) - The index of the window that an instant lies in";
  }

  @Override
  public String name() {
    return NAME;
  }

  /** For microseconds since 1970-01-01T00:00Z. */
  public static final class OfMicros extends ScalarBase<Integer> {

    private static final long serialVersionUID = 1L;

    OfMicros() {
      super(
          NAME,
          DataTypes.IntegerType,
          DataTypes.LongType,
          DataTypes.createArrayType(DataTypes.LongType));
    }

    /** Called from generated code. */
    public static int invoke(long micros, ArrayData starts) {
      int low = 0;
      int high = starts.numElements();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (starts.getLong(middle) <= micros) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low - 1;
    }

    @Override
    public Integer produceResult(InternalRow input) {
      return invoke(input.getLong(0), input.getArray(1));
    }

    @Override
    public boolean isResultNullable() {
      return false;
    }
  }
}
