package dev.surprisal.drift.judgement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.drift.comparison.Dispersion;
import dev.surprisal.drift.comparison.Outcome;
import dev.surprisal.drift.finding.Baseline;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.DriftPolicy;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.finding.MeasureKey;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.drift.narrative.JudgedFindings;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.profile.SampleSize;
import dev.surprisal.profile.cube.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Slices that move against each other while the whole does not. */
class SliceInflationTest {

  /** P(χ² > 4.55) with one degree of freedom, and 0.455 is the median: ten times as far. */
  private static final double TEN_FOLD = 0.0329;

  private static Candidate candidate(Slice slice, double pValue) {
    return new Candidate(
        ComparisonKind.LABEL_DISTRIBUTION,
        null,
        "gbt-1",
        slice,
        Span.RANGE,
        null,
        Baseline.REFERENCE,
        SampleSize.ofRows(7232),
        SampleSize.ofRows(336),
        new Outcome(
            0.2,
            0.2,
            new ConfidenceInterval(0.1, 0.3),
            0.004,
            pValue,
            List.of(),
            new Outcome.ShareChange("labelled UP", 0.447, 0.691)),
        0,
        null,
        Dispersion.MIN_WINDOWS,
        1);
  }

  private static Slice slice(int value) {
    return new Slice(List.of("weekday"), List.of("day " + value));
  }

  /** All rows, one slice that is to be judged, and others. */
  private static List<Candidate> run(double whole, double one, double... others) {
    List<Candidate> run = new ArrayList<>();
    run.add(candidate(Slice.ALL, whole));
    run.add(candidate(slice(0), one));
    for (int i = 0; i < others.length; i++) {
      run.add(candidate(slice(i + 1), others[i]));
    }
    return run;
  }

  private static Finding ofTheSlice(List<Candidate> run) {
    return new JudgedFindings(DriftPolicy.DEFAULT, InformationUnit.NATS)
        .findings(new Judge(DriftPolicy.DEFAULT).judge(run))
        .get(1);
  }

  @Test
  void theMedianSliceTellsByHowMuchSlicesExceedChance() {
    List<Candidate> run = run(0.5, 1e-6, TEN_FOLD, TEN_FOLD, TEN_FOLD, 0.9, 1e-4);
    SliceInflation.Spread spread = Objects.requireNonNull(new SliceInflation(run).of(run.get(1)));

    assertThat(spread.slices()).isEqualTo(6);
    assertThat(spread.dispersion()).isCloseTo(10, within(0.02));
    // P(χ² > 23.93) is 1e-6; P(χ² > 2.393) is 0.1219.
    assertThat(spread.pValue(1e-6)).isCloseTo(6 * 0.1219, within(0.002));
  }

  @Test
  void aSliceThatMovedLikeItsSiblingsIsAWarningThatSaysSo() {
    Finding finding = ofTheSlice(run(0.5, 1e-6, TEN_FOLD, TEN_FOLD, TEN_FOLD, 0.9, 1e-4));

    assertThat(finding.state()).isEqualTo(FindingState.WARN);
    assertThat(finding.measures().get(MeasureKey.DISPERSION_OF_SLICES)).isCloseTo(10, within(0.02));
    assertThat(finding.sentence())
        .endsWith(
            " Downgraded to a warning: the metric over all rows does not alert, and this slice does"
                + " not stand out among the 6 slices by weekday.");
  }

  @Test
  void aSliceThatMovedFartherThanItsSiblingsAlerts() {
    assertThat(ofTheSlice(run(0.5, 1e-30, TEN_FOLD, TEN_FOLD, TEN_FOLD, 0.9, 1e-4)).state())
        .isEqualTo(FindingState.ALERT);
  }

  @Test
  void siblingsThatDoNotMoveLeaveTheSliceItsAlert() {
    assertThat(ofTheSlice(run(0.5, 1e-6, 0.2, 0.4, 0.6, 0.8)).state())
        .isEqualTo(FindingState.ALERT);
  }

  @Test
  void whereAllRowsAlertSoDoTheirSlices() {
    assertThat(ofTheSlice(run(1e-9, 1e-6, TEN_FOLD, TEN_FOLD, TEN_FOLD, 0.9, 1e-4)).state())
        .isEqualTo(FindingState.ALERT);
  }

  @Test
  void fewSlicesSayNothingOfEachOther() {
    assertThat(ofTheSlice(run(0.5, 1e-6, 1e-3, 1e-3, 1e-3)).state()).isEqualTo(FindingState.ALERT);
  }

  @Test
  void slicesBeyondAnyDoubtDoNotStandOutAmongEachOther() {
    Finding finding = ofTheSlice(run(0.5, 0, 0, 0, 0, 0));

    assertThat(finding.state()).isEqualTo(FindingState.WARN);
    assertThat(finding.measures()).doesNotContainKey(MeasureKey.DISPERSION_OF_SLICES);
  }
}
