package dev.surprisal.function.row;

import dev.surprisal.function.binding.ScalarBase;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * {@code class_index(name, classes)}: the index of a class among many, −1 where there is none of
 * the name, or the name is null.
 */
public final class ClassIndexFunction implements UnboundFunction {

  static final String NAME = "class_index";

  private static final int NONE = -1;

  @Override
  public BoundFunction bind(StructType inputType) {
    if (inputType.size() != 2) {
      throw new UnsupportedOperationException(
          NAME + " expects 2 arguments, got " + inputType.size());
    }
    return new OfText();
  }

  @Override
  public String description() {
    return NAME + "(name, classes) - The index of a class among many";
  }

  @Override
  public String name() {
    return NAME;
  }

  /** For strings. */
  public static final class OfText extends ScalarBase<Integer> {

    private static final long serialVersionUID = 1L;

    OfText() {
      super(NAME, DataTypes.IntegerType, DataTypes.StringType, DataTypes.StringType);
    }

    /** Called from generated code. */
    public static int invoke(@Nullable UTF8String name, UTF8String classes) {
      return name == null ? NONE : ClassNames.indices(classes).getOrDefault(name, NONE);
    }

    @Override
    public Integer produceResult(InternalRow input) {
      return invoke(input.isNullAt(0) ? null : input.getUTF8String(0), input.getUTF8String(1));
    }

    @Override
    public boolean isResultNullable() {
      return false;
    }
  }
}
