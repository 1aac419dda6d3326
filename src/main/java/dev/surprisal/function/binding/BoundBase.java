package dev.surprisal.function.binding;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.types.DataType;

/** A bound function: its name, its types, and equality by both. */
abstract class BoundBase implements BoundFunction {

  private static final long serialVersionUID = 1L;

  private final String name;
  private final DataType resultType;
  private final DataType[] inputTypes;

  protected BoundBase(String name, DataType resultType, DataType... inputTypes) {
    this.name = name;
    this.resultType = resultType;
    this.inputTypes = inputTypes;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public DataType resultType() {
    return resultType;
  }

  @Override
  public DataType[] inputTypes() {
    return inputTypes.clone();
  }

  @Override
  public String canonicalName() {
    return Arrays.stream(inputTypes)
        .map(DataType::catalogString)
        .collect(Collectors.joining(",", "surprisal." + name + "(", ")"));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BoundBase function && canonicalName().equals(function.canonicalName());
  }

  @Override
  public int hashCode() {
    return canonicalName().hashCode();
  }
}
