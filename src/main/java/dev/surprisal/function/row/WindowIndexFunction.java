package dev.surprisal.function.row;

import dev.surprisal.function.binding.ScalarBase;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.spark.sql.catalyst.InternalRow;
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

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** The starts as the function takes them: eight bytes each, which it reads without a box. */
  public static byte[] starts(long... micros) {
    ByteBuffer bytes = ByteBuffer.allocate(micros.length * Long.BYTES);
    bytes.asLongBuffer().put(micros);
    return bytes.array();
  }

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
      super(NAME, DataTypes.IntegerType, DataTypes.LongType, DataTypes.BinaryType);
    }

    /** Called from generated code. */
    public static int invoke(long micros, byte[] starts) {
      int low = 0;
      int high = starts.length / Long.BYTES;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if ((long) LONGS.get(starts, middle * Long.BYTES) <= micros) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low - 1;
    }

    @Override
    public Integer produceResult(InternalRow input) {
      return invoke(input.getLong(0), input.getBinary(1));
    }

    @Override
    public boolean isResultNullable() {
      return false;
    }
  }
}
