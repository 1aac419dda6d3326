package dev.surprisal.math.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.math.Divergence;
import org.junit.jupiter.api.Test;

/** The tests of counts: G and χ², and the smoothing of counts. */
class CountTestsTest {
  private static final long[] FIRST = {268, 199, 42};
  private static final long[] SECOND = {807, 759, 184};

  @Test
  void gTestOfThePublishedTable() {
    // Commons Statistics' GTestTest, from http://www.biostathandbook.com/gtestind.html
    TestResult result = GTest.twoSample(FIRST, SECOND);
    assertThat(result.statistic()).isCloseTo(7.30081707585487, within(1e-12));
    assertThat(result.degreesOfFreedom()).isEqualTo(2);
    assertThat(result.pValue()).isCloseTo(0.0259805125855789, within(1e-14));
  }

  @Test
  void chiSquaredTestOfThePublishedTable() {
    // Commons Statistics' ChiSquareTestTest, verified there with R
    TestResult result =
        ChiSquaredTest.twoSample(new long[] {10, 12, 12, 10}, new long[] {5, 15, 14, 10});
    assertThat(result.statistic()).isCloseTo(2.1538461538461537, within(1e-14));
    assertThat(result.degreesOfFreedom()).isEqualTo(3);
    assertThat(result.pValue()).isCloseTo(0.5410963556041966, within(1e-14));
  }

  @Test
  void gIsTwiceTheRowsTimesTheDivergence() {
    double[] shares = {0.25, 0.25, 0.5};
    TestResult result = GTest.goodnessOfFit(new long[] {10, 20, 70}, shares);
    double divergence = Divergence.kullbackLeibler(new double[] {0.1, 0.2, 0.7}, shares);
    assertThat(result.statistic()).isCloseTo(200 * divergence, within(1e-13));
  }

  @Test
  void anEmptyCellInOneSampleContributesItsExpectation() {
    // 2·(10 ln 2 + 10 ln 2) = 40 ln 2: each sample is alone in its cell.
    TestResult result = GTest.twoSample(new long[] {10, 0}, new long[] {0, 10});
    assertThat(result.statistic()).isCloseTo(40 * Math.log(2), within(1e-14));
  }

  @Test
  void cellsThatAreEmptyInBothAreDropped() {
    long[] first = {268, 0, 199, 42, 0};
    long[] second = {807, 0, 759, 184, 0};
    assertThat(GTest.twoSample(first, second)).isEqualTo(GTest.twoSample(FIRST, SECOND));
    assertThat(ChiSquaredTest.twoSample(first, second))
        .isEqualTo(ChiSquaredTest.twoSample(FIRST, SECOND));
  }

  @Test
  void aSingleCellCannotDiffer() {
    TestResult none = new TestResult(0, 0, 1);
    assertThat(GTest.twoSample(new long[] {7, 0}, new long[] {9, 0})).isEqualTo(none);
    assertThat(ChiSquaredTest.twoSample(new long[] {7}, new long[] {9})).isEqualTo(none);
  }

  @Test
  void aSampleWithoutRowsAllowsNoTest() {
    TestResult result = GTest.twoSample(new long[] {0, 0}, new long[] {3, 4});
    assertThat(result).isEqualTo(TestResult.UNDEFINED);
    assertThat(result.isDefined()).isFalse();
    assertThat(ChiSquaredTest.twoSample(new long[0], new long[0])).isEqualTo(TestResult.UNDEFINED);
  }

  @Test
  void equalSharesOfHugeSamplesDoNotDiffer() {
    long billion = 1_000_000_000L;
    TestResult result =
        GTest.twoSample(
            new long[] {3 * billion, 7 * billion}, new long[] {30 * billion, 70 * billion});
    assertThat(result.statistic()).isEqualTo(0.0);
    assertThat(result.pValue()).isEqualTo(1.0);
  }

  @Test
  void theFarTailKeepsItsDigits() {
    // χ² with 1 degree of freedom: p = erfc(√(G/2)) ≈ e^(−G/2)·√(2/πG)
    TestResult result = GTest.twoSample(new long[] {500, 0}, new long[] {0, 500});
    assertThat(result.pValue()).isPositive().isLessThan(1e-299);
  }

  @Test
  void aCountWhereNoneIsExpectedIsCertainToDiffer() {
    // Spark's HypothesisTestSuite, "chi squared pearson goodness of fit": statistic ∞, p = 0
    TestResult result = ChiSquaredTest.goodnessOfFit(new long[] {4, 6, 5}, new double[] {1, 0, 3});
    assertThat(result).isEqualTo(new TestResult(Double.POSITIVE_INFINITY, 2, 0));
  }

  @Test
  void refusesCountsThatAreNone() {
    assertThatThrownBy(() -> GTest.twoSample(new long[] {1, -2}, new long[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid counts[1]: -2 (must be at least 0)");
    assertThatThrownBy(() -> GTest.twoSample(new long[] {1}, new long[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid counts: 1 cells beside 2 (must be counted over the same cells)");
    assertThatThrownBy(() -> GTest.goodnessOfFit(new long[] {1}, new double[] {Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid weights[0]: NaN (must be finite and at least 0)");
  }

  @Test
  void smoothingAddsHalfARowToEachCell() {
    assertThat(Smoothing.jeffreys(new long[] {0, 1, 2}))
        .containsExactly(0.5 / 4.5, 1.5 / 4.5, 2.5 / 4.5);
    assertThat(Smoothing.jeffreys(new long[] {0, 0})).containsExactly(0.5, 0.5);
    assertThat(Smoothing.jeffreys(new long[0])).isEmpty();
  }
}
