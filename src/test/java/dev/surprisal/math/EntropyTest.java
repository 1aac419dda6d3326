package dev.surprisal.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntropyTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Test
  void entropyOfAFairCoinIsOneBit() {
    assertThat(InformationUnit.BITS.fromNats(Entropy.entropy(new double[] {0.5, 0.5})))
        .isEqualTo(1.0);
  }

  @Test
  void entropyOfThePublishedExampleOfFourOutcomes() {
    // Cover and Thomas, Elements of Information Theory (2006), example 2.1.1: 7/4 bits
    double[] p = {1.0 / 2, 1.0 / 4, 1.0 / 8, 1.0 / 8};
    assertThat(InformationUnit.BITS.fromNats(Entropy.entropy(p)))
        .isCloseTo(1.75, within(Math.ulp(1.75)));
  }

  @Test
  void certaintyHasNoEntropyAndNoNegativeZero() {
    assertThat(Entropy.entropy(new double[] {0, 1, 0})).hasToString("0.0");
    assertThat(Entropy.entropy(new double[] {1})).isEqualTo(0.0);
  }

  @Test
  void entropyCountsAnImpossibleOutcomeAsZero() {
    // SciPy's test_entropy: weights 0, 1, 2
    assertThat(Entropy.entropy(Distributions.normalise(new double[] {0, 1, 2})))
        .isCloseTo(0.6365141682948128, within(2e-16));
  }

  @Test
  void crossEntropyIsEntropyPlusDivergence() {
    double[] p = {0.36, 0.48, 0.16};
    double[] q = {0.3, 0.5, 0.2};
    assertThat(Entropy.crossEntropy(p, q))
        .isCloseTo(
            Entropy.entropy(p) + Divergence.kullbackLeibler(p, q), within(2 * Math.ulp(1.0)));
  }

  @Test
  void crossEntropyIsInfiniteWhereTheImpossibleHappens() {
    assertThat(Entropy.crossEntropy(new double[] {0.5, 0.5}, new double[] {1, 0}))
        .isEqualTo(INFINITY);
    assertThat(Entropy.crossEntropy(new double[] {1, 0}, new double[] {1, 0})).isEqualTo(0.0);
  }

  @Test
  void crossEntropyOfALabelIsTheSurprisalOfItsClass() {
    double[] q = {0.2, 0.3, 0.5};
    assertThat(Entropy.crossEntropy(1, q)).isEqualTo(-Math.log(0.3));
    assertThat(Entropy.crossEntropy(1, q)).isEqualTo(Entropy.surprisal(0.3));
    assertThat(Entropy.crossEntropy(0, new double[] {0, 1})).isEqualTo(INFINITY);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 2, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void aLabelOutOfRangeHasNoCost(int label) {
    assertThat(Entropy.crossEntropy(label, new double[] {0.5, 0.5})).isNaN();
  }

  @Test
  void aProbabilityThatTheToleranceLetsPassCostsNothingLess() {
    assertThat(Entropy.crossEntropy(0, new double[] {1.00005})).isEqualTo(0.0);
    assertThat(Entropy.entropy(new double[] {1.00005})).isEqualTo(0.0);
  }

  @Test
  void whatIsNotADistributionHasNoEntropy() {
    assertThat(Entropy.entropy(new double[] {})).isNaN();
    assertThat(Entropy.entropy(new double[] {0.5, 0.6})).isNaN();
    assertThat(Entropy.entropy(new double[] {1.5, -0.5})).isNaN();
    assertThat(Entropy.entropy(new double[] {Double.NaN, 1})).isNaN();
    assertThat(Entropy.entropy(new double[] {INFINITY, 0})).isNaN();
    assertThat(Entropy.crossEntropy(new double[] {1}, new double[] {0.5, 0.5})).isNaN();
    assertThat(Entropy.crossEntropy(0, new double[] {0.5, 0.6})).isNaN();
  }

  @Test
  void surprisalIsDefinedOnProbabilitiesAlone() {
    assertThat(Entropy.surprisal(1)).hasToString("0.0");
    assertThat(Entropy.surprisal(0)).isEqualTo(INFINITY);
    assertThat(Entropy.surprisal(-0.0)).isEqualTo(INFINITY);
    assertThat(Entropy.surprisal(-0.1)).isNaN();
    assertThat(Entropy.surprisal(1.1)).isNaN();
    assertThat(Entropy.surprisal(Double.NaN)).isNaN();
  }

  @Test
  void perplexityOfADieIsSix() {
    assertThat(Entropy.perplexity(Math.log(6))).isCloseTo(6, within(1e-15 * 6));
    assertThat(Entropy.perplexity(0)).isEqualTo(1.0);
    assertThat(Entropy.perplexity(INFINITY)).isEqualTo(INFINITY);
    assertThat(Entropy.perplexity(-0.1)).isNaN();
  }
}
