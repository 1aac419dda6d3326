package dev.surprisal.function.binding;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.functions.AggregateFunction;
import org.apache.spark.sql.types.DataType;

/**
 * A bound aggregate function. Its state is a {@code long[]} and not a class of ours, because Spark
 * deserialises states with a class loader that does not know the application's jar.
 *
 * @param <R> the Java type of the result
 */
public abstract class AggregateBase<R> extends BoundBase implements AggregateFunction<long[], R> {

  private static final long serialVersionUID = 1L;

  private final int arguments;

  public AggregateBase(String name, DataType resultType, DataType... inputTypes) {
    super(name, resultType, inputTypes);
    this.arguments = inputTypes.length;
  }

  protected final boolean isAnyNull(InternalRow input) {
    for (int i = 0; i < arguments; i++) {
      if (input.isNullAt(i)) {
        return true;
      }
    }
    return false;
  }

  protected final boolean has(int argument) {
    return argument < arguments;
  }

  /**
   * Keeps an argument that must be the same in every row.
   *
   * @param state the state
   * @param at the index at which it is kept, 0 while there is none
   * @param bits the argument's bits, 0 for none
   * @return whether it is the same as before
   */
  protected static boolean keep(long[] state, int at, long bits) {
    if (state[at] == 0) {
      state[at] = bits;
    }
    return bits == 0 || state[at] == bits;
  }
}
