package dev.surprisal.drift.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.drift.finding.Measure;
import dev.surprisal.drift.finding.MeasureKey;
import dev.surprisal.math.statistics.ConfidenceInterval;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ShareDifferenceTest {

  private static final Outcome.Change CHANGE = new Outcome.ShareChange("labelled A", 0.1, 0.2);

  private static Outcome compare(double[] reference, double[] current) {
    return new ShareDifference(0.05, reference, 1, CountDispersion.NONE)
        .measure(current, 1, CHANGE);
  }

  private static double measure(Outcome outcome, MeasureKey key) {
    return outcome.measures().stream()
        .filter(measure -> measure.key() == key)
        .mapToDouble(Measure::value)
        .findFirst()
        .orElseThrow();
  }

  /** chi2_contingency([[10, 10, 20], [20, 20, 20]], lambda_="log-likelihood"), SciPy's manual. */
  @Test
  void testsAsScipyDoes() {
    Outcome outcome = compare(new double[] {10, 10, 20}, new double[] {20, 20, 20});

    assertThat(measure(outcome, MeasureKey.G)).isCloseTo(2.7688587616781319, within(1e-13));
    assertThat(outcome.pValue()).isCloseTo(0.25046668010954165, within(1e-13));
  }

  /** p = (10.5, 30.5)/41 and q = (20.5, 20.5)/41, by hand. */
  @Test
  void measuresSmoothedSharesAndTakesTheBiasOff() {
    Outcome outcome = compare(new double[] {20, 20}, new double[] {10, 30});

    double divergence = (10.5 * Math.log(10.5 / 20.5) + 30.5 * Math.log(30.5 / 20.5)) / 41;
    assertThat(measure(outcome, MeasureKey.KL_DIVERGENCE)).isCloseTo(divergence, within(1e-15));
    assertThat(outcome.effect()).isCloseTo(divergence - 0.5 * (1 / 40.0 + 1 / 40.0), within(1e-15));
    assertThat(measure(outcome, MeasureKey.PSI))
        .isCloseTo(10.0 / 41 * (Math.log(30.5 / 20.5) - Math.log(10.5 / 20.5)), within(1e-15));
  }

  @Test
  void tenTimesTheRowsGiveTheSameFigureAndNotTenTimesIt() {
    Outcome once = compare(new double[] {4000, 6000}, new double[] {5000, 5000});
    Outcome tenTimes = compare(new double[] {40_000, 60_000}, new double[] {50_000, 50_000});

    assertThat(measure(tenTimes, MeasureKey.PSI))
        .isCloseTo(measure(once, MeasureKey.PSI), within(1e-4));
    assertThat(measure(tenTimes, MeasureKey.KL_DIVERGENCE))
        .isCloseTo(measure(once, MeasureKey.KL_DIVERGENCE), within(1e-4));
    assertThat(measure(tenTimes, MeasureKey.G))
        .isCloseTo(10 * measure(once, MeasureKey.G), within(1e-9));
  }

  @Test
  void theWorstDriftHasAPValueOfZeroAndFiniteFigures() {
    Outcome outcome = compare(new double[] {7000, 0}, new double[] {0, 7000});

    assertThat(outcome.pValue()).isEqualTo(0);
    assertThat(outcome.effect()).isGreaterThan(8).isFinite();
    assertThat(outcome.interval().lower()).isGreaterThan(1);
    assertThat(measure(outcome, MeasureKey.OUTSIDE_REFERENCE)).isEqualTo(1);
    assertThat(outcome.measures()).allSatisfy(m -> assertThat(m.value()).isFinite());
  }

  @Test
  void equalSharesHaveNoEffectAndNoNaN() {
    Outcome outcome = compare(new double[] {400, 600, 0}, new double[] {400, 600, 0});

    assertThat(outcome.effect()).isEqualTo(0);
    assertThat(outcome.pValue()).isEqualTo(1);
    assertThat(outcome.interval().lower()).isEqualTo(0);
    assertThat(measure(outcome, MeasureKey.JS_DISTANCE)).isEqualTo(0);
  }

  @Test
  void oneCellOnBothSidesIsNoDifference() {
    Outcome outcome = compare(new double[] {0, 500}, new double[] {0, 300});

    assertThat(outcome.effect()).isEqualTo(0);
    assertThat(outcome.pValue()).isEqualTo(1);
    assertThat(outcome.noiseFloor()).isEqualTo(0);
  }

  @Test
  void windowsThatDifferAmongThemselvesRaiseTheNoise() {
    double[] reference = {500, 500};
    List<double[]> windows =
        List.of(
            new double[] {20, 80},
            new double[] {80, 20},
            new double[] {30, 70},
            new double[] {70, 30},
            new double[] {20, 80},
            new double[] {80, 20},
            new double[] {30, 70},
            new double[] {70, 30},
            new double[] {50, 50},
            new double[] {50, 50});
    double[] current = {70, 30};

    Outcome quiet = compare(reference, current);
    Outcome restless =
        new ShareDifference(0.05, reference, 0.1, CountDispersion.of(windows))
            .measure(current, 1, CHANGE);

    // X² = 4 · 100 · 0.3²/0.25 + 4 · 100 · 0.2²/0.25 = 144 + 64 over nine. The cells' direction is
    // (1, −1) but for the pooled shares, 570 and 530 of 1,100: (1/√570 + 1/√530)²/4 · 550 of it.
    double along =
        Math.pow(Math.sqrt(550 / 570.0) + Math.sqrt(550 / 530.0), 2)
            / 2
            / (550 / 570.0 + 550 / 530.0);
    assertThat(measure(restless, MeasureKey.DISPERSION))
        .isCloseTo(208 / 9.0 * along, within(1e-12));
    assertThat(quiet.pValue()).isLessThan(1e-3);
    assertThat(restless.pValue()).isGreaterThan(0.3);
    assertThat(restless.noiseFloor()).isGreaterThan(quiet.noiseFloor());
  }

  /** 2,000 trials: the standard error of a share of 95 % is 0.5 points. */
  @Test
  void theIntervalHoldsTheTruthInAboutNineteenOfTwentyCases() {
    double[] reference = {0.5, 0.3, 0.2};
    double[] current = {0.4, 0.3, 0.3};
    double truth = 0.4 * Math.log(0.8) + 0.3 * Math.log(1.5);

    assertThat(coverage(reference, current, truth, 2000, 20_000)).isBetween(0.93, 0.97);
    assertThat(coverage(reference, current, truth, 200, 2000)).isBetween(0.92, 0.98);
    assertThat(coverage(reference, reference, 0, 500, 5000)).isBetween(0.93, 0.97);
  }

  private static double coverage(double[] q, double[] p, double truth, int n, int m) {
    SplittableRandom random = new SplittableRandom(11);
    int trials = 2000;
    int held = 0;
    for (int i = 0; i < trials; i++) {
      ConfidenceInterval interval = compare(draw(random, q, m), draw(random, p, n)).interval();
      held += interval.lower() <= truth && truth <= interval.upper() ? 1 : 0;
    }
    return (double) held / trials;
  }

  private static double[] draw(SplittableRandom random, double[] shares, int rows) {
    double[] counts = new double[shares.length];
    for (int i = 0; i < rows; i++) {
      double u = random.nextDouble();
      int cell = 0;
      while (cell < shares.length - 1 && u >= shares[cell]) {
        u -= shares[cell++];
      }
      counts[cell]++;
    }
    return counts;
  }
}
