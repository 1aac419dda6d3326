package dev.surprisal.function.binding;

import dev.surprisal.catalyst.Elements;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.jspecify.annotations.Nullable;

/**
 * The {@code double[]} into which each thread reads an argument, row after row.
 *
 * <p>Rows of one column nearly always have the same length, so the array of the last row serves the
 * next: allocating two for every row cost a tenth of the time of a divergence. What is returned is
 * valid until the thread reads the same argument again, and is not to be kept.
 */
public final class ArgumentBuffer {

  /** The first argument of a measure, or the only one. */
  public static final ArgumentBuffer P = new ArgumentBuffer();

  /** The second argument. */
  public static final ArgumentBuffer Q = new ArgumentBuffer();

  /** The standard deviations beside the means {@code P}. */
  public static final ArgumentBuffer SD_P = new ArgumentBuffer();

  /** The standard deviations beside the means {@code Q}. */
  public static final ArgumentBuffer SD_Q = new ArgumentBuffer();

  private final ThreadLocal<double[]> held = ThreadLocal.withInitial(() -> new double[0]);

  private ArgumentBuffer() {}

  /** The elements of an {@code array<double>}; null of null. */
  public double @Nullable [] doubles(@Nullable ArrayData array) {
    return array == null ? null : doublesOf(array);
  }

  /** The elements of an {@code array<float>}; null of null. */
  public double @Nullable [] floats(@Nullable ArrayData array) {
    return array == null ? null : floatsOf(array);
  }

  /**
   * The elements of a vector; null of null.
   *
   * @param stored the stored row; an object, because that is the class by which Spark looks for a
   *     function of a user-defined type
   */
  public double @Nullable [] vector(@Nullable Object stored) {
    return stored == null ? null : vectorOf((InternalRow) stored);
  }

  double[] doublesOf(ArrayData array) {
    return Elements.readDoubles(array, ofLength(array.numElements()));
  }

  double[] floatsOf(ArrayData array) {
    return Elements.readFloats(array, ofLength(array.numElements()));
  }

  double[] vectorOf(InternalRow vector) {
    return Elements.readVector(vector, ofLength(Elements.sizeOf(vector)));
  }

  private double[] ofLength(int length) {
    double[] values = held.get();
    if (values.length != length) {
      values = new double[length];
      held.set(values);
    }
    return values;
  }
}
