package dev.surprisal.math.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.math.Entropy;
import dev.surprisal.math.InformationUnit;
import org.junit.jupiter.api.Test;

/** Mutual information and the decomposition of the log loss. */
class JointMeasuresTest {
  @Test
  void mutualInformationOfThePublishedExample() {
    // Cover and Thomas, Elements of Information Theory (2006), examples 2.2.1 and 2.3.1: 3/8 bit
    double[][] joint = {
      {1.0 / 8, 1.0 / 16, 1.0 / 32, 1.0 / 32},
      {1.0 / 16, 1.0 / 8, 1.0 / 32, 1.0 / 32},
      {1.0 / 16, 1.0 / 16, 1.0 / 16, 1.0 / 16},
      {1.0 / 4, 0, 0, 0}
    };
    assertThat(InformationUnit.BITS.fromNats(MutualInformation.of(joint)))
        .isCloseTo(0.375, within(1e-16));
    long[][] counts = {{4, 2, 1, 1}, {2, 4, 1, 1}, {2, 2, 2, 2}, {8, 0, 0, 0}};
    assertThat(InformationUnit.BITS.fromNats(MutualInformation.ofCounts(counts)))
        .isCloseTo(0.375, within(1e-16));
  }

  @Test
  void independentVariablesTellNothing() {
    assertThat(MutualInformation.of(new double[][] {{0.125, 0.375}, {0.125, 0.375}}))
        .isEqualTo(0.0);
    assertThat(MutualInformation.ofCounts(new long[][] {{10, 30}, {20, 60}})).isEqualTo(0.0);
    assertThat(MutualInformation.ofCounts(new long[][] {{10, 30}})).isEqualTo(0.0);
  }

  @Test
  void equalVariablesTellTheirEntropy() {
    assertThat(MutualInformation.of(new double[][] {{0.25, 0}, {0, 0.75}}))
        .isCloseTo(Entropy.entropy(new double[] {0.25, 0.75}), within(1e-16));
  }

  @Test
  void whatIsNoJointDistributionIsNaN() {
    assertThat(MutualInformation.of(new double[][] {{0.5, 0.5}, {0.5}})).isNaN();
    assertThat(MutualInformation.of(new double[][] {{0.5, 0.6}})).isNaN();
    assertThat(MutualInformation.of(new double[][] {{0.6, -0.1}, {0.25, 0.25}})).isNaN();
    assertThat(MutualInformation.of(new double[][] {})).isNaN();
    assertThat(MutualInformation.ofCounts(new long[][] {{0, 0}, {0, 0}})).isNaN();
  }

  @Test
  void decompositionAddsBackToTheLogLoss() {
    long[][] labels = {{70, 20, 10}, {5, 90, 5}, {10, 30, 160}};
    double[][] predictions = {{0.6, 0.3, 0.1}, {0.1, 0.8, 0.1}, {0.05, 0.05, 0.9}};
    double loss = 0;
    for (int g = 0; g < 3; g++) {
      for (int i = 0; i < 3; i++) {
        loss += labels[g][i] / 400.0 * Entropy.surprisal(predictions[g][i]);
      }
    }
    LogLossDecomposition parts = LogLossDecomposition.of(labels, predictions);
    assertThat(parts.logLoss()).isCloseTo(loss, within(4e-16));
    assertThat(parts.uncertainty() - parts.resolution() + parts.reliability())
        .isEqualTo(parts.logLoss());
    assertThat(parts.uncertainty())
        .isCloseTo(
            Entropy.entropy(new double[] {85.0 / 400, 140.0 / 400, 175.0 / 400}), within(4e-16));
  }

  @Test
  void aCalibratedForecastPaysNothingForReliability() {
    long[][] labels = {{75, 25}, {25, 75}};
    double[][] predictions = {{0.75, 0.25}, {0.25, 0.75}};
    LogLossDecomposition parts = LogLossDecomposition.of(labels, predictions);
    assertThat(parts.reliability()).isEqualTo(0.0);
    assertThat(parts.uncertainty()).isCloseTo(Math.log(2), within(2e-16));
    // The log loss that is left is the entropy of each group.
    assertThat(parts.logLoss())
        .isCloseTo(Entropy.entropy(new double[] {0.75, 0.25}), within(2e-16));
  }

  @Test
  void aForecastThatNeverVariesHasNoResolution() {
    LogLossDecomposition parts =
        LogLossDecomposition.of(new long[][] {{30, 70}}, new double[][] {{0.5, 0.5}});
    assertThat(parts.resolution()).isEqualTo(0.0);
    assertThat(parts.logLoss()).isCloseTo(Math.log(2), within(2e-16));
  }

  @Test
  void groupsWithoutRowsDoNotMatterAndImpossibleLabelsDo() {
    LogLossDecomposition parts =
        LogLossDecomposition.of(
            new long[][] {{1, 1}, {0, 0}}, new double[][] {{1, 0}, {Double.NaN, 0}});
    assertThat(parts.reliability()).isInfinite();
    assertThat(LogLossDecomposition.of(new long[][] {{0, 0}}, new double[][] {{1, 0}}).logLoss())
        .isNaN();
    assertThat(LogLossDecomposition.of(new long[][] {{1, 0}}, new double[][] {{1, 1}}).logLoss())
        .isNaN();
    assertThatThrownBy(() -> LogLossDecomposition.of(new long[][] {{1, 0}}, new double[0][]))
        .hasMessage("Invalid predictions: 0 beside 1 groups (must be one for each group)");
  }
}
