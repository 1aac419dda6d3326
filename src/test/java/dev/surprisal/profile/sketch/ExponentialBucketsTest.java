package dev.surprisal.profile.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ExponentialBucketsTest {

  @Test
  void powersOfTwoAreUpperBoundsAsInOpenTelemetry() {
    // The data model's bucket i of scale s holds (2^(i/2^s), 2^((i+1)/2^s)].
    assertThat(ExponentialBuckets.index(1, 0)).isEqualTo(-1);
    assertThat(ExponentialBuckets.index(2, 0)).isEqualTo(0);
    assertThat(ExponentialBuckets.index(Math.nextUp(2.0), 0)).isEqualTo(1);
    assertThat(ExponentialBuckets.index(4, 1)).isEqualTo(3);
    assertThat(ExponentialBuckets.index(0.25, 6)).isEqualTo(-2 * 64 - 1);
  }

  @Test
  void theSmallestAndTheLargestNumbersHaveABucket() {
    assertThat(ExponentialBuckets.index(Double.MIN_VALUE, 0)).isEqualTo(-1075);
    assertThat(ExponentialBuckets.index(Double.MIN_NORMAL, 0)).isEqualTo(-1023);
    assertThat(ExponentialBuckets.index(Double.MAX_VALUE, 0)).isEqualTo(1023);
  }

  @Property
  void aValueLiesBetweenTheBoundsOfItsBucket(
      @ForAll @IntRange(min = -1000, max = 1000) int exponent,
      @ForAll @DoubleRange(min = 1, max = 2) double fraction) {
    double value = Math.scalb(fraction, exponent);
    for (int scale = -3; scale <= ExponentialBuckets.MAX_SCALE; scale++) {
      int index = ExponentialBuckets.index(value, scale);
      // Bounds are rounded to doubles, and so may differ in the last place.
      assertThat(ExponentialBuckets.upperBound(index, scale) * (1 + 1e-12))
          .isGreaterThanOrEqualTo(value);
      assertThat(ExponentialBuckets.upperBound(index - 1, scale) * (1 - 1e-12)).isLessThan(value);
    }
  }

  @Property
  void aCoarserBucketIsTwoFinerOnes(
      @ForAll @IntRange(min = -1000, max = 1000) int exponent,
      @ForAll @DoubleRange(min = 1, max = 2) double fraction) {
    double value = Math.scalb(fraction, exponent);
    for (int scale = -3; scale < ExponentialBuckets.MAX_SCALE; scale++) {
      assertThat(ExponentialBuckets.index(value, scale))
          .isEqualTo(ExponentialBuckets.index(value, scale + 1) >> 1);
    }
  }
}
