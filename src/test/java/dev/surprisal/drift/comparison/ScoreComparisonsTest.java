package dev.surprisal.drift.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.drift.Rows;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.math.statistics.GTest;
import dev.surprisal.profile.Metric;
import dev.surprisal.profile.Profile;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoreComparisonsTest {

  /** Two labels of probability 0.8 and 0.4: −ln q − H(q) by hand. */
  @Test
  void theGapIsTheMeanLossLessTheMeanEntropy() {
    Profile profile = Rows.rows().scored(30, 0, 0.8).scored(10, 1, 0.4).profile();
    double sure = -Math.log(0.8) - entropy(0.8);
    double unsure = -Math.log(0.4) - entropy(0.4);

    double mean = (30 * sure + 10 * unsure) / 40;
    assertThat(profile.meanGap()).isCloseTo(mean, within(1e-15));
    assertThat(profile.gapVariance())
        .isCloseTo(
            (30 * Math.pow(sure - mean, 2) + 10 * Math.pow(unsure - mean, 2)) / 39, within(1e-14));
  }

  private static double entropy(double p) {
    return -p * Math.log(p) - (1 - p) * Math.log(1 - p);
  }

  /** 300 calibrated profiles of 500 rows: few rows alone would make 0.01 nats and 0.045. */
  @Test
  void aCalibratedModelHasNoReliabilityAndLittleCalibrationErrorOnAverage() {
    SplittableRandom random = new SplittableRandom(23);
    double reliability = 0;
    double error = 0;
    double uncorrected = 0;
    for (int i = 0; i < 300; i++) {
      Rows rows = Rows.rows();
      for (int row = 0; row < 500; row++) {
        double q = random.nextDouble(0.5, 1);
        boolean right = random.nextDouble() < q;
        rows.scored(right ? 0 : 1, right ? q : 1 - q, 1);
      }
      Profile profile = rows.profile();
      reliability += Calibrations.reliability(profile).mean() / 300;
      error += Calibrations.calibrationError(profile).mean() / 300;
      uncorrected += Metric.ECE.value(profile) / 300;
    }
    assertThat(reliability).isCloseTo(0, within(0.001));
    assertThat(error).isLessThan(0.7 * uncorrected);
  }

  /** Uncertainty − resolution + reliability is the log loss of "correct" given the confidence. */
  @Test
  void resolutionIsTheInformationThatTheConfidenceHolds() {
    Profile profile =
        Rows.rows()
            .scored(5000, 0, 0.9)
            .scored(500, 1, 0.1)
            .scored(3000, 0, 0.6)
            .scored(2000, 1, 0.4)
            .profile();
    long[] sure = {5000, 500};
    long[] unsure = {3000, 2000};

    double information = GTest.independence(new long[][] {sure, unsure}).statistic() / 2 / 10_500;
    assertThat(Calibrations.resolution(profile).mean()).isCloseTo(information, within(1e-4));
  }

  /** As a broken model has them, or a window with few rows: there is nothing to resolve. */
  @Test
  void aWindowWhosePredictionsAllFallIntoOneBinCanBeCompared() {
    Profile reference =
        Rows.rows()
            .scored(800, 0, 0.9)
            .scored(100, 1, 0.1)
            .scored(300, 0, 0.6)
            .scored(200, 1, 0.4)
            .profile();
    Profile oneBin = Rows.rows().scored(60, 0, 0.97).scored(40, 1, 0.03).profile();
    Moments resolution = Calibrations.resolution(oneBin);
    assertThat(resolution.mean()).isZero();
    assertThat(resolution.variance()).isZero();
    assertThat(resolution.degreesOfFreedom()).isEqualTo(99);

    Outcome outcome =
        MeanComparison.of(
                ComparisonKind.RESOLUTION, 0.05, Profile::scoredSize, Calibrations::resolution)
            .against(Sample.ofWindow(reference))
            .measure(Sample.ofWindow(oneBin));

    assertThat(outcome.isDefined()).isTrue();
    assertThat(outcome.effect()).isNegative();
  }

  @Test
  void rowsThatNoLongerComeAreAlarmingAndNotMissingData() {
    List<Profile> days =
        IntStream.range(0, 9).mapToObj(i -> Rows.rows().scored(100 + i, 0, 0.8).profile()).toList();
    Profile whole = days.stream().reduce(Profile.empty(Rows.LAYOUT), Profile::plus);
    Sample reference = new Sample(whole, days);
    VolumeComparison volume = new VolumeComparison(0.05);

    Outcome outcome =
        volume.against(reference).measure(Sample.ofWindow(Profile.empty(Rows.LAYOUT)));

    assertThat(volume.isPossible(reference)).isTrue();
    assertThat(volume.isEnough(whole.read(), 0, 100)).isTrue();
    assertThat(outcome.effect()).isEqualTo(-1);
    assertThat(outcome.interval().upper()).isLessThan(-0.5);
    assertThat(outcome.pValue()).isLessThan(1e-3);
  }

  @Test
  void fewerThanFiveWindowsDoNotTellHowManyRowsAreUsual() {
    Profile day = Rows.rows().scored(1000, 0, 0.8).profile();

    assertThat(new VolumeComparison(0.05).isPossible(Sample.ofWindow(day))).isFalse();
  }
}
