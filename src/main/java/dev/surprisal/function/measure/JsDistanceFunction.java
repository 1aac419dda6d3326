package dev.surprisal.function.measure;

import static dev.surprisal.function.binding.ArgumentBuffer.P;
import static dev.surprisal.function.binding.ArgumentBuffer.Q;
import static dev.surprisal.function.binding.Measure.root;

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

/** {@code js_distance(p, q [, base])}: {@link Divergence#jensenShannonDistance}. */
public final class JsDistanceFunction extends UsageFunction {

  private static final String NAME = "js_distance";

  private static final Measure.OfTwo OF_TWO = Divergence::jensenShannon;
  private static final Measure.OfLabel OF_LABEL = Divergence::jensenShannonOfLabel;

  public JsDistanceFunction() {
    super(
        Usage.ofMeasure(
                NAME,
                "The Jensen-Shannon distance, the square root of the Jensen-Shannon divergence",
                Parameter.valuesOrLabel(
                    "p", "the reference distribution, or the index of a class that is certain"),
                Parameter.values("q", "the distribution to compare"))
            .optionally(Parameter.BASE)
            .example("array(1.0, 0.0), array(0.0, 1.0), 2", "1.0")
            .example("array(1.0, 0.0), array(0.5, 0.5)", "0.464501404022459"));
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
      return root(OF_TWO.measure(P.doubles(p), Q.doubles(q)));
    }

    public static @Nullable Double invoke(
        @Nullable ArrayData p, @Nullable ArrayData q, double base) {
      return root(OF_TWO.measure(P.doubles(p), Q.doubles(q), base));
    }

    public static @Nullable Double invoke(@Nullable ArrayData p, @Nullable Object q) {
      return root(OF_TWO.measure(P.doubles(p), Q.vector(q)));
    }

    public static @Nullable Double invoke(@Nullable ArrayData p, @Nullable Object q, double base) {
      return root(OF_TWO.measure(P.doubles(p), Q.vector(q), base));
    }

    public static @Nullable Double invoke(@Nullable Object p, @Nullable ArrayData q) {
      return root(OF_TWO.measure(P.vector(p), Q.doubles(q)));
    }

    public static @Nullable Double invoke(@Nullable Object p, @Nullable ArrayData q, double base) {
      return root(OF_TWO.measure(P.vector(p), Q.doubles(q), base));
    }

    public static @Nullable Double invoke(@Nullable Object p, @Nullable Object q) {
      return root(OF_TWO.measure(P.vector(p), Q.vector(q)));
    }

    public static @Nullable Double invoke(@Nullable Object p, @Nullable Object q, double base) {
      return root(OF_TWO.measure(P.vector(p), Q.vector(q), base));
    }

    public static @Nullable Double invoke(long label, @Nullable ArrayData q) {
      return root(OF_LABEL.measure(label, Q.doubles(q)));
    }

    public static @Nullable Double invoke(long label, @Nullable ArrayData q, double base) {
      return root(OF_LABEL.measure(label, Q.doubles(q), base));
    }

    public static @Nullable Double invoke(long label, @Nullable Object q) {
      return root(OF_LABEL.measure(label, Q.vector(q)));
    }

    public static @Nullable Double invoke(long label, @Nullable Object q, double base) {
      return root(OF_LABEL.measure(label, Q.vector(q), base));
    }
  }

  /** For {@code array<float>}. */
  public static final class OfFloats extends ScalarBase<Double> {

    private static final long serialVersionUID = 1L;

    OfFloats(DataType... types) {
      super(NAME, DataTypes.DoubleType, types);
    }

    public static @Nullable Double invoke(@Nullable ArrayData p, @Nullable ArrayData q) {
      return root(OF_TWO.measure(P.floats(p), Q.floats(q)));
    }

    public static @Nullable Double invoke(
        @Nullable ArrayData p, @Nullable ArrayData q, double base) {
      return root(OF_TWO.measure(P.floats(p), Q.floats(q), base));
    }

    public static @Nullable Double invoke(long label, @Nullable ArrayData q) {
      return root(OF_LABEL.measure(label, Q.floats(q)));
    }

    public static @Nullable Double invoke(long label, @Nullable ArrayData q, double base) {
      return root(OF_LABEL.measure(label, Q.floats(q), base));
    }
  }
}
