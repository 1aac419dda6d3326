package dev.surprisal.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.profile.sketch.ColumnHistogram;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ColumnMomentsTest {

  private static final int AT = 2;

  /** By definition, in 34 digits. */
  @Test
  void areMeanAndVarianceOfTheFiniteValues() {
    double[] values = {-3.5, 0, 1e6 + 0.1, 1e6 + 0.3, 2.25, -1e-7};
    double[] told = Arrays.copyOf(values, 9);
    told[6] = Double.NaN;
    told[7] = Double.POSITIVE_INFINITY;
    told[8] = Double.NEGATIVE_INFINITY;
    BigDecimal n = BigDecimal.valueOf(values.length);
    BigDecimal mean = sum(values).divide(n, MathContext.DECIMAL128);
    double variance =
        sum(Arrays.stream(values).map(x -> x * x).toArray())
            .subtract(mean.multiply(mean).multiply(n))
            .divide(n.subtract(BigDecimal.ONE), MathContext.DECIMAL128)
            .doubleValue();

    ColumnMoments moments = moments(section(told));

    assertThat(moments.rows()).isEqualTo(values.length);
    assertThat(moments.mean()).isEqualTo(mean.doubleValue());
    assertThat(moments.variance()).isCloseTo(variance, within(1e-15 * variance));
  }

  @Test
  void withoutARowThereIsNeither() {
    ColumnMoments none = moments(section());

    assertThat(none.rows()).isZero();
    assertThat(none.mean()).isNaN();
    assertThat(none.variance()).isNaN();
  }

  /** A variance of 1e400 is no double, and must not be told as another figure. */
  @Test
  void squaresBeyondTheDoublesGiveNoVariance() {
    ColumnMoments moments = moments(section(1e200, 3e200));

    assertThat(moments.mean()).isEqualTo(2e200);
    assertThat(moments.variance()).isNaN();
  }

  @Property
  void orderAndDivisionDoNotShow(@ForAll long seed) {
    Random random = new Random(seed);
    double[] values =
        DoubleStream.generate(() -> random.nextGaussian() * Math.exp(20 * random.nextGaussian()))
            .limit(50)
            .toArray();
    double[] reversed = new double[values.length];
    Arrays.setAll(reversed, i -> values[values.length - 1 - i]);
    long[] parts = section(Arrays.copyOf(reversed, 20));
    ColumnHistogram.merge(parts, section(Arrays.copyOfRange(reversed, 20, 50)), AT);
    ColumnHistogram.canonicalise(parts, AT);
    long[] whole = section(values);
    ColumnHistogram.canonicalise(whole, AT);

    assertThat(parts).isEqualTo(whole);
  }

  private static BigDecimal sum(double[] values) {
    return Arrays.stream(values).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static ColumnMoments moments(long[] section) {
    return ColumnMoments.read(section, AT, 1, SampleSize.ofRows(0));
  }

  private static long[] section(double... values) {
    long[] section = new long[AT + ColumnHistogram.LONGS];
    for (double value : values) {
      ColumnHistogram.add(section, AT, value, 1);
    }
    return section;
  }
}
