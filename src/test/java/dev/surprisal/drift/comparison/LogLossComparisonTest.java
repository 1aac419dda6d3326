package dev.surprisal.drift.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.surprisal.drift.Rows;
import dev.surprisal.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.StatisticalSummary;
import org.apache.commons.math3.stat.descriptive.StatisticalSummaryValues;
import org.apache.commons.math3.stat.inference.TTest;
import org.junit.jupiter.api.Test;

class LogLossComparisonTest {

  private static final LogLossComparison COMPARISON = new LogLossComparison(0.05);

  private static Outcome compare(Sample reference, Sample current) {
    return COMPARISON.against(reference).measure(current);
  }

  private static Rows mixed(int good, int bad) {
    return Rows.rows().scored(good, 0, 0.8).scored(bad, 1, 0.4);
  }

  @Test
  void isWelchsTestOnTheLosses() {
    Profile before = mixed(300, 100).profile();
    Profile after = mixed(100, 100).profile();

    Outcome outcome = compare(Sample.ofWindow(before), Sample.ofWindow(after));

    // Mean −ln q of 300 rows of 0.8 and 100 of 0.4, and of 100 of each.
    double effect =
        -Math.log(0.8) / 2 - Math.log(0.4) / 2 + Math.log(0.8) * 0.75 + Math.log(0.4) / 4;
    assertThat(outcome.effect()).isCloseTo(effect, within(1e-14));
    assertThat(outcome.pValue())
        .isCloseTo(
            new TTest().tTest(summary(400, before), summary(200, after)), withinPercentage(1e-8));
    assertThat(outcome.interval().upper() - outcome.effect())
        .isCloseTo(outcome.noiseFloor(), within(1e-14));
  }

  private static StatisticalSummary summary(long rows, Profile of) {
    double mean = of.meanFiniteLoss();
    return new StatisticalSummaryValues(
        mean, of.lossVariance(), rows, Double.NaN, Double.NaN, rows * mean);
  }

  /** The losses of ten windows differ by as much as the current one differs from their mean. */
  @Test
  void windowsThatDifferAmongThemselvesWidenTheInterval() {
    List<Profile> windows = new ArrayList<>();
    Profile whole = Profile.empty(Rows.LAYOUT);
    for (int i = 0; i < 10; i++) {
      Profile window = (i % 2 == 0 ? mixed(150, 50) : mixed(50, 150)).profile();
      windows.add(window);
      whole = whole.plus(window);
    }
    Sample current = mixed(50, 150).sample();

    Outcome restless = compare(new Sample(whole, windows), current);
    Outcome quiet = compare(Sample.ofWindow(whole), current);

    assertThat(restless.effect()).isEqualTo(quiet.effect());
    assertThat(quiet.pValue()).isLessThan(1e-9);
    assertThat(restless.pValue()).isGreaterThan(0.2);
    assertThat(restless.interval().lower()).isLessThan(0);
    assertThat(restless.measures().get(2).value()).isGreaterThan(10);
  }

  @Test
  void aLossThatBecameInfiniteNeverReadsAsFine() {
    Sample reference = new Rows(Rows.INFINITE).scored(1000, 0, 0.8).sample();
    Sample current = new Rows(Rows.INFINITE).scored(980, 0, 0.8).scored(20, 1, 0).sample();

    Outcome outcome = compare(reference, current);

    assertThat(outcome.effect()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(outcome.pValue()).isLessThan(1e-4);
    assertThat(outcome.isDefined()).isTrue();
  }

  @Test
  void soDoesOneWithoutAnyFiniteRow() {
    Sample reference = new Rows(Rows.INFINITE).scored(1000, 0, 0.8).sample();
    Sample current = new Rows(Rows.INFINITE).scored(200, 1, 0).sample();

    Outcome outcome = compare(reference, current);

    assertThat(outcome.effect()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(outcome.pValue()).isLessThan(1e-100);
    assertThat(outcome.noiseFloor()).isNaN();
    assertThat(outcome.isDefined()).isTrue();
  }

  @Test
  void infiniteRowsOfTheReferenceDoNotHideARiseOfTheOthers() {
    Sample reference =
        new Rows(Rows.INFINITE).scored(500, 0, 0.8).scored(480, 0, 0.7).scored(20, 1, 0).sample();
    Sample current = new Rows(Rows.INFINITE).scored(500, 0, 0.6).scored(500, 0, 0.5).sample();

    Outcome outcome = compare(reference, current);

    assertThat(outcome.effect()).isGreaterThan(0.25).isFinite();
    assertThat(outcome.pValue()).isLessThan(1e-100);
  }

  @Test
  void aReferenceOfInfiniteLossesAloneCannotBeComparedWith() {
    Sample reference = new Rows(Rows.INFINITE).scored(200, 1, 0).sample();
    Sample current = new Rows(Rows.INFINITE).scored(200, 0, 0.8).sample();

    assertThat(compare(reference, current).isDefined()).isFalse();
  }
}
