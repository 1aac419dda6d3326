package dev.surprisal.catalyst;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Expression;

/**
 * Columns of Catalyst expressions. Spark 3.5 has a constructor for it; in Spark 4 a column need not
 * know Catalyst, as that of a remote session does not, and one that does is made elsewhere.
 */
final class ClassicColumns {

  private static final String SPARK_4 = "org.apache.spark.sql.classic.ExpressionUtils";

  private static final MethodHandle COLUMN = column();

  private ClassicColumns() {}

  static Column of(Expression expression) {
    try {
      return (Column) COLUMN.invokeExact(expression);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("Spark makes no column of " + expression, e);
    }
  }

  private static MethodHandle column() {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    try {
      Class<?> factory = Class.forName(SPARK_4, true, Column.class.getClassLoader());
      return lookup.findStatic(
          factory, "column", MethodType.methodType(Column.class, Expression.class));
    } catch (ClassNotFoundException spark3) {
      return constructor(lookup);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(SPARK_4 + " is not the one of Spark 4", e);
    }
  }

  private static MethodHandle constructor(MethodHandles.Lookup lookup) {
    try {
      return lookup.findConstructor(
          Column.class, MethodType.methodType(void.class, Expression.class));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("Neither Spark 3.5 nor Spark 4", e);
    }
  }
}
