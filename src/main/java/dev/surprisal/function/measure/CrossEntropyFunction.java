package dev.surprisal.function.measure;

import static dev.surprisal.function.binding.ArgumentBuffer.P;
import static dev.surprisal.function.binding.ArgumentBuffer.Q;

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

/** {@code cross_entropy(p, q [, base])}: {@link Entropy#crossEntropy(double[], double[])}. */
public final class CrossEntropyFunction extends UsageFunction {

  private static final String NAME = "cross_entropy";

  private static final Measure.OfTwo OF_TWO = Entropy::crossEntropy;
  private static final Measure.OfLabel OF_LABEL = Entropy::crossEntropy;

  public CrossEntropyFunction() {
    super(
        Usage.ofMeasure(
                NAME,
                "The cross-entropy H(p, q), -sum p * ln q; of a class label, -ln of its"
                    + " probability",
                Parameter.valuesOrLabel(
                    "p", "the label: its distribution, or the index of its class"),
                Parameter.values("q", "the prediction"))
            .optionally(Parameter.BASE)
            .example("array(0.5, 0.5), array(0.25, 0.75), 2", "1.207518749639422")
            .example("0, array(0.25, 0.75), 2", "2.0"));
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
