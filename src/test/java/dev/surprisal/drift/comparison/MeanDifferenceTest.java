package dev.surprisal.drift.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.surprisal.drift.comparison.MeanDifference.Part;
import org.apache.commons.math3.stat.descriptive.StatisticalSummary;
import org.apache.commons.math3.stat.descriptive.StatisticalSummaryValues;
import org.apache.commons.math3.stat.inference.TTest;
import org.junit.jupiter.api.Test;

class MeanDifferenceTest {

  @Test
  void isWelchsTestWithoutAPartOfTheWindows() {
    MeanDifference difference =
        new MeanDifference(
            1.007, new Part(0.49 / 7232, 7231), new Part(9.0 / 336, 335), new Part(0, 21));

    // Commons Math's, of 7232 rows with the mean 0.473 and 336 with 1.48.
    double welch = new TTest().tTest(summary(7232, 0.473, 0.49), summary(336, 1.48, 9.0));
    assertThat(difference.pValue()).isCloseTo(welch, withinPercentage(1e-8));
    double margin = difference.margin(0.05);
    assertThat(new TTest().tTest(summary(7232, 0, 0.49), summary(336, margin, 9.0)))
        .isCloseTo(0.05, within(1e-12));
  }

  private static StatisticalSummary summary(long rows, double mean, double variance) {
    return new StatisticalSummaryValues(mean, variance, rows, Double.NaN, Double.NaN, rows * mean);
  }

  /** Two parts that are equal, of 10 degrees of freedom each, have 20 together. */
  @Test
  void addsDegreesOfFreedomAsSatterthwaiteDoes() {
    MeanDifference difference = new MeanDifference(2.085963, new Part(0.5, 10), new Part(0.5, 10));

    // The 97.5 % quantile of t with 20 degrees of freedom is 2.085963 (NIST/SEMATECH, 1.3.6.7.2).
    assertThat(difference.pValue()).isCloseTo(0.05, within(1e-7));
    assertThat(difference.margin(0.05)).isCloseTo(2.085963, within(1e-6));
  }

  @Test
  void isCertainWhereNothingVaries() {
    Part constant = new Part(0, 99);

    assertThat(new MeanDifference(0, constant, constant).pValue()).isEqualTo(1);
    assertThat(new MeanDifference(0.1, constant, constant).pValue()).isEqualTo(0);
    assertThat(new MeanDifference(0.1, constant, constant).margin(0.05)).isEqualTo(0);
  }

  @Test
  void isNotANumberWhereAVarianceIsMissing() {
    MeanDifference difference = new MeanDifference(0.1, new Part(Double.NaN, 0), new Part(0.1, 99));

    assertThat(difference.pValue()).isNaN();
    assertThat(difference.margin(0.05)).isNaN();
  }
}
