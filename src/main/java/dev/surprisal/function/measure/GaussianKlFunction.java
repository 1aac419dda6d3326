package dev.surprisal.function.measure;

import static dev.surprisal.function.binding.ArgumentBuffer.P;
import static dev.surprisal.function.binding.ArgumentBuffer.Q;
import static dev.surprisal.function.binding.ArgumentBuffer.SD_P;
import static dev.surprisal.function.binding.ArgumentBuffer.SD_Q;

import dev.surprisal.function.binding.Measure;
import dev.surprisal.function.binding.Parameter;
import dev.surprisal.function.binding.ScalarBase;
import dev.surprisal.function.binding.Usage;
import dev.surprisal.function.binding.UsageFunction;
import dev.surprisal.math.continuous.Gaussian;
import java.util.List;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * {@code gaussian_kl(mean_p, sd_p, mean_q, sd_q [, base])}: {@link
 * Gaussian#kullbackLeibler(double[], double[], double[], double[])}.
 */
public final class GaussianKlFunction extends UsageFunction {

  private static final String NAME = "gaussian_kl";

  private static final List<String> MOMENTS = List.of("mean_p", "sd_p", "mean_q", "sd_q");

  public GaussianKlFunction() {
    super(
        Usage.of(
                NAME,
                "The Kullback-Leibler divergence D(p || q) of normal distributions; of arrays, that"
                    + " of independent components",
                "Null if an argument is null. NaN if a mean is not finite, a deviation is not"
                    + " positive and finite, an element is null, the lengths differ, or the base is"
                    + " not above 1",
                Parameter.valuesOrNumber(MOMENTS.get(0), "the mean of p, or its components' means"),
                Parameter.valuesOrNumber(MOMENTS.get(1), "the standard deviation of p"),
                Parameter.valuesOrNumber(MOMENTS.get(2), "the mean of q"),
                Parameter.valuesOrNumber(MOMENTS.get(3), "the standard deviation of q"))
            .optionally(Parameter.BASE)
            .example("1, 1, 0, 1", "0.5")
            .example("array(1, 2), array(1, 1), array(0, 0), array(1, 1)", "2.5"));
  }

  @Override
  protected BoundFunction bound(DataType... types) {
    requireOneForm(types);
    return DataTypes.DoubleType.equals(types[0]) ? new OfNumbers(types) : new OfDoubles(types);
  }

  @Override
  protected BoundFunction boundToFloats(DataType... types) {
    requireOneForm(types);
    return new OfFloats(types);
  }

  private static void requireOneForm(DataType... types) {
    for (int i = 1; i < MOMENTS.size(); i++) {
      if (!types[i].equals(types[0])) {
        throw new UnsupportedOperationException(
            "Invalid argument %s of %s: %s (must be %s, as %s is)"
                .formatted(
                    MOMENTS.get(i),
                    NAME,
                    types[i].catalogString(),
                    types[0].catalogString(),
                    MOMENTS.get(0)));
      }
    }
  }

  private static @Nullable Double nats(
      double @Nullable [] meansP,
      double @Nullable [] sdsP,
      double @Nullable [] meansQ,
      double @Nullable [] sdsQ) {
    return meansP == null || sdsP == null || meansQ == null || sdsQ == null
        ? null
        : Gaussian.kullbackLeibler(meansP, sdsP, meansQ, sdsQ);
  }

  private static @Nullable Double inBase(@Nullable Double nats, double base) {
    return nats == null ? null : Measure.inBase(nats, base);
  }

  /** For numbers. */
  public static final class OfNumbers extends ScalarBase<Double> {

    private static final long serialVersionUID = 1L;

    OfNumbers(DataType... types) {
      super(NAME, DataTypes.DoubleType, types);
    }

    public static double invoke(double meanP, double sdP, double meanQ, double sdQ) {
      return Gaussian.kullbackLeibler(meanP, sdP, meanQ, sdQ);
    }

    public static double invoke(double meanP, double sdP, double meanQ, double sdQ, double base) {
      return Measure.inBase(invoke(meanP, sdP, meanQ, sdQ), base);
    }
  }

  /** For {@code array<double>} and vectors. */
  public static final class OfDoubles extends ScalarBase<Double> {

    private static final long serialVersionUID = 1L;

    OfDoubles(DataType... types) {
      super(NAME, DataTypes.DoubleType, types);
    }

    public static @Nullable Double invoke(
        @Nullable ArrayData meansP,
        @Nullable ArrayData sdsP,
        @Nullable ArrayData meansQ,
        @Nullable ArrayData sdsQ) {
      return nats(P.doubles(meansP), SD_P.doubles(sdsP), Q.doubles(meansQ), SD_Q.doubles(sdsQ));
    }

    public static @Nullable Double invoke(
        @Nullable ArrayData meansP,
        @Nullable ArrayData sdsP,
        @Nullable ArrayData meansQ,
        @Nullable ArrayData sdsQ,
        double base) {
      return inBase(invoke(meansP, sdsP, meansQ, sdsQ), base);
    }

    public static @Nullable Double invoke(
        @Nullable Object meansP,
        @Nullable Object sdsP,
        @Nullable Object meansQ,
        @Nullable Object sdsQ) {
      return nats(P.vector(meansP), SD_P.vector(sdsP), Q.vector(meansQ), SD_Q.vector(sdsQ));
    }

    public static @Nullable Double invoke(
        @Nullable Object meansP,
        @Nullable Object sdsP,
        @Nullable Object meansQ,
        @Nullable Object sdsQ,
        double base) {
      return inBase(invoke(meansP, sdsP, meansQ, sdsQ), base);
    }
  }

  /** For {@code array<float>}. */
  public static final class OfFloats extends ScalarBase<Double> {

    private static final long serialVersionUID = 1L;

    OfFloats(DataType... types) {
      super(NAME, DataTypes.DoubleType, types);
    }

    public static @Nullable Double invoke(
        @Nullable ArrayData meansP,
        @Nullable ArrayData sdsP,
        @Nullable ArrayData meansQ,
        @Nullable ArrayData sdsQ) {
      return nats(P.floats(meansP), SD_P.floats(sdsP), Q.floats(meansQ), SD_Q.floats(sdsQ));
    }

    public static @Nullable Double invoke(
        @Nullable ArrayData meansP,
        @Nullable ArrayData sdsP,
        @Nullable ArrayData meansQ,
        @Nullable ArrayData sdsQ,
        double base) {
      return inBase(invoke(meansP, sdsP, meansQ, sdsQ), base);
    }
  }
}
