package dev.surprisal.math.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BettingMartingaleTest {

  /** ½·(1 − 0.002) + Σ (½ + ½·0.002)/3 · ε·0.01^(ε − 1), by hand. */
  @Test
  void betsOnSmallValues() {
    double stake = (0.5 + 0.5 * 0.002) / 3;
    double bets =
        0.1 * Math.pow(0.01, -0.9) + 0.25 * Math.pow(0.01, -0.75) + 0.5 * Math.pow(0.01, -0.5);

    assertThat(new BettingMartingale().bet(0.01))
        .isCloseTo(0.5 * 0.998 + stake * bets, within(1e-12));
  }

  /** ∫ ε p^(ε − 1) dp = 1: the mean over an even grid of p-values, but for the pole at 0. */
  @Test
  void isAFairGameUnderUniformValues() {
    int steps = 1_000_000;
    double mean = 0;
    for (int i = 0; i < steps; i++) {
      mean += new BettingMartingale().bet((i + 0.5) / steps) / steps;
    }

    // The bet of ε = 0.1 has a quarter of its mean below 1e-6.
    assertThat(mean).isBetween(0.94, 1.0);
  }

  /** Ville's inequality; 2,000 lives of 300 steps, of which at most 100 may pass 20. */
  @Test
  void hardlyEverPassesTwentyWithoutDrift() {
    SplittableRandom random = new SplittableRandom(5);
    int passed = 0;
    for (int life = 0; life < 2000; life++) {
      BettingMartingale martingale = new BettingMartingale();
      boolean alarm = false;
      for (int step = 0; step < 300; step++) {
        alarm |= martingale.bet(1 - random.nextDouble()) >= 20;
      }
      passed += alarm ? 1 : 0;
    }

    assertThat(passed).isLessThan(100);
  }

  @Test
  void wakesUpAfterAQuietYear() {
    SplittableRandom random = new SplittableRandom(6);
    BettingMartingale martingale = new BettingMartingale();
    for (int day = 0; day < 365; day++) {
      martingale.bet(1 - random.nextDouble());
    }
    int days = 0;
    while (martingale.capital() < 20) {
      martingale.bet(0.003);
      days++;
    }

    assertThat(days).isLessThan(10);
  }

  @Test
  void refusesWhatIsNoProbability() {
    assertThatThrownBy(() -> new BettingMartingale().bet(0))
        .hasMessage("Invalid p-value: 0.0 (must be above 0 and at most 1)");
  }
}
