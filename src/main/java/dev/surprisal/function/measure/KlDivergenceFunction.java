package dev.surprisal.function.measure;

import static dev.surprisal.function.binding.ArgumentBuffer.P;
import static dev.surprisal.function.binding.ArgumentBuffer.Q;

import dev.surprisal.function.binding.Measure;
import dev.surprisal.function.binding.Parameter;
import dev.surprisal.function.binding.ScalarBase;
import dev.surprisal.function.binding.Usage;
import dev.surprisal.function.binding.UsageFunction;
import dev.surprisal.math.Divergence;
import dev.surprisal.math.Entropy;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** {@code kl_divergence(p, q [, base])}: {@link Divergence#kullbackLeibler}. */
public final class KlDivergenceFunction extends UsageFunction {

  private static final String NAME = "kl_divergence";

  private static final Measure.OfTwo OF_TWO = Divergence::kullbackLeibler;

  /** The entropy of a class that is certain is 0, so the divergence is the cross-entropy. */
  private static final Measure.OfLabel OF_LABEL = Entropy::crossEntropy;

  public KlDivergenceFunction() {
    super(
        Usage.ofMeasure(
                NAME,
                "The Kullback-Leibler divergence D(p || q), sum p * ln(p / q)",
                Parameter.valuesOrLabel(
                    "p", "the reference distribution, or the index of a class that is certain"),
                Parameter.values("q", "the distribution to compare"))
            .optionally(Parameter.BASE)
            .example("array(0.5, 0.5), array(0.25, 0.75)", "0.14384103622589045")
            .example("array(0.5, 0.5), array(0.25, 0.75), 2", "0.2075187496394219"));
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

    public static @Nullable Double invoke(
        @Nullable ArrayData p, @Nullable ArrayData q, double base) {
      return OF_TWO.measure(P.doubles(p), Q.doubles(q), base);
    }

    public static @Nullable Double invoke(@Nullable ArrayData p, @Nullable Object q) {
      return OF_TWO.measure(P.doubles(p), Q.vector(q));
    }

    public static @Nullable Double invoke(@Nullable ArrayData p, @Nullable Object q, double base) {
      return OF_TWO.measure(P.doubles(p), Q.vector(q), base);
    }

    public static @Nullable Double invoke(@Nullable Object p, @Nullable ArrayData q) {
      return OF_TWO.measure(P.vector(p), Q.doubles(q));
    }

    public static @Nullable Double invoke(@Nullable Object p, @Nullable ArrayData q, double base) {
      return OF_TWO.measure(P.vector(p), Q.doubles(q), base);
    }

    public static @Nullable Double invoke(@Nullable Object p, @Nullable Object q) {
      return OF_TWO.measure(P.vector(p), Q.vector(q));
    }

    public static @Nullable Double invoke(@Nullable Object p, @Nullable Object q, double base) {
      return OF_TWO.measure(P.vector(p), Q.vector(q), base);
    }

    public static @Nullable Double invoke(long label, @Nullable ArrayData q) {
      return OF_LABEL.measure(label, Q.doubles(q));
    }

    public static @Nullable Double invoke(long label, @Nullable ArrayData q, double base) {
      return OF_LABEL.measure(label, Q.doubles(q), base);
    }

    public static @Nullable Double invoke(long label, @Nullable Object q) {
      return OF_LABEL.measure(label, Q.vector(q));
    }

    public static @Nullable Double invoke(long label, @Nullable Object q, double base) {
      return OF_LABEL.measure(label, Q.vector(q), base);
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

    public static @Nullable Double invoke(
        @Nullable ArrayData p, @Nullable ArrayData q, double base) {
      return OF_TWO.measure(P.floats(p), Q.floats(q), base);
    }

    public static @Nullable Double invoke(long label, @Nullable ArrayData q) {
      return OF_LABEL.measure(label, Q.floats(q));
    }

    public static @Nullable Double invoke(long label, @Nullable ArrayData q, double base) {
      return OF_LABEL.measure(label, Q.floats(q), base);
    }
  }
}
