package dev.surprisal.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.drift.finding.Correction;
import dev.surprisal.drift.finding.DriftPolicy;
import dev.surprisal.drift.history.ChangePoint;
import dev.surprisal.drift.history.ExpectedScores;
import dev.surprisal.drift.history.SequentialAlarm;
import dev.surprisal.drift.history.SequentialMonitor;
import dev.surprisal.drift.narrative.HistorySentences;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.cube.Series;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What windows show together: change point, expectation, evidence for life. */
class HistoryTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int REFERENCE = 30;

  private static TimeRange day(int day) {
    return new TimeRange(START.plusSeconds(day * 86_400L), START.plusSeconds((day + 1) * 86_400L));
  }

  /** Rows of which a share is wrong although the model is sure. */
  private static Profile rows(SplittableRandom random, int rows, double wrong) {
    Rows drawn = Rows.rows();
    for (int i = 0; i < rows; i++) {
      boolean right = random.nextDouble() >= wrong;
      drawn.scored(random.nextDouble() < 0.4 ? 1 : 0, right ? 0.9 : 0.1, 1);
    }
    return drawn.profile();
  }

  /** Thirty days of reference, then so many more; from a day on more rows are wrong. */
  private static Series series(int days, int brokenFrom, double wrong) {
    SplittableRandom random = new SplittableRandom(31);
    List<Series.WindowProfile> windows = new ArrayList<>();
    Profile reference = Profile.empty(Rows.LAYOUT);
    Profile current = Profile.empty(Rows.LAYOUT);
    for (int i = 0; i < REFERENCE + days; i++) {
      Profile window = rows(random, 300, i >= brokenFrom ? wrong : 0.1);
      windows.add(new Series.WindowProfile(day(i), i < REFERENCE, window));
      if (i < REFERENCE) {
        reference = reference.plus(window);
      } else {
        current = current.plus(window);
      }
    }
    return new Series("v1", Slice.ALL, reference, current, windows, List.of());
  }

  @Test
  void theChangePointIsTheDayOnWhichTheModelBroke() {
    ChangePoint point = ChangePoint.of(series(20, 38, 0.3), 0.05, 100).orElseThrow();

    assertThat(point.window()).isEqualTo(day(38));
    assertThat(point.earliest().from()).isBeforeOrEqualTo(day(38).from());
    assertThat(point.latest().from()).isAfterOrEqualTo(day(38).from());
    // −ln 0.9 and −ln 0.1 for 10 % and 30 % wrong rows; three standard errors are 0.03 and 0.06.
    assertThat(point.before()).isCloseTo(0.9 * 0.10536 + 0.1 * 2.30259, within(0.05));
    assertThat(point.after()).isCloseTo(0.7 * 0.10536 + 0.3 * 2.30259, within(0.07));
  }

  @Test
  void aSmallChangeIsLessSureOfItsDay() {
    ChangePoint large = ChangePoint.of(series(20, 38, 0.3), 0.05, 100).orElseThrow();
    ChangePoint small = ChangePoint.of(series(20, 38, 0.12), 0.05, 100).orElseThrow();

    assertThat(days(small)).isGreaterThan(days(large));
  }

  private static long days(ChangePoint point) {
    return point.latest().from().getEpochSecond() - point.earliest().from().getEpochSecond();
  }

  @Test
  void aChangePointIsToldWithTheWindowsThatItMayBeInInstead() {
    ChangePoint sure = new ChangePoint(day(38), day(38), day(38), 0.3, 0.8);
    ChangePoint unsure = new ChangePoint(day(38), day(36), day(39), 0.3, 0.8);

    assertThat(HistorySentences.of(sure)).isEqualTo(" Change point: 8 Feb 2026.");
    assertThat(HistorySentences.of(unsure))
        .isEqualTo(" Change point: 8 Feb 2026 (earliest 6 Feb 2026, latest 9 Feb 2026).");
  }

  @Test
  void twoCurrentWindowsHaveNoChangePoint() {
    assertThat(ChangePoint.of(series(2, 31, 0.5), 0.05, 100)).isEqualTo(Optional.empty());
  }

  @Test
  void theEvidenceForLifeStaysLowAndRisesWithDrift() {
    SequentialAlarm quiet =
        new SequentialMonitor(DriftPolicy.DEFAULT, series(60, 1000, 0.1)).watch();
    SequentialAlarm broken =
        new SequentialMonitor(DriftPolicy.DEFAULT, series(60, 50, 0.4)).watch();

    assertThat(quiet.alarm()).isNull();
    assertThat(quiet.windows()).isEqualTo(60);
    assertThat(broken.alarm()).isNotNull();
    assertThat(broken.greatest()).isGreaterThanOrEqualTo(20);
    assertThat(HistorySentences.of(broken))
        .startsWith(" Sequential test: cumulative evidence exceeded 20:1 on ");
    assertThat(broken.streams().get("log_loss"))
        .isGreaterThan(broken.streams().get("label_distribution"));
  }

  @Test
  void windowsOfTooFewRowsAddNoEvidence() {
    SequentialAlarm alarm =
        new SequentialMonitor(
                new DriftPolicy(
                    0.05, Correction.BENJAMINI_HOCHBERG, 301, 0.01, 0.02, 0.02, 0.5, false, false),
                series(20, 32, 0.5))
            .watch();

    assertThat(alarm.windows()).isZero();
    assertThat(alarm.evidence()).isCloseTo(1, within(1e-15));
  }

  /** The reference has losses of 0.1 and 0.7 in two bins, which the current rows mix anew. */
  @Test
  void whatIsExpectedIsWhatTheReferenceHadAtTheSameConfidence() {
    Profile reference = Rows.rows().scored(3000, 0, 0.9).scored(3000, 0, 0.5).profile();
    Series series =
        new Series(
            "v1",
            Slice.ALL,
            reference,
            Profile.empty(Rows.LAYOUT),
            List.of(new Series.WindowProfile(day(0), true, reference)),
            List.of());
    Profile current = Rows.rows().scored(300, 0, 0.9).scored(900, 0, 0.5).profile();

    ExpectedScores.Estimate loss = new ExpectedScores(0.05, series).logLoss(current);

    double expected = -0.25 * Math.log(0.9) - 0.75 * Math.log(0.5);
    assertThat(loss.value()).isCloseTo(expected, within(1e-3));
    assertThat(loss.lower()).isLessThanOrEqualTo(expected);
    assertThat(loss.upper()).isGreaterThanOrEqualTo(expected);
    assertThat(new ExpectedScores(0.05, series).accuracy(current).value())
        .isCloseTo(1, within(1e-3));
  }

  /** At a confidence of 0.9 the first class is right in 9 of 10 rows, the second in 3 of 10. */
  @Test
  void whatIsExpectedIsWhatTheReferenceHadForTheSamePredictedClass() {
    Profile reference =
        Rows.rows()
            .scored(900, 0, 0.9)
            .scored(100, 1, 0.1)
            .scored(300, 1, 0.9)
            .scored(700, 0, 0.1)
            .profile();
    Series series =
        new Series(
            "v1",
            Slice.ALL,
            reference,
            Profile.empty(Rows.LAYOUT),
            List.of(new Series.WindowProfile(day(0), true, reference)),
            List.of());
    Profile current = Rows.rows().scored(200, 0, 0.9).scored(800, 1, 0.9).profile();
    ExpectedScores scores = new ExpectedScores(0.05, series);

    assertThat(scores.accuracy(current).value()).isCloseTo(0.2 * 0.9 + 0.8 * 0.3, within(1e-3));
    double right = -Math.log(0.9);
    double wrong = -Math.log(0.1);
    assertThat(scores.logLoss(current).value())
        .isCloseTo(
            0.2 * (0.9 * right + 0.1 * wrong) + 0.8 * (0.3 * right + 0.7 * wrong), within(1e-3));
  }

  @Test
  void withoutALabelledReferenceNothingIsExpected() {
    Series series =
        new Series(
            "v1",
            Slice.ALL,
            Profile.empty(Rows.LAYOUT),
            Rows.rows().unlabelled(10, 0).profile(),
            List.of(),
            List.of());

    assertThat(new ExpectedScores(0.05, series).logLoss(series.current()).value()).isNaN();
  }
}
