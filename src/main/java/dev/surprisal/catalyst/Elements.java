package dev.surprisal.catalyst;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.vectorized.ColumnarArray;

/**
 * Reads Spark's arrays and MLlib's vectors into {@code double[]}, which the packages below take. A
 * null element becomes NaN, which no measure takes for a probability.
 *
 * <p>An array that was scanned is a {@code ColumnarArray}, one that was shuffled or computed an
 * {@code UnsafeArrayData}. Each has a loop of its own: in a process that has met both, and a third,
 * the compiler would no longer know what to inline, and every element would cost two calls.
 */
public final class Elements {

  /** The fields in which MLlib stores a vector. */
  public static final int VECTOR_FIELDS = 4;

  private static final byte SPARSE = 0;
  private static final int TYPE = 0;
  private static final int SIZE = 1;
  private static final int INDICES = 2;
  private static final int VALUES = 3;

  private Elements() {}

  /** Spark's array of numbers, none of them null. */
  public static ArrayData array(double[] values) {
    return UnsafeArrayData.fromPrimitiveArray(values);
  }

  /** The number of elements of a vector. */
  public static int sizeOf(InternalRow vector) {
    return isSparse(vector) ? vector.getInt(SIZE) : vector.getArray(VALUES).numElements();
  }

  /** Whether an element is null. */
  public static boolean hasNull(ArrayData array) {
    for (int i = 0; i < array.numElements(); i++) {
      if (array.isNullAt(i)) {
        return true;
      }
    }
    return false;
  }

  /** Fills an array of the same length. */
  public static double[] readDoubles(ArrayData array, double[] values) {
    if (array instanceof ColumnarArray scanned) {
      for (int i = 0; i < values.length; i++) {
        values[i] = scanned.isNullAt(i) ? Double.NaN : scanned.getDouble(i);
      }
    } else if (array instanceof UnsafeArrayData computed) {
      for (int i = 0; i < values.length; i++) {
        values[i] = computed.isNullAt(i) ? Double.NaN : computed.getDouble(i);
      }
    } else {
      for (int i = 0; i < values.length; i++) {
        values[i] = array.isNullAt(i) ? Double.NaN : array.getDouble(i);
      }
    }
    return values;
  }

  /** Fills an array of the same length. */
  public static double[] readFloats(ArrayData array, double[] values) {
    if (array instanceof ColumnarArray scanned) {
      for (int i = 0; i < values.length; i++) {
        values[i] = scanned.isNullAt(i) ? Double.NaN : scanned.getFloat(i);
      }
    } else if (array instanceof UnsafeArrayData computed) {
      for (int i = 0; i < values.length; i++) {
        values[i] = computed.isNullAt(i) ? Double.NaN : computed.getFloat(i);
      }
    } else {
      for (int i = 0; i < values.length; i++) {
        values[i] = array.isNullAt(i) ? Double.NaN : array.getFloat(i);
      }
    }
    return values;
  }

  /** Fills an array of the vector's size. */
  public static double[] readVector(InternalRow vector, double[] dense) {
    ArrayData values = vector.getArray(VALUES);
    if (!isSparse(vector)) {
      return readDoubles(values, dense);
    }
    Arrays.fill(dense, 0);
    ArrayData indices = vector.getArray(INDICES);
    for (int i = 0; i < indices.numElements(); i++) {
      dense[indices.getInt(i)] = values.getDouble(i);
    }
    return dense;
  }

  private static boolean isSparse(InternalRow vector) {
    return vector.getByte(TYPE) == SPARSE;
  }
}
