package dev.surprisal.function.binding;

import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import org.apache.spark.sql.types.DataType;

/**
 * A bound scalar function. Each concrete class has a {@code public static invoke} of the input
 * types, which Spark calls from generated code.
 *
 * <p>That is why the classes of the measures repeat the same overloads, and why they stay so. Spark
 * looks a method up by the exact classes of its arguments among those that the function's own class
 * declares: one that is inherited, or that takes a wider class, is not found. A static method
 * cannot be told which measure to compute. One class for all measures, with the measure in a field
 * and methods that are not static, would be found, but would cost the direct call ({@code
 * static_invoke}) and leave the compiler one call site for all measures, which it cannot inline.
 * {@code array<double>} and {@code array<float>} are the same class to Spark, hence the second
 * class for each.
 *
 * @param <R> the Java type of the result
 */
public abstract class ScalarBase<R> extends BoundBase implements ScalarFunction<R> {

  private static final long serialVersionUID = 1L;

  public ScalarBase(String name, DataType resultType, DataType... inputTypes) {
    super(name, resultType, inputTypes);
  }
}
