package dev.surprisal.function.measure;

import static dev.surprisal.function.binding.ArgumentBuffer.P;

import dev.surprisal.catalyst.Elements;
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

/** {@code normalize(weights)}: {@link Distributions#normalise}. */
public final class NormalizeFunction extends UsageFunction {

  private static final String NAME = "normalize";

  public NormalizeFunction() {
    super(
        Usage.of(
                NAME,
                "Weights as shares, w / sum w",
                "Null if the argument is null. Every element NaN if one is null, NaN, infinite or"
                    + " negative, or if all are 0",
                Parameter.values("weights", "weights or counts, finite and not negative"))
            .example("array(1, 3)", "[0.25,0.75]"));
  }

  @Override
  protected BoundFunction bound(DataType... types) {
    return new OfDoubles(types);
  }

  @Override
  protected BoundFunction boundToFloats(DataType... types) {
    return new OfFloats(types);
  }

  private static @Nullable ArrayData result(double @Nullable [] values) {
    return values == null ? null : Elements.array(Distributions.normalise(values));
  }

  /** For {@code array<double>} and vectors. */
  public static final class OfDoubles extends ScalarBase<ArrayData> {

    private static final long serialVersionUID = 1L;

    OfDoubles(DataType... types) {
      super(NAME, DataTypes.createArrayType(DataTypes.DoubleType, false), types);
    }

    public static @Nullable ArrayData invoke(@Nullable ArrayData values) {
      return result(P.doubles(values));
    }

    public static @Nullable ArrayData invoke(@Nullable Object values) {
      return result(P.vector(values));
    }
  }

  /** For {@code array<float>}. */
  public static final class OfFloats extends ScalarBase<ArrayData> {

    private static final long serialVersionUID = 1L;

    OfFloats(DataType... types) {
      super(NAME, DataTypes.createArrayType(DataTypes.DoubleType, false), types);
    }

    public static @Nullable ArrayData invoke(@Nullable ArrayData values) {
      return result(P.floats(values));
    }
  }
}
