package dev.surprisal.function;

import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import org.apache.spark.sql.types.DataType;

/**
 * A bound scalar function. Each concrete class has a {@code public static invoke} of the input
 * types, which Spark calls from generated code.
 *
 * @param <R> the Java type of the result
 */
abstract class ScalarBase<R> extends BoundBase implements ScalarFunction<R> {

  private static final long serialVersionUID = 1L;

  ScalarBase(String name, DataType resultType, DataType... inputTypes) {
    super(name, resultType, inputTypes);
  }
}
