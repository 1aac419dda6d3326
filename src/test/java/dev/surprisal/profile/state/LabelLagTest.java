package dev.surprisal.profile.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.profile.Metric;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.row.StateSpec;
import dev.surprisal.profile.row.ZeroPolicy;
import dev.surprisal.profile.sketch.LagBuckets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** How long labels took: exact counts, and quantiles to within half a bucket. */
class LabelLagTest {

  private static final Layout LAYOUT = new Layout(2, ZeroPolicy.DEFAULT, 0, StateSpec.Lag.KEPT);

  /** 2^(1/32) − 1: half of a bucket, of which there are 16 an octave. */
  private static final double RELATIVE_ERROR = 0.0219;

  private static Profile profile(double... seconds) {
    Accumulator accumulator = new Accumulator(LAYOUT);
    long[] state = Accumulator.noRows();
    for (double lag : seconds) {
      long[] values = {Double.doubleToLongBits(lag)};
      state = accumulator.scored(state, new double[] {0.5, 0.5}, 0, values);
    }
    return Profile.decode(LAYOUT, accumulator.encode(state));
  }

  private static double[] minutes(int from, int to) {
    double[] seconds = new double[to - from];
    Arrays.setAll(seconds, i -> 60.0 * (from + i));
    return seconds;
  }

  @Test
  void theQuantilesAreThoseOfTheLags() {
    Profile profile = profile(minutes(1, 1001));

    assertThat(Metric.LABEL_LAG_P50.value(profile))
        .isCloseTo(30_000, within(30_000 * RELATIVE_ERROR));
    assertThat(Metric.LABEL_LAG_P90.value(profile))
        .isCloseTo(54_000, within(54_000 * RELATIVE_ERROR));
    assertThat(Metric.LABEL_LAG_P50.rows(profile)).isEqualTo(1000);
  }

  @Test
  void labelsDatedBeforeTheirPredictionsAreCountedApart() {
    Profile profile = profile(-1e-6, -86_400, 3_600, 3_600, 3_600);

    assertThat(profile.labelsBeforePredictions()).isEqualTo(2);
    assertThat(Metric.LABELS_BEFORE_PREDICTIONS.value(profile)).isEqualTo(2);
    assertThat(Metric.LABELS_BEFORE_PREDICTIONS.rows(profile)).isEqualTo(5);
    assertThat(Metric.LABEL_LAG_P50.rows(profile)).isEqualTo(3);
    assertThat(Metric.LABEL_LAG_P50.value(profile))
        .isCloseTo(3_600, within(3_600 * RELATIVE_ERROR));
  }

  @Test
  void aSecondOrLessIsNothingAndTenYearsAreBeyond() {
    assertThat(Metric.LABEL_LAG_P90.value(profile(0, -0.0, 0.5, 1))).isZero();
    assertThat(Metric.LABEL_LAG_P50.value(profile(1.01))).isCloseTo(1.01, within(0.03));
    assertThat(Metric.LABEL_LAG_P50.value(profile(3.2e8))).isInfinite();
    assertThat(Metric.LABEL_LAG_P50.value(profile(2.6e8))).isCloseTo(2.6e8, within(6e6));
  }

  @Test
  void thereIsNoLagWithoutALabelOfKnownTime() {
    Accumulator accumulator = new Accumulator(LAYOUT);
    long[] unknown = {Accumulator.NULL_BITS};
    long[] state = accumulator.unlabelled(Accumulator.noRows(), new double[] {1, 0}, unknown);
    state = accumulator.scored(state, new double[] {1, 0}, 0, unknown);
    Profile profile = Profile.decode(LAYOUT, accumulator.encode(state));

    assertThat(profile.scored()).isEqualTo(1);
    assertThat(Metric.LABEL_LAG_P50.value(profile)).isNaN();
    assertThat(Metric.LABELS_BEFORE_PREDICTIONS.value(profile)).isNaN();
  }

  @Test
  void theProfileOfAllIsThatOfTheParts() {
    assertThat(profile(minutes(1, 500)).plus(profile(minutes(500, 900))))
        .isEqualTo(profile(minutes(1, 900)));
  }

  @Test
  void theDescriptorTellsThatItIsKept() {
    assertThat(LAYOUT.descriptor())
        .isEqualTo(
            "v1;classes=2;zero=clip:1.0E-15;columns=0;lag;sections=rows:1,outcomes:1,class_sums:1,"
                + "entropy:1,divergence:1,brier:1,losses:1,calibration:1,strata:1,confidence:1,"
                + "score:1,label_lag:1,label_lag_by_class:1");
    assertThat(Layout.parse(LAYOUT.descriptor())).isEqualTo(LAYOUT);
    Layout without = new Layout(2, ZeroPolicy.DEFAULT, 0);
    assertThat(without.descriptor())
        .isEqualTo(
            LAYOUT
                .descriptor()
                .replace(";lag", "")
                .replace(",label_lag:1,label_lag_by_class:1", ""));
    assertThat(without.longs())
        .isEqualTo(LAYOUT.longs() - LagBuckets.FINE.counts() - 2 * new LagBuckets(2).counts());
    assertThat(Metric.LABEL_LAG_P50.isKept(without)).isFalse();
    assertThat(Profile.empty(without).labelsBeforePredictions()).isZero();
  }
}
