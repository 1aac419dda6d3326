package dev.surprisal.function.measure;

import static dev.surprisal.function.binding.ArgumentBuffer.P;

import dev.surprisal.function.binding.Measure;
import dev.surprisal.function.binding.Parameter;
import dev.surprisal.function.binding.ScalarBase;
import dev.surprisal.function.binding.Usage;
import dev.surprisal.function.binding.UsageFunction;
import dev.surprisal.math.Entropy;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** {@code entropy(p [, base])}: {@link Entropy#entropy}. */
public final class EntropyFunction extends UsageFunction {

  private static final String NAME = "entropy";

  private static final Measure.OfOne ENTROPY = Entropy::entropy;

  public EntropyFunction() {
    super(
        Usage.ofMeasure(
                NAME, "The entropy H(p), -sum p * ln p", Parameter.values("p", "a distribution"))
            .optionally(Parameter.BASE)
            .example("array(0.5, 0.25, 0.25), 2", "1.5")
            .example("array(0.5, 0.5)", "0.6931471805599453"));
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

    public static @Nullable Double invoke(@Nullable ArrayData p) {
      return ENTROPY.measure(P.doubles(p));
    }

    public static @Nullable Double invoke(@Nullable ArrayData p, double base) {
      return ENTROPY.measure(P.doubles(p), base);
    }

    public static @Nullable Double invoke(@Nullable Object p) {
      return ENTROPY.measure(P.vector(p));
    }

    public static @Nullable Double invoke(@Nullable Object p, double base) {
      return ENTROPY.measure(P.vector(p), base);
    }
  }

  /** For {@code array<float>}. */
  public static final class OfFloats extends ScalarBase<Double> {

    private static final long serialVersionUID = 1L;

    OfFloats(DataType... types) {
      super(NAME, DataTypes.DoubleType, types);
    }

    public static @Nullable Double invoke(@Nullable ArrayData p) {
      return ENTROPY.measure(P.floats(p));
    }

    public static @Nullable Double invoke(@Nullable ArrayData p, double base) {
      return ENTROPY.measure(P.floats(p), base);
    }
  }
}
