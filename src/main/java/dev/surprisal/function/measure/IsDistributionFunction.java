package dev.surprisal.function.measure;

import static dev.surprisal.function.binding.ArgumentBuffer.P;

import dev.surprisal.function.binding.Parameter;
import dev.surprisal.function.binding.ScalarBase;
import dev.surprisal.function.binding.Usage;
import dev.surprisal.function.binding.UsageFunction;
import dev.surprisal.math.Distributions;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** {@code is_distribution(p)}: {@link Distributions#isDistribution(double[])}. */
public final class IsDistributionFunction extends UsageFunction {

  private static final String NAME = "is_distribution";

  public IsDistributionFunction() {
    super(
        Usage.of(
                NAME,
                "Whether p is a distribution: at least one element, none null, NaN, infinite or"
                    + " negative, and a sum within 1e-4 of 1",
                "Null if p is null, false if an element is",
                Parameter.values("p", "the probabilities"))
            .example("array(0.5, 0.5)", "true")
            .example("array(0.5, 0.6)", "false"));
  }

  @Override
  protected BoundFunction bound(DataType... types) {
    return new OfDoubles(types);
  }

  @Override
  protected BoundFunction boundToFloats(DataType... types) {
    return new OfFloats(types);
  }

  private static @Nullable Boolean result(double @Nullable [] values) {
    return values == null ? null : Distributions.isDistribution(values);
  }

  /** For {@code array<double>} and vectors. */
  public static final class OfDoubles extends ScalarBase<Boolean> {

    private static final long serialVersionUID = 1L;

    OfDoubles(DataType... types) {
      super(NAME, DataTypes.BooleanType, types);
    }

    public static @Nullable Boolean invoke(@Nullable ArrayData values) {
      return result(P.doubles(values));
    }

    public static @Nullable Boolean invoke(@Nullable Object values) {
      return result(P.vector(values));
    }
  }

  /** For {@code array<float>}. */
  public static final class OfFloats extends ScalarBase<Boolean> {

    private static final long serialVersionUID = 1L;

    OfFloats(DataType... types) {
      super(NAME, DataTypes.BooleanType, types);
    }

    public static @Nullable Boolean invoke(@Nullable ArrayData values) {
      return result(P.floats(values));
    }
  }
}
