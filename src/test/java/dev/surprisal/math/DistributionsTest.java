package dev.surprisal.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DistributionsTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Test
  void aDistributionSumsToOneWithinTheTolerance() {
    assertThat(Distributions.isDistribution(new double[] {0.5, 0.5})).isTrue();
    assertThat(Distributions.isDistribution(new double[] {0.5, 0.50009})).isTrue();
    assertThat(Distributions.isDistribution(new double[] {0.5, 0.50011})).isFalse();
    assertThat(Distributions.isDistribution(new double[] {0.5, 0.50009}, 1e-6)).isFalse();
    assertThat(Distributions.isDistribution(new double[] {-0.0, 1})).isTrue();
  }

  @Test
  void whatIsNotADistribution() {
    assertThat(Distributions.isDistribution(new double[] {})).isFalse();
    assertThat(Distributions.isDistribution(new double[] {1.5, -0.5})).isFalse();
    assertThat(Distributions.isDistribution(new double[] {Double.NaN, 1})).isFalse();
    assertThat(Distributions.isDistribution(new double[] {INFINITY, 0})).isFalse();
  }

  @Test
  void weightsBecomeShares() {
    assertThat(Distributions.normalise(new double[] {1, 0, 3})).containsExactly(0.25, 0, 0.75);
    assertThat(Distributions.normalise(new double[] {Double.MAX_VALUE, Double.MAX_VALUE}))
        .containsExactly(0.5, 0.5);
    assertThat(Distributions.normalise(new double[] {Double.MIN_VALUE, Double.MIN_VALUE}))
        .containsExactly(0.5, 0.5);
  }

  @Test
  void weightsThatAreNoneBecomeNaN() {
    assertThat(Distributions.normalise(new double[] {0, 0})).containsOnly(Double.NaN);
    assertThat(Distributions.normalise(new double[] {2, -1})).containsOnly(Double.NaN);
    assertThat(Distributions.normalise(new double[] {2, INFINITY})).containsOnly(Double.NaN);
    assertThat(Distributions.normalise(new double[] {2, Double.NaN})).containsOnly(Double.NaN);
    assertThat(Distributions.normalise(new double[] {})).isEmpty();
  }

  @Test
  void softmaxBearsLogitsThatOverflow() {
    assertThat(Distributions.softmax(new double[] {1000, 1000})).containsExactly(0.5, 0.5);
    assertThat(Distributions.softmax(new double[] {-1000, -1000})).containsExactly(0.5, 0.5);
    assertThat(Distributions.softmax(new double[] {0, Double.NEGATIVE_INFINITY}))
        .containsExactly(1, 0);
    assertThat(Distributions.softmax(new double[] {Math.log(1), Math.log(3)}))
        .containsExactly(new double[] {0.25, 0.75}, within(1e-16));
  }

  @Test
  void logSoftmaxKeepsWhatAProbabilityWouldRoundAway() {
    double[] logP = Distributions.logSoftmax(new double[] {0, -800});
    // −ln(1 + e⁻⁸⁰⁰) is below the least double; −ln(1 + e⁸⁰⁰) = −800
    assertThat(logP).containsExactly(0, -800);
    // ln(1 + e⁻⁴⁰) = e⁻⁴⁰ − e⁻⁸⁰/2 + …
    assertThat(Distributions.logSoftmax(new double[] {40, 0})[0])
        .isCloseTo(-Math.exp(-40), within(1e-33));
  }

  @Test
  void logitsThatAreNoneBecomeNaN() {
    for (double[] logits :
        new double[][] {{1, Double.NaN}, {1, INFINITY}, {-INFINITY, -INFINITY}}) {
      assertThat(Distributions.softmax(logits)).containsOnly(Double.NaN);
      assertThat(Distributions.logSoftmax(logits)).containsOnly(Double.NaN);
    }
    assertThat(Distributions.softmax(new double[] {})).isEmpty();
  }

  @Test
  void argumentsAreLeftAsTheyWere() {
    double[] logits = {1, 2};
    Distributions.softmax(logits);
    Distributions.logSoftmax(logits);
    Distributions.normalise(logits);
    assertThat(logits).containsExactly(1, 2);
  }
}
