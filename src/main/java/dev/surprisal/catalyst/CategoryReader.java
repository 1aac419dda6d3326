package dev.surprisal.catalyst;

import dev.surprisal.profile.sketch.CategoryForm;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Reads the categories of a row: each is told from others by {@code xxhash64} of its bytes, the
 * function of Spark SQL, and brings the beginning of its text along.
 */
final class CategoryReader {

  /** The seed of Spark's {@code xxhash64}. */
  private static final long SEED = 42;

  private final byte[] name = new byte[CategoryForm.NAME_BYTES + 1];

  /** Writes a row's values from an index on, no object in between. */
  void read(RowArgument[] arguments, int from, InternalRow row, long[] into, int at) {
    int next = at;
    for (int i = from; i < arguments.length; i++) {
      UTF8String value = arguments[i].text(row);
      next = value == null ? CategoryForm.writeNull(into, next) : write(value, into, next);
    }
  }

  private int write(UTF8String value, long[] into, int at) {
    int bytes = value.numBytes();
    Platform.copyMemory(
        value.getBaseObject(),
        value.getBaseOffset(),
        name,
        Platform.BYTE_ARRAY_OFFSET,
        Math.min(bytes, name.length));
    return CategoryForm.write(into, at, hash(value), name, bytes);
  }

  private static long hash(UTF8String value) {
    return XXH64.hashUTF8String(value, SEED);
  }
}
