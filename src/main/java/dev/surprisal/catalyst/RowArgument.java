package dev.surprisal.catalyst;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * An argument of a native aggregate. A column of the row is read without a box; what the optimiser
 * put in the place of a column, such as a constant, is evaluated.
 *
 * @param expression the argument, none of whose values that are asked for is null but a text
 * @param ordinal the column of the row that it is, or −1
 */
record RowArgument(Expression expression, int ordinal) implements Serializable {

  static RowArgument of(Expression expression) {
    return new RowArgument(
        expression, expression instanceof BoundReference column ? column.ordinal() : -1);
  }

  private boolean isColumn() {
    return ordinal >= 0;
  }

  int integer(InternalRow row) {
    return isColumn() ? row.getInt(ordinal) : (int) expression.eval(row);
  }

  boolean truth(InternalRow row) {
    return isColumn() ? row.getBoolean(ordinal) : (boolean) expression.eval(row);
  }

  InternalRow struct(InternalRow row, int fields) {
    return isColumn() ? row.getStruct(ordinal, fields) : (InternalRow) expression.eval(row);
  }

  /** A text, which may be null. */
  @Nullable UTF8String text(InternalRow row) {
    if (isColumn()) {
      return row.isNullAt(ordinal) ? null : row.getUTF8String(ordinal);
    }
    return (UTF8String) expression.eval(row);
  }

  byte[] binary(InternalRow row) {
    return isColumn() ? row.getBinary(ordinal) : (byte[]) expression.eval(row);
  }

  ArrayData array(InternalRow row) {
    return isColumn() ? row.getArray(ordinal) : (ArrayData) expression.eval(row);
  }
}
