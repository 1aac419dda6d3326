package dev.surprisal.drift.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.drift.comparison.Outcome;
import dev.surprisal.drift.finding.Baseline;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.profile.SampleSize;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TailCalibrationTest {

  private static final int SERIES = 100;
  private static final int REFERENCE = 14;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final SplittableRandom random = new SplittableRandom(7);

  /** A range and its windows, of which the range and the first have a p-value. */
  private static List<Candidate> series(int which, int windows, double pValue, double[] usual) {
    return series("x", which, windows, pValue, usual);
  }

  private static List<Candidate> series(
      String column, int which, int windows, double pValue, double[] usual) {
    List<Candidate> candidates = new ArrayList<>();
    candidates.add(candidate(column, which, Span.RANGE, null, windows, pValue, usual));
    for (int i = 0; i < windows; i++) {
      Instant from = START.plus(Duration.ofDays(i));
      TimeRange window = new TimeRange(from, from.plus(Duration.ofDays(1)));
      candidates.add(
          candidate(column, which, Span.WINDOW, window, windows, i == 0 ? pValue : 0.5, usual));
    }
    return candidates;
  }

  private static Candidate candidate(
      String column,
      int which,
      Span span,
      @Nullable TimeRange window,
      double windows,
      double pValue,
      double[] usual) {
    Outcome outcome =
        new Outcome(
            0.1,
            0.1,
            new ConfidenceInterval(0, 1),
            0.01,
            pValue,
            List.of(),
            new Outcome.MeanChange(0.4, 0.5, 0, 0),
            null,
            usual);
    return new Candidate(
        ComparisonKind.COLUMN_DISTRIBUTION,
        column,
        null,
        new Slice(List.of("slice"), List.of("" + which)),
        span,
        window,
        Baseline.REFERENCE,
        SampleSize.ofRows(1000),
        SampleSize.ofRows(1000),
        outcome,
        0,
        null,
        REFERENCE,
        windows);
  }

  /** The p-values that F with 13 degrees of freedom gives where days are by t with three. */
  private double[] usual(double exponent) {
    return random.doubles(REFERENCE).map(u -> Math.pow(u, exponent)).toArray();
  }

  private List<Candidate> run(double exponent, int windows, double pValue) {
    List<Candidate> candidates = new ArrayList<>(series(0, windows, pValue, usual(exponent)));
    for (int i = 1; i < SERIES; i++) {
      candidates.addAll(series(i, windows, 0.5, usual(exponent)));
    }
    return candidates;
  }

  private static double corrected(List<Candidate> candidates, int which) {
    Candidate corrected = new TailCalibration(candidates).corrected(candidates.get(which));
    return Objects.requireNonNull(corrected.outcome()).pValue();
  }

  @Test
  void aWindowIsAsRareAsTheReferencesAre() {
    double pValue = 1e-9;
    // With care, but not beyond a factor of ten.
    double right = Math.pow(pValue, 3.0 / 13);
    assertThat(corrected(run(13.0 / 3, 5, pValue), 1)).isBetween(right, 10 * right);
  }

  /** A day by itself is as likely to be an odd one as any. */
  @Test
  void aRangeOfOneWindowIsCorrectedLikeTheWindow() {
    List<Candidate> candidates = run(13.0 / 3, 1, 1e-9);
    assertThat(corrected(candidates, 0)).isEqualTo(corrected(candidates, 1)).isGreaterThan(1e-3);
  }

  /** As far as by one of n windows that is n times as far off: F's tail is a power of 13 / 2. */
  @ParameterizedTest
  @ValueSource(ints = {2, 5, 7})
  void aRangeIsAsRareAsOneOfItsWindowsThatCarriesIt(int windows) {
    double ofOne = 1e-12 / Math.pow(windows, 6.5);
    double right = windows * Math.pow(ofOne, 3.0 / 13);
    assertThat(corrected(run(13.0 / 3, windows, 1e-12), 0)).isBetween(right, 100 * right);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10})
  void aRangeStaysAsItIsWhereDaysAreNormal(int windows) {
    assertThat(corrected(run(1, windows, 1e-9), 0)).isEqualTo(1e-9);
  }

  /** Windows of too few rows are not compared; the range is still made of as many. */
  @Test
  void aRangeIsOfTheWindowsThatItHasWhetherTheyAreComparedOrNot() {
    List<Candidate> candidates = run(13.0 / 3, 30, 1e-12);
    double all = corrected(candidates, 0);
    candidates.removeIf(
        it -> it.span() == Span.WINDOW && it.slice().equals(candidates.get(0).slice()));
    assertThat(corrected(candidates, 0)).isEqualTo(all).isGreaterThan(1e-4);
  }

  /** Half of the windows are as far off as one in ten is: that is no odd day. */
  @Test
  void aRangeStaysRareWhereMostOfItsWindowsAreFarOff() {
    double[] usual = usual(13.0 / 3);
    List<Candidate> candidates = new ArrayList<>();
    candidates.add(candidate("x", 0, Span.RANGE, null, 30, 1e-12, usual));
    for (int i = 0; i < 30; i++) {
      Instant from = START.plus(Duration.ofDays(i));
      TimeRange window = new TimeRange(from, from.plus(Duration.ofDays(1)));
      candidates.add(candidate("x", 0, Span.WINDOW, window, 30, i < 16 ? 1e-3 : 0.5, usual));
    }
    candidates.addAll(run(13.0 / 3, 30, 0.5).subList(31, 31 * SERIES));
    assertThat(corrected(candidates, 0)).isLessThan(1e-6);
  }

  /** Whatever columns of usual days stand beside it, and however few. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 8, 11, 20, 40})
  void aWindowFarBeyondNormalOnesStaysRare(int series) {
    int silenced = 0;
    for (int seed = 0; seed < 100; seed++) {
      List<Candidate> few = run(1, 5, 1e-9).subList(0, 6 * series);
      silenced += corrected(few, 1) > 1e-6 ? 1 : 0;
    }
    // Chance makes a tail of a hundredth, and something of one of some more.
    assertThat(silenced).isLessThanOrEqualTo(30);
  }

  /** A promotion that was on for two days of the reference says nothing of other columns. */
  @Test
  void oneColumnThatWasOddDoesNotSilenceOthers() {
    double[] odd = usual(1);
    odd[3] = 1e-12;
    odd[4] = 1e-13;
    List<Candidate> candidates = new ArrayList<>();
    candidates.addAll(series("promotion", 0, 5, 1e-9, odd));
    for (int i = 0; i < 8; i++) {
      candidates.addAll(series("column " + i, 0, 5, 1e-9, usual(1)));
    }
    assertThat(corrected(candidates, 1)).isGreaterThan(1e-4);
    assertThat(corrected(candidates, 7)).isLessThan(1e-6);
  }

  /** Odd days of the same windows, counted in other cells for each current window, are no more. */
  @Test
  void theOddWindowsOfAReferenceCountOnce() {
    List<Candidate> once = run(13.0 / 3, 5, 1e-9);
    List<Candidate> again = new ArrayList<>();
    for (Candidate candidate : once) {
      Outcome outcome = Objects.requireNonNull(candidate.outcome());
      again.add(
          candidate(
              "x",
              Integer.parseInt(candidate.slice().values().get(0)),
              candidate.span(),
              candidate.window(),
              5,
              outcome.pValue(),
              outcome.usual().clone()));
    }
    assertThat(corrected(again, 1)).isEqualTo(corrected(once, 1));
  }

  /** A column that was constant, among others whose days are odd at times. */
  @Test
  void whatNeverMovedInTheReferenceStaysAsItIs() {
    double[] still = new double[REFERENCE];
    Arrays.fill(still, 1);
    List<Candidate> candidates = new ArrayList<>(series(0, 5, 1e-9, still));
    candidates.addAll(run(13.0 / 3, 5, 0.5));
    assertThat(corrected(candidates, 0)).isEqualTo(1e-9);
    assertThat(corrected(candidates, 1)).isEqualTo(1e-9);
  }
}
