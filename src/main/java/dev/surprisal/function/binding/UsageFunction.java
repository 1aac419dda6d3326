package dev.surprisal.function.binding;

import java.util.Arrays;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** A function that is told and checked by its {@link Usage}. */
public abstract class UsageFunction implements UnboundFunction {

  private final Usage usage;

  public UsageFunction(Usage usage) {
    this.usage = usage;
  }

  public final Usage usage() {
    return usage;
  }

  @Override
  public final String name() {
    return usage.name();
  }

  @Override
  public final String description() {
    return usage.description(Usage.CATALOG + ".");
  }

  @Override
  public final BoundFunction bind(StructType inputType) {
    DataType[] types = usage.check(inputType);
    boolean floats = Arrays.asList(types).contains(Parameter.FLOATS);
    if (floats && Arrays.stream(types).allMatch(UsageFunction::goesWithFloats)) {
      return boundToFloats(types);
    }
    // Beside doubles or vectors, Spark casts the floats.
    Arrays.setAll(types, i -> Parameter.FLOATS.equals(types[i]) ? Parameter.DOUBLES : types[i]);
    return bound(types);
  }

  private static boolean goesWithFloats(DataType type) {
    return Parameter.FLOATS.equals(type) || !Parameter.isValues(type);
  }

  /** The function of the given types, of which none is {@code array<float>}. */
  protected abstract BoundFunction bound(DataType... types);

  /** The function of the given types, of which every array is {@code array<float>}. */
  protected BoundFunction boundToFloats(DataType... types) {
    return bound(types);
  }
}
