package dev.surprisal.function.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.VectorUDT;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.execution.vectorized.OnHeapColumnVector;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArgumentBufferTest {

  /** The numbers 0.25, null, 0.75 in every class in which Spark hands over an array. */
  static Stream<ArrayData> arraysWithANull() {
    OnHeapColumnVector column = new OnHeapColumnVector(4, DataTypes.DoubleType);
    column.putDouble(1, 0.25);
    column.putNull(2);
    column.putDouble(3, 0.75);
    UnsafeArrayData unsafe = UnsafeArrayData.fromPrimitiveArray(new double[] {0.25, 0.5, 0.75});
    unsafe.setNullAt(1);
    return Stream.of(
        new ColumnarArray(column, 1, 3),
        unsafe,
        new GenericArrayData(new Object[] {0.25, null, 0.75}));
  }

  @ParameterizedTest
  @MethodSource("arraysWithANull")
  void aNullElementIsNotANumber(ArrayData array) {
    assertThat(ArgumentBuffer.P.doubles(array)).containsExactly(0.25, Double.NaN, 0.75);
  }

  /** The same of single precision. */
  static Stream<ArrayData> floatsWithANull() {
    OnHeapColumnVector column = new OnHeapColumnVector(4, DataTypes.FloatType);
    column.putFloat(1, 0.25f);
    column.putNull(2);
    column.putFloat(3, 0.75f);
    UnsafeArrayData unsafe = UnsafeArrayData.fromPrimitiveArray(new float[] {0.25f, 0.5f, 0.75f});
    unsafe.setNullAt(1);
    return Stream.of(
        new ColumnarArray(column, 1, 3),
        unsafe,
        new GenericArrayData(new Object[] {0.25f, null, 0.75f}));
  }

  @ParameterizedTest
  @MethodSource("floatsWithANull")
  void aNullElementOfSinglePrecisionIsNotANumber(ArrayData array) {
    assertThat(ArgumentBuffer.P.floats(array)).containsExactly(0.25, Double.NaN, 0.75);
  }

  @Test
  void theNextRowMayBeShorterOrLonger() {
    assertThat(ArgumentBuffer.P.doubles(array(0.5, 0.25, 0.25))).containsExactly(0.5, 0.25, 0.25);
    assertThat(ArgumentBuffer.P.doubles(array(1))).containsExactly(1);
    assertThat(ArgumentBuffer.P.doubles(array())).isEmpty();
    assertThat(ArgumentBuffer.P.doubles(array(0.5, 0.5))).containsExactly(0.5, 0.5);
  }

  @Test
  void aSparseVectorKeepsNothingOfTheRowBefore() {
    assertThat(ArgumentBuffer.P.vector(stored(Vectors.dense(0.1, 0.2, 0.7))))
        .containsExactly(0.1, 0.2, 0.7);
    assertThat(ArgumentBuffer.P.vector(stored(Vectors.sparse(3, new int[] {1}, new double[] {1}))))
        .containsExactly(0, 1, 0);
  }

  @Test
  void twoArgumentsOfARowAreApart() {
    double[] p = ArgumentBuffer.P.doubles(array(0.5, 0.5));
    double[] q = ArgumentBuffer.Q.doubles(array(0.25, 0.75));

    assertThat(p).containsExactly(0.5, 0.5);
    assertThat(q).containsExactly(0.25, 0.75);
  }

  @Test
  void twoThreadsAreApart() {
    double[] here = ArgumentBuffer.P.doubles(array(0.5, 0.5));
    CompletableFuture.runAsync(
            () -> ArgumentBuffer.P.doubles(array(0.25, 0.75)), work -> new Thread(work).start())
        .join();

    assertThat(here).containsExactly(0.5, 0.5);
  }

  @Test
  void ofNullIsNull() {
    assertThat(ArgumentBuffer.P.doubles(null)).isNull();
    assertThat(ArgumentBuffer.P.floats(null)).isNull();
    assertThat(ArgumentBuffer.P.vector(null)).isNull();
  }

  private static ArrayData array(double... values) {
    return UnsafeArrayData.fromPrimitiveArray(values);
  }

  private static InternalRow stored(Vector vector) {
    return ((VectorUDT) SQLDataTypes.VectorType()).serialize(vector);
  }
}
