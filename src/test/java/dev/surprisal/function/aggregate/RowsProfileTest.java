package dev.surprisal.function.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.connector.catalog.functions.AggregateFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** What a row costs where SQL profiles rows: no layout, which is made of dozens of objects. */
class RowsProfileTest {

  private static final int ROWS = 10_000;
  private static final int MOST_BYTES_A_ROW = 100;

  private static final StructType ROW =
      new StructType()
          .add("label", DataTypes.LongType)
          .add("q", DataTypes.createArrayType(DataTypes.DoubleType));

  @Test
  void rowAllocatesNextToNothing() {
    AggregateFunction<long[], byte[]> profile = bind(new RowsProfileFunction(), ROW);
    InternalRow[] rows = {row(0, 0.25, 0.75), row(1, 0.25, 0.75), row(2, 0.25, 0.75)};
    long[] warm = folded(profile, profile.newAggregationState(), rows);

    long before = allocated();
    long[] state = folded(profile, warm, rows);
    long bytes = allocated() - before;

    assertThat(profile.produceResult(state)).isNotNull();
    assertThat(bytes).isLessThan((long) MOST_BYTES_A_ROW * ROWS);
  }

  @Test
  void mergedStateAllocatesNextToNothing() {
    AggregateFunction<long[], byte[]> profile = bind(new RowsProfileFunction(), ROW);
    InternalRow[] rows = {row(0, 0.25, 0.75), row(1, 0.25, 0.75)};
    long[] sum = folded(profile, profile.newAggregationState(), rows);
    long[] other = folded(profile, profile.newAggregationState(), rows);

    long before = allocated();
    for (int i = 0; i < ROWS; i++) {
      sum = profile.merge(sum, other);
    }
    long bytes = allocated() - before;

    assertThat(profile.produceResult(sum)).isNotNull();
    assertThat(bytes).isLessThan((long) MOST_BYTES_A_ROW * ROWS);
  }

  private static long[] folded(
      AggregateFunction<long[], byte[]> profile, long[] before, InternalRow... rows) {
    long[] state = before;
    for (int i = 0; i < ROWS; i++) {
      state = profile.update(state, rows[i % rows.length]);
    }
    return state;
  }

  @SuppressWarnings("unchecked")
  private static AggregateFunction<long[], byte[]> bind(
      RowsProfileFunction function, StructType row) {
    return (AggregateFunction<long[], byte[]>) function.bind(row);
  }

  private static InternalRow row(long label, double... q) {
    return new GenericInternalRow(new Object[] {label, new GenericArrayData(q)});
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
