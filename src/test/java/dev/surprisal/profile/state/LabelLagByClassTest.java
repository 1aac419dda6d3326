package dev.surprisal.profile.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.profile.ClassMetric;
import dev.surprisal.profile.Metric;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.row.StateSpec;
import dev.surprisal.profile.row.ZeroPolicy;
import dev.surprisal.profile.section.LabelLagByClass;
import dev.surprisal.profile.sketch.LagBuckets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How long the labels of each class took. */
class LabelLagByClassTest {

  private static final Layout LAYOUT = new Layout(3, ZeroPolicy.DEFAULT, 0, StateSpec.Lag.KEPT);
  private static final double[] Q = {0.5, 0.25, 0.25};

  /** 2^(1/8) − 1: half of a bucket, of which there are four an octave. */
  private static final double RELATIVE_ERROR = 0.0906;

  private final Accumulator accumulator = new Accumulator(LAYOUT);
  private long[] state = Accumulator.noRows();

  private void label(int label, double seconds) {
    state = accumulator.scored(state, Q, label, new long[] {Double.doubleToLongBits(seconds)});
  }

  private Profile profile() {
    return Profile.decode(LAYOUT, accumulator.encode(state));
  }

  @Test
  void theQuantilesAreThoseOfEachClass() {
    for (int minute = 1; minute <= 1_000; minute++) {
      label(0, 60 * minute);
      label(1, 6_000 * minute);
    }
    Profile profile = profile();

    assertThat(ClassMetric.LABEL_LAG_P50.value(profile, 0))
        .isCloseTo(30_000, within(30_000 * RELATIVE_ERROR));
    assertThat(ClassMetric.LABEL_LAG_P90.value(profile, 0))
        .isCloseTo(54_000, within(54_000 * RELATIVE_ERROR));
    assertThat(ClassMetric.LABEL_LAG_P50.value(profile, 1))
        .isCloseTo(3_000_000, within(3_000_000 * RELATIVE_ERROR));
    assertThat(ClassMetric.LABEL_LAG_P50.rows(profile, 1)).isEqualTo(1_000);
  }

  @Test
  void aClassWithoutALabelOfKnownTimeHasNoLag() {
    label(0, 60);
    label(1, -60);
    state = accumulator.scored(state, Q, 2, new long[] {Accumulator.NULL_BITS});
    Profile profile = profile();

    assertThat(ClassMetric.LABEL_LAG_P50.rows(profile, 0)).isEqualTo(1);
    assertThat(ClassMetric.LABEL_LAG_P50.value(profile, 1)).isNaN();
    assertThat(ClassMetric.LABEL_LAG_P90.value(profile, 2)).isNaN();
    assertThat(ClassMetric.LABEL_LAG_P90.rows(profile, 2)).isZero();
  }

  @Test
  void aSecondOrLessIsNothingAndTenYearsAreBeyond() {
    label(0, 0.5);
    label(1, 3.2e8);

    assertThat(ClassMetric.LABEL_LAG_P50.value(profile(), 0)).isZero();
    assertThat(ClassMetric.LABEL_LAG_P50.value(profile(), 1)).isInfinite();
  }

  @Test
  void aDistributionIsOfItsMostProbableClass() {
    long[] hour = {Double.doubleToLongBits(3_600)};
    state = accumulator.scored(state, Q, new double[] {0.2, 0.2, 0.6}, hour);

    assertThat(ClassMetric.LABEL_LAG_P50.rows(profile(), 2)).isEqualTo(1);
  }

  @Test
  void theClassesTogetherAreAllLabels() {
    Random random = new Random(3);
    for (int i = 0; i < 5_000; i++) {
      label(random.nextInt(3), Math.exp(20 * random.nextDouble()) - 2);
    }
    Profile profile = profile();
    long after = 0;
    for (int label = 0; label < 3; label++) {
      after += ClassMetric.LABEL_LAG_P50.rows(profile, label);
    }
    assertThat(after).isEqualTo(Metric.LABEL_LAG_P50.rows(profile));
  }

  @Test
  void aCoarseBucketIsThatOfTheLagItself() {
    LagBuckets coarse = new LagBuckets(2);
    Random random = new Random(4);
    for (int i = 0; i < 100_000; i++) {
      double seconds = Math.exp(24 * random.nextDouble() - 3) - 0.1;
      assertThat(coarse.ofFine(LagBuckets.FINE.index(seconds))).isEqualTo(coarse.index(seconds));
    }
  }

  @Test
  void isKeptWithTheLagForUpTo16Classes() {
    assertThat(ClassMetric.LABEL_LAG_P50.isKept(LAYOUT)).isTrue();
    assertThat(has(16, StateSpec.Lag.KEPT)).isTrue();
    assertThat(has(17, StateSpec.Lag.KEPT)).isFalse();
    assertThat(has(3, StateSpec.Lag.ABSENT)).isFalse();
  }

  private static boolean has(int classes, StateSpec.Lag lag) {
    return new Layout(classes, ZeroPolicy.DEFAULT, 0, lag).has(LabelLagByClass.class);
  }
}
