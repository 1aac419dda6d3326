package dev.surprisal.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DivergenceTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final double LN_2 = Math.log(2);
  private static final double[] P = {9.0 / 25, 12.0 / 25, 4.0 / 25};
  private static final double[] UNIFORM = {1.0 / 3, 1.0 / 3, 1.0 / 3};

  static List<ToDoubleBiFunction<double[], double[]>> measures() {
    return List.of(
        Divergence::kullbackLeibler,
        Divergence::jeffreys,
        Divergence::populationStabilityIndex,
        Divergence::jensenShannon,
        Divergence::jensenShannonDistance,
        Divergence::hellinger,
        Divergence::totalVariation,
        Divergence::chebyshev,
        Divergence::chiSquared,
        Scores::brier);
  }

  @Test
  void kullbackLeiblerOfThePublishedExample() {
    // Wikipedia, "Kullback–Leibler divergence", section "Basic example": Bin(2, 0.4) and uniform,
    // in closed form (32 ln 2 + 55 ln 3 − 50 ln 5)/25 and (−4 ln 2 − 6 ln 3 + 6 ln 5)/3
    double forwards = (32 * Math.log(2) + 55 * Math.log(3) - 50 * Math.log(5)) / 25;
    double backwards = (-4 * Math.log(2) - 6 * Math.log(3) + 6 * Math.log(5)) / 3;
    assertThat(Divergence.kullbackLeibler(P, UNIFORM)).isCloseTo(forwards, within(1e-15));
    assertThat(Divergence.kullbackLeibler(UNIFORM, P)).isCloseTo(backwards, within(1e-15));
    assertThat(forwards).isCloseTo(0.0852996, within(5e-8));
    assertThat(backwards).isCloseTo(0.097455, within(5e-7));
  }

  @Test
  void kullbackLeiblerIsInfiniteOutsideTheSupport() {
    assertThat(Divergence.kullbackLeibler(new double[] {0.5, 0.5}, new double[] {1, 0}))
        .isEqualTo(INFINITY);
    assertThat(Divergence.kullbackLeibler(new double[] {1, 0}, new double[] {0.5, 0.5}))
        .isEqualTo(LN_2);
  }

  @Test
  void kullbackLeiblerBearsARatioThatOverflows() {
    double least = Double.MIN_VALUE;
    assertThat(Divergence.kullbackLeibler(new double[] {1, 0}, new double[] {least, 1}))
        .isEqualTo(-Math.log(least));
    assertThat(Divergence.kullbackLeibler(new double[] {least, 1}, new double[] {1, 0}))
        .isInfinite();
  }

  @Test
  void generalisedDivergenceBearsWeights() {
    // x ln(x/y) − x + y, term by term: 2 ln 2 − 1 and 3
    assertThat(Divergence.generalisedKullbackLeibler(new double[] {2, 0}, new double[] {1, 3}))
        .isCloseTo(2 * LN_2 + 2, within(Math.ulp(4.0)));
    assertThat(Divergence.generalisedKullbackLeibler(new double[] {1}, new double[] {0}))
        .isInfinite();
    assertThat(Divergence.generalisedKullbackLeibler(new double[] {-1}, new double[] {1})).isNaN();
    assertThat(Divergence.generalisedKullbackLeibler(new double[] {}, new double[] {})).isNaN();
  }

  @Test
  void jeffreysIsBothDirectionsTogether() {
    assertThat(Divergence.jeffreys(P, UNIFORM))
        .isCloseTo(
            Divergence.kullbackLeibler(P, UNIFORM) + Divergence.kullbackLeibler(UNIFORM, P),
            within(1e-16));
    assertThat(Divergence.jeffreys(new double[] {1, 0}, new double[] {0.5, 0.5})).isInfinite();
  }

  @Test
  void stabilityIndexOfSharesDoesNotGrowWithTheRows() {
    long[] counts = {426, 437, 429, 391, 469};
    long[] tenfold = {4260, 4370, 4290, 3910, 4690};
    double[] q = {0.2, 0.2, 0.2, 0.2, 0.2};
    assertThat(Divergence.populationStabilityIndex(shares(counts), q))
        .isCloseTo(Divergence.populationStabilityIndex(shares(tenfold), q), within(1e-17));
  }

  @Test
  void jensenShannonOfDisjointSupportsIsItsUpperBound() {
    double[] p = {1, 0};
    double[] q = {0, 1};
    assertThat(Divergence.jensenShannon(p, q)).isEqualTo(LN_2);
    assertThat(Divergence.jensenShannonDistance(p, q)).isEqualTo(Math.sqrt(LN_2));
  }

  @Test
  void jensenShannonDistanceOfThePublishedExample() {
    // SciPy's documentation of scipy.spatial.distance.jensenshannon
    double[] p = {1.0, 0.0, 0.0};
    double[] q = {0.0, 1.0, 0.0};
    double bits = InformationUnit.BITS.fromNats(Divergence.jensenShannon(p, q));
    assertThat(Math.sqrt(bits)).isEqualTo(1.0);
    assertThat(Divergence.jensenShannonDistance(new double[] {1, 0}, new double[] {0.5, 0.5}))
        .isCloseTo(0.46450140402245893, within(1e-16));
  }

  @Test
  void jensenShannonOfVectorsThatDifferInTheLastBitIsTinyAndNotNegative() {
    double[] p = {0.1, 0.2, 0.7};
    double[] q = {Math.nextUp(0.1), 0.2, Math.nextDown(0.7)};
    assertThat(Divergence.jensenShannon(p, q)).isPositive().isLessThan(1e-31);
    assertThat(Divergence.jensenShannonDistance(p, q)).isPositive().isLessThan(1e-15);
  }

  @Test
  void jensenShannonOfALabelIsThatOfItsVector() {
    double[] q = {0.2, 0.5, 0.3};
    for (int label = 0; label < 3; label++) {
      double[] p = new double[3];
      p[label] = 1;
      assertThat(Divergence.jensenShannonOfLabel(label, q))
          .isCloseTo(Divergence.jensenShannon(p, q), within(Math.ulp(0.5)));
    }
    assertThat(Divergence.jensenShannonOfLabel(1, new double[] {0, 1, 0})).isEqualTo(0.0);
    assertThat(Divergence.jensenShannonOfLabel(0, new double[] {0, 1, 0})).isEqualTo(LN_2);
    assertThat(Divergence.jensenShannonOfLabel(3, q)).isNaN();
    assertThat(Divergence.jensenShannonOfLabel(-1, q)).isNaN();
    assertThat(Divergence.jensenShannonOfLabel(0, new double[] {0.5, 0.6})).isNaN();
  }

  @Test
  void distancesOfAWorkedExample() {
    double[] p = {0.5, 0.5, 0};
    double[] q = {0.5, 0.25, 0.25};
    assertThat(Divergence.totalVariation(p, q)).isEqualTo(0.25);
    assertThat(Divergence.chebyshev(p, q)).isEqualTo(0.25);
    // (1/4)²/(1/4) + (1/4)²/(1/4)
    assertThat(Divergence.chiSquared(p, q)).isEqualTo(0.5);
    assertThat(Divergence.chiSquared(q, p)).isInfinite();
    // 1 − Σ√(pq) = 1 − 1/2 − √(1/8)
    assertThat(Divergence.hellinger(p, q))
        .isCloseTo(Math.sqrt(0.5 - Math.sqrt(0.125)), within(1e-16));
    assertThat(Divergence.hellinger(new double[] {1, 0}, new double[] {0, 1})).isEqualTo(1.0);
  }

  @ParameterizedTest
  @MethodSource("measures")
  void everyMeasureOfTheSameIsZero(ToDoubleBiFunction<double[], double[]> measure) {
    assertThat(measure.applyAsDouble(P, P.clone())).hasToString("0.0");
    assertThat(measure.applyAsDouble(new double[] {1}, new double[] {1})).isEqualTo(0.0);
    assertThat(measure.applyAsDouble(new double[] {0, 1}, new double[] {-0.0, 1})).isEqualTo(0.0);
  }

  @ParameterizedTest
  @MethodSource("measures")
  void everyMeasureOfWhatIsNotADistributionIsNaN(ToDoubleBiFunction<double[], double[]> measure) {
    double[] good = {0.5, 0.5};
    for (double[] bad :
        List.of(
            new double[] {},
            new double[] {1},
            new double[] {0.5, 0.6},
            new double[] {0.25, 0.25},
            new double[] {1.5, -0.5},
            new double[] {Double.NaN, 0.5},
            new double[] {INFINITY, 0.5})) {
      assertThat(measure.applyAsDouble(good, bad)).isNaN();
      assertThat(measure.applyAsDouble(bad, good)).isNaN();
      assertThat(measure.applyAsDouble(new double[] {}, new double[] {})).isNaN();
    }
  }

  private static double[] shares(long[] counts) {
    double[] weights = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      weights[i] = counts[i];
    }
    return Distributions.normalise(weights);
  }
}
