package dev.surprisal.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Measures from logits and from logarithms of probabilities. */
class LogarithmicFormsTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final double[] P = {0.2, 0.3, 0.5};
  private static final double[] Q = {0.6, 0.3, 0.1};

  @Test
  void logitsGiveWhatTheirProbabilitiesGive() {
    double[] logitsOfP = shifted(P, 17);
    double[] logitsOfQ = shifted(Q, -400);
    assertThat(Logits.crossEntropy(2, logitsOfQ)).isCloseTo(-Math.log(0.1), within(1e-13));
    assertThat(Logits.crossEntropy(P, logitsOfQ))
        .isCloseTo(Entropy.crossEntropy(P, Q), within(1e-13));
    assertThat(Logits.entropy(logitsOfQ)).isCloseTo(Entropy.entropy(Q), within(1e-13));
    assertThat(Logits.kullbackLeibler(logitsOfP, logitsOfQ))
        .isCloseTo(Divergence.kullbackLeibler(P, Q), within(1e-13));
  }

  @Test
  void logProbabilitiesGiveWhatTheProbabilitiesGive() {
    double[] logP = shifted(P, 0);
    double[] logQ = shifted(Q, 0);
    assertThat(LogProbabilities.crossEntropy(0, logQ)).isEqualTo(-Math.log(0.6));
    assertThat(LogProbabilities.crossEntropy(P, logQ))
        .isCloseTo(Entropy.crossEntropy(P, Q), within(3e-16));
    assertThat(LogProbabilities.entropy(logP)).isCloseTo(Entropy.entropy(P), within(3e-16));
    assertThat(LogProbabilities.kullbackLeibler(logP, logQ))
        .isCloseTo(Divergence.kullbackLeibler(P, Q), within(3e-16));
  }

  @Test
  void aCostThatAProbabilityWouldRoundAwayIsKept() {
    // −ln softmax = 2000, of a probability of e⁻²⁰⁰⁰; and ln(1 + e⁻²⁰⁰⁰) = 0 to a double
    assertThat(Logits.crossEntropy(1, new double[] {1000, -1000})).isEqualTo(2000.0);
    assertThat(Logits.crossEntropy(0, new double[] {1000, -1000})).isEqualTo(0.0);
    // ln(1 + e⁻⁴⁰), which 1 + e⁻⁴⁰ loses
    assertThat(Logits.crossEntropy(0, new double[] {40, 0}))
        .isCloseTo(Math.exp(-40), within(1e-32));
    assertThat(LogProbabilities.crossEntropy(1, new double[] {0, -2000})).isEqualTo(2000.0);
    assertThat(Logits.crossEntropy(new double[] {0.5, 0.5}, new double[] {1000, -1000}))
        .isEqualTo(1000.0);
    assertThat(LogProbabilities.crossEntropy(new double[] {0.5, 0.5}, new double[] {0, -2000}))
        .isEqualTo(1000.0);
  }

  @Test
  void minusInfinityIsImpossible() {
    double[] logits = {1, -INFINITY};
    assertThat(Logits.crossEntropy(1, logits)).isEqualTo(INFINITY);
    assertThat(Logits.crossEntropy(0, logits)).isEqualTo(0.0);
    assertThat(Logits.entropy(logits)).isEqualTo(0.0);
    assertThat(Logits.kullbackLeibler(logits, new double[] {0, 0}))
        .isCloseTo(Math.log(2), within(2e-16));
    assertThat(Logits.kullbackLeibler(new double[] {0, 0}, logits)).isEqualTo(INFINITY);
    assertThat(LogProbabilities.crossEntropy(1, new double[] {0, -INFINITY})).isEqualTo(INFINITY);
  }

  @Test
  void logSumExpDoesNotOverflow() {
    assertThat(Logits.logSumExp(new double[] {1000, 1000})).isEqualTo(1000 + Math.log(2));
    assertThat(Logits.logSumExp(new double[] {-INFINITY, -INFINITY})).isEqualTo(-INFINITY);
    assertThat(Logits.logSumExp(new double[] {1, Double.NaN})).isNaN();
    assertThat(Logits.logSumExp(new double[0])).isNaN();
  }

  @Test
  void whatIsNoPredictionIsNaN() {
    double[] bad = {1, Double.NaN};
    double[] good = {1, 2};
    assertThat(Logits.crossEntropy(0, bad)).isNaN();
    assertThat(Logits.crossEntropy(0, new double[] {1, INFINITY})).isNaN();
    assertThat(Logits.crossEntropy(0, new double[] {-INFINITY, -INFINITY})).isNaN();
    assertThat(Logits.crossEntropy(2, good)).isNaN();
    assertThat(Logits.crossEntropy(-1, good)).isNaN();
    assertThat(Logits.crossEntropy(P, good)).isNaN();
    assertThat(Logits.crossEntropy(new double[] {1, 0}, bad)).isNaN();
    assertThat(Logits.crossEntropy(new double[] {0.5, 0.6}, good)).isNaN();
    assertThat(Logits.entropy(bad)).isNaN();
    assertThat(Logits.entropy(new double[0])).isNaN();
    assertThat(Logits.kullbackLeibler(good, bad)).isNaN();
    assertThat(Logits.kullbackLeibler(bad, good)).isNaN();
    assertThat(LogProbabilities.crossEntropy(0, good)).isNaN();
    assertThat(LogProbabilities.crossEntropy(new double[] {0.5, 0.5}, good)).isNaN();
    assertThat(LogProbabilities.entropy(good)).isNaN();
    assertThat(LogProbabilities.kullbackLeibler(shifted(P, 0), good)).isNaN();
    assertThat(LogProbabilities.crossEntropy(3, shifted(P, 0))).isNaN();
  }

  private static double[] shifted(double[] p, double shift) {
    double[] logs = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      logs[i] = Math.log(p[i]) + shift;
    }
    return logs;
  }
}
