package dev.surprisal.function;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.jspecify.annotations.Nullable;

/**
 * Reads Spark's arrays and MLlib's vectors into {@code double[]}, which the packages below take. A
 * null element becomes NaN, which no measure takes for a probability.
 */
final class Elements {

  private static final byte SPARSE = 0;
  private static final int TYPE = 0;
  private static final int SIZE = 1;
  private static final int INDICES = 2;
  private static final int VALUES = 3;

  private Elements() {}

  /** The elements of an {@code array<double>}. */
  static double @Nullable [] doubles(@Nullable ArrayData array) {
    if (array == null) {
      return null;
    }
    double[] values = new double[array.numElements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.isNullAt(i) ? Double.NaN : array.getDouble(i);
    }
    return values;
  }

  /** The elements of an {@code array<float>}. */
  static double @Nullable [] floats(@Nullable ArrayData array) {
    if (array == null) {
      return null;
    }
    double[] values = new double[array.numElements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.isNullAt(i) ? Double.NaN : array.getFloat(i);
    }
    return values;
  }

  /**
   * The elements of a vector as MLlib stores it, a row of (type, size, indices, values).
   *
   * @param stored the row; an object, because that is the class by which Spark looks for a function
   *     of a user-defined type
   */
  static double @Nullable [] vector(@Nullable Object stored) {
    if (stored == null) {
      return null;
    }
    InternalRow vector = (InternalRow) stored;
    ArrayData values = vector.getArray(VALUES);
    if (vector.getByte(TYPE) != SPARSE) {
      return values.toDoubleArray();
    }
    double[] dense = new double[vector.getInt(SIZE)];
    ArrayData indices = vector.getArray(INDICES);
    for (int i = 0; i < indices.numElements(); i++) {
      dense[indices.getInt(i)] = values.getDouble(i);
    }
    return dense;
  }
}
