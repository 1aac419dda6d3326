package dev.surprisal.function;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.jspecify.annotations.Nullable;

/**
 * Reads Spark's arrays and MLlib's vectors into {@code double[]}, which the packages below take. A
 * null element becomes NaN, which no measure takes for a probability.
 */
final class Elements {

  /** The fields in which MLlib stores a vector. */
  static final int VECTOR_FIELDS = 4;

  private static final byte SPARSE = 0;
  private static final int TYPE = 0;
  private static final int SIZE = 1;
  private static final int INDICES = 2;
  private static final int VALUES = 3;

  private Elements() {}

  /** The elements of an {@code array<double>}; null of null. */
  static double @Nullable [] doubles(@Nullable ArrayData array) {
    return array == null ? null : doublesOf(array);
  }

  /** The elements of an {@code array<float>}; null of null. */
  static double @Nullable [] floats(@Nullable ArrayData array) {
    return array == null ? null : floatsOf(array);
  }

  /**
   * The elements of a vector; null of null.
   *
   * @param stored the stored row; an object, because that is the class by which Spark looks for a
   *     function of a user-defined type
   */
  static double @Nullable [] vector(@Nullable Object stored) {
    return stored == null ? null : vectorOf((InternalRow) stored);
  }

  static double[] doublesOf(ArrayData array) {
    double[] values = new double[array.numElements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.isNullAt(i) ? Double.NaN : array.getDouble(i);
    }
    return values;
  }

  static double[] floatsOf(ArrayData array) {
    double[] values = new double[array.numElements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.isNullAt(i) ? Double.NaN : array.getFloat(i);
    }
    return values;
  }

  static double[] vectorOf(InternalRow vector) {
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
