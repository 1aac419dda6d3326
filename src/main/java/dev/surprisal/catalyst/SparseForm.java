package dev.surprisal.catalyst;

import dev.surprisal.profile.row.SparsePrediction;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A sparse prediction as Spark's struct: the indices of the classes that it names, ascending, and
 * their probabilities. A name of no class is the index −1.
 */
public final class SparseForm {

  public static final int FIELDS = 2;

  public static final DataType TYPE =
      new StructType()
          .add("indices", DataTypes.createArrayType(DataTypes.IntegerType, false), false)
          .add("values", DataTypes.createArrayType(DataTypes.DoubleType, false), false);

  private SparseForm() {}

  /** Brings the classes into order. */
  public static InternalRow of(int[] indices, double[] values) {
    boolean ascends = true;
    for (int i = 1; i < indices.length; i++) {
      ascends &= indices[i - 1] < indices[i];
    }
    if (ascends) {
      return row(indices, values);
    }
    Integer[] order = new Integer[indices.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Integer.compare(indices[a], indices[b]));
    int[] sorted = new int[indices.length];
    double[] aligned = new double[indices.length];
    for (int i = 0; i < order.length; i++) {
      sorted[i] = indices[order[i]];
      aligned[i] = values[order[i]];
    }
    return row(sorted, aligned);
  }

  private static InternalRow row(int[] indices, double[] values) {
    return new GenericInternalRow(
        new Object[] {
          UnsafeArrayData.fromPrimitiveArray(indices), UnsafeArrayData.fromPrimitiveArray(values)
        });
  }

  public static SparsePrediction read(InternalRow row) {
    return new SparsePrediction(row.getArray(0).toIntArray(), row.getArray(1).toDoubleArray());
  }
}
