package dev.surprisal.math.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WelchTestTest {
  @Test
  void testOfThePublishedExample() {
    // Wikipedia, "Welch's t-test", example 2: t = −1.57 (first − second), 9.9 degrees of freedom,
    // p = 0.149; the means and variances are those of the 10 and 20 values listed there.
    TestResult result = WelchTest.of(10, 20.61, 9.041, 20, 22.135, 0.8981842105263163);
    assertThat(result.statistic()).isCloseTo(1.57, within(0.005));
    assertThat(result.degreesOfFreedom()).isCloseTo(9.9, within(0.05));
    assertThat(result.pValue()).isCloseTo(0.149, within(0.0005));
  }

  @Test
  void equalSizesAndVariancesAreStudentsTest() {
    // t = (2 − 1)/√(1/6 + 1/6) = √3 with 10 degrees of freedom
    TestResult result = WelchTest.of(6, 1, 1, 6, 2, 1);
    assertThat(result.statistic()).isCloseTo(Math.sqrt(3), within(1e-15));
    assertThat(result.degreesOfFreedom()).isCloseTo(10, within(1e-14));
  }

  @Test
  void intervalExcludesZeroExactlyWhereThePValueIsBelowAlpha() {
    double level = 1 - WelchTest.of(10, 20.6, 9.0, 20, 22.1, 0.9).pValue();
    ConfidenceInterval interval = WelchTest.interval(10, 20.6, 9.0, 20, 22.1, 0.9, level);
    assertThat(interval.lower()).isCloseTo(0, within(1e-12));
    assertThat(interval.upper()).isCloseTo(2 * (22.1 - 20.6), within(1e-12));
  }

  @Test
  void intervalOfLargeSamplesIsTheNormalOne() {
    ConfidenceInterval interval = WelchTest.interval(1_000_000, 0, 1, 1_000_000, 1, 1, 0.95);
    double margin = Normal.quantile(0.975) * Math.sqrt(2e-6);
    assertThat(interval.lower()).isCloseTo(1 - margin, within(1e-8));
    assertThat(interval.upper()).isCloseTo(1 + margin, within(1e-8));
  }

  @Test
  void constantSamplesAreEqualOrCertainToDiffer() {
    assertThat(WelchTest.of(5, 2, 0, 7, 2, 0)).isEqualTo(new TestResult(0, 10, 1));
    assertThat(WelchTest.of(5, 2, 0, 7, 3, 0))
        .isEqualTo(new TestResult(Double.POSITIVE_INFINITY, 10, 0));
    assertThat(WelchTest.of(5, 3, 0, 7, 2, 0))
        .isEqualTo(new TestResult(Double.NEGATIVE_INFINITY, 10, 0));
    assertThat(WelchTest.interval(5, 2, 0, 7, 3, 0, 0.95)).isEqualTo(new ConfidenceInterval(1, 1));
  }

  @Test
  void oneConstantSampleLeavesTheOthersDegreesOfFreedom() {
    assertThat(WelchTest.of(5, 2, 0, 7, 3, 1).degreesOfFreedom()).isEqualTo(6);
  }

  @Test
  void tooFewRowsAllowNoTest() {
    assertThat(WelchTest.of(1, 2, 0, 7, 3, 1)).isEqualTo(TestResult.UNDEFINED);
    assertThat(WelchTest.of(5, 2, Double.NaN, 7, 3, 1)).isEqualTo(TestResult.UNDEFINED);
    assertThat(WelchTest.of(5, Double.POSITIVE_INFINITY, 1, 7, 3, 1))
        .isEqualTo(TestResult.UNDEFINED);
    assertThat(WelchTest.interval(0, 2, 1, 7, 3, 1, 0.95).lower()).isNaN();
  }

  @Test
  void refusesALevelThatIsNone() {
    assertThatThrownBy(() -> WelchTest.interval(5, 2, 1, 7, 3, 1, 95))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid level: 95.0 (must be above 0 and below 1)");
  }
}
