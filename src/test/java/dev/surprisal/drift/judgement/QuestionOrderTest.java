package dev.surprisal.drift.judgement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.drift.comparison.Dispersion;
import dev.surprisal.drift.comparison.Outcome;
import dev.surprisal.drift.finding.Baseline;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.Correction;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.profile.SampleSize;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QuestionOrderTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final List<Candidate> candidates = new ArrayList<>();

  private static TimeRange day(int day) {
    return new TimeRange(START.plusSeconds(86_400L * day), START.plusSeconds(86_400L * (day + 1)));
  }

  private static Slice slice(String value) {
    return new Slice(List.of("device"), List.of(value));
  }

  private QuestionOrderTest with(
      ComparisonKind kind, Slice slice, @Nullable Integer day, double pValue) {
    return with(kind, null, slice, day, pValue);
  }

  private QuestionOrderTest with(
      ComparisonKind kind,
      @Nullable String subject,
      Slice slice,
      @Nullable Integer day,
      double pValue) {
    candidates.add(
        new Candidate(
            kind,
            subject,
            "v1",
            slice,
            day == null ? Span.RANGE : Span.WINDOW,
            day == null ? null : day(day),
            Baseline.REFERENCE,
            SampleSize.ofRows(1000),
            SampleSize.ofRows(1000),
            new Outcome(
                0.1,
                0.1,
                new ConfidenceInterval(0.05, 0.15),
                0.02,
                pValue,
                List.of(),
                new Outcome.MeanChange(0.1, 0.2, 0, 0)),
            0,
            null,
            Dispersion.MIN_WINDOWS,
            1));
    return this;
  }

  private double[] adjusted() {
    return new QuestionOrder(candidates, Correction.BENJAMINI_HOCHBERG).adjusted();
  }

  @Test
  void columnsAndSlicesCannotHideACollapseOfTheWhole() {
    with(ComparisonKind.ACCURACY, Slice.ALL, null, 0.004);
    with(ComparisonKind.LOG_LOSS, Slice.ALL, null, 0.01);
    double[] alone = adjusted();
    for (int i = 0; i < 500; i++) {
      with(ComparisonKind.COLUMN_DISTRIBUTION, "c" + i, Slice.ALL, null, 0.5);
      with(ComparisonKind.ACCURACY, slice("d" + i), null, 0.7);
      with(ComparisonKind.ACCURACY, slice("d" + i), 3, 0.9);
    }

    assertThat(adjusted()[0]).isEqualTo(alone[0]).isCloseTo(0.004 * 2 / 0.6, within(1e-15));
  }

  @Test
  void aRangeOfOneWindowIsAskedOfOnce() {
    with(ComparisonKind.ACCURACY, Slice.ALL, null, 0.004);
    with(ComparisonKind.ACCURACY, Slice.ALL, 0, 0.004);

    assertThat(adjusted()[0]).isCloseTo(0.004 / 0.6, within(1e-15));
    assertThat(adjusted()[1]).isEqualTo(adjusted()[0]);
  }

  @Test
  void windowsHaveAShareOfTheirOwn() {
    with(ComparisonKind.ACCURACY, Slice.ALL, null, 0.5);
    with(ComparisonKind.ACCURACY, Slice.ALL, 0, 0.001);
    with(ComparisonKind.ACCURACY, Slice.ALL, 1, 0.8);

    assertThat(adjusted()[0]).isEqualTo(1);
    assertThat(adjusted()[1]).isCloseTo(0.001 * 2 / 0.2, within(1e-15));
  }

  /** Of 1,000 slices one could not be found by its own share of α: 0.001 · 1000 / 0.1. */
  @Test
  void whatIsFoundInAllRowsIsLookedForInItsSlices() {
    with(ComparisonKind.ACCURACY, Slice.ALL, null, 1e-9);
    with(ComparisonKind.ACCURACY, slice("tablet"), null, 1e-6);
    with(ComparisonKind.ACCURACY, slice("phone"), null, 0.4);
    for (int i = 0; i < 1000; i++) {
      with(ComparisonKind.COLUMN_DISTRIBUTION, "c" + i, slice("phone"), null, 0.5);
    }

    assertThat(adjusted()[1]).isCloseTo(1e-6 * 2 / 0.2, within(1e-15));
    assertThat(adjusted()[2]).isEqualTo(1);
  }

  @Test
  void nothingOpensWhatWasNotFound() {
    with(ComparisonKind.ACCURACY, Slice.ALL, null, 0.2);
    with(ComparisonKind.ACCURACY, slice("tablet"), null, 1e-6);
    for (int i = 0; i < 1000; i++) {
      with(ComparisonKind.COLUMN_DISTRIBUTION, "c" + i, slice("phone"), null, 0.5);
    }

    assertThat(adjusted()[1]).isCloseTo(1e-6 * 1001 / 0.1, within(1e-12));
  }

  @Test
  void aMissingPValueStaysMissing() {
    with(ComparisonKind.ACCURACY, Slice.ALL, null, Double.NaN);
    with(ComparisonKind.LOG_LOSS, Slice.ALL, null, 0.01);

    assertThat(adjusted()[0]).isNaN();
    assertThat(adjusted()[1]).isCloseTo(0.01 / 0.6, within(1e-15));
  }

  /** 4,000 runs in which nothing differs; the standard error of 5 % is 0.34 points. */
  @Test
  void theProbabilityThatAnythingIsFoundWhereNothingDiffersIsAtMostAlpha() {
    SplittableRandom random = new SplittableRandom(5);
    int found = 0;
    int runs = 4000;
    for (int run = 0; run < runs; run++) {
      candidates.clear();
      for (ComparisonKind kind : ComparisonKind.values()) {
        if (kind.canAlarm()) {
          fill(kind, Slice.ALL, random);
          fill(kind, slice("tablet"), random);
          fill(kind, slice("phone"), random);
        }
      }
      for (double p : adjusted()) {
        if (p < 0.05) {
          found++;
          break;
        }
      }
    }

    assertThat((double) found / runs).isBetween(0.02, 0.06);
  }

  private void fill(ComparisonKind kind, Slice slice, SplittableRandom random) {
    with(kind, slice, null, random.nextDouble());
    for (int day = 0; day < 5; day++) {
      with(kind, slice, day, random.nextDouble());
    }
  }
}
