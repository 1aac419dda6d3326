package dev.surprisal.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScoresTest {
  @Test
  void brierScoreLiesBetweenZeroAndTwo() {
    assertThat(Scores.brier(0, new double[] {1, 0, 0})).isEqualTo(0.0);
    assertThat(Scores.brier(0, new double[] {0, 1, 0})).isEqualTo(2.0);
  }

  @Test
  void brierScoreOfTwoClassesIsTwiceTheSquaredError() {
    // scikit-learn's test_brier_score_loss: label 1, probability 0.4, squared error 0.36
    assertThat(Scores.brier(1, new double[] {0.6, 0.4})).isCloseTo(2 * 0.36, within(2e-16));
  }

  @Test
  void brierScoreOfALabelIsThatOfItsVector() {
    double[] q = {0.2, 0.3, 0.5};
    assertThat(Scores.brier(2, q)).isEqualTo(Scores.brier(new double[] {0, 0, 1}, q));
  }

  @Test
  void whatIsNotADistributionHasNoScore() {
    assertThat(Scores.brier(0, new double[] {0.5, 0.6})).isNaN();
    assertThat(Scores.brier(2, new double[] {0.5, 0.5})).isNaN();
    assertThat(Scores.brier(-1, new double[] {0.5, 0.5})).isNaN();
  }
}
