package dev.surprisal.function.measure;

import static dev.surprisal.function.binding.ArgumentBuffer.P;
import static dev.surprisal.function.binding.ArgumentBuffer.Q;

import dev.surprisal.function.binding.Measure;
import dev.surprisal.function.binding.Parameter;
import dev.surprisal.function.binding.ScalarBase;
import dev.surprisal.function.binding.Usage;
import dev.surprisal.function.binding.UsageFunction;
import dev.surprisal.math.Divergence;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** {@code total_variation(p, q)}: {@link Divergence#totalVariation}. */
public final class TotalVariationFunction extends UsageFunction {

  private static final String NAME = "total_variation";

  private static final Measure.OfTwo OF_TWO = Divergence::totalVariation;

  public TotalVariationFunction() {
    super(
        Usage.ofMeasure(
                NAME,
                "The total variation distance, sum |p - q| / 2, between 0 and 1",
                Parameter.values("p", "the reference distribution"),
                Parameter.values("q", "the distribution to compare"))
            .example("array(0.5, 0.5), array(0.25, 0.75)", "0.25"));
  }

  @Override
  protected BoundFunction bound(DataType... types) {
    return new OfDoubles(types);
  }

  @Override
  protected BoundFunction boundToFloats(DataType... types) {
    return new OfFloats(types);
  }

  /** For {@code array<double>} and vectors. */
  public static final class OfDoubles extends ScalarBase<Double> {

    private static final long serialVersionUID = 1L;

    OfDoubles(DataType... types) {
      super(NAME, DataTypes.DoubleType, types);
    }

    public static @Nullable Double invoke(@Nullable ArrayData p, @Nullable ArrayData q) {
      return OF_TWO.measure(P.doubles(p), Q.doubles(q));
    }

    public static @Nullable Double invoke(@Nullable ArrayData p, @Nullable Object q) {
      return OF_TWO.measure(P.doubles(p), Q.vector(q));
    }

    public static @Nullable Double invoke(@Nullable Object p, @Nullable ArrayData q) {
      return OF_TWO.measure(P.vector(p), Q.doubles(q));
    }

    public static @Nullable Double invoke(@Nullable Object p, @Nullable Object q) {
      return OF_TWO.measure(P.vector(p), Q.vector(q));
    }
  }

  /** For {@code array<float>}. */
  public static final class OfFloats extends ScalarBase<Double> {

    private static final long serialVersionUID = 1L;

    OfFloats(DataType... types) {
      super(NAME, DataTypes.DoubleType, types);
    }

    public static @Nullable Double invoke(@Nullable ArrayData p, @Nullable ArrayData q) {
      return OF_TWO.measure(P.floats(p), Q.floats(q));
    }
  }
}
