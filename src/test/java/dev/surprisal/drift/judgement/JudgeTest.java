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
import dev.surprisal.drift.finding.Measure;
import dev.surprisal.drift.finding.MeasureKey;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.drift.narrative.JudgedFindings;
import dev.surprisal.drift.narrative.Verdict;
import dev.surprisal.drift.narrative.Verdicts;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.profile.SampleSize;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgeTest {

  private static final TimeRange WEEK =
      new TimeRange(Instant.parse("1997-06-05T00:00:00Z"), Instant.parse("1997-06-12T00:00:00Z"));
  private static final Slice MONDAY = new Slice(List.of("weekday"), List.of("Monday"));

  private static List<Finding> judge(InformationUnit unit, List<Candidate> candidates) {
    return new JudgedFindings(DriftPolicy.DEFAULT, unit)
        .findings(new Judge(DriftPolicy.DEFAULT).judge(candidates));
  }

  private static Finding judge(Candidate candidate) {
    return judge(InformationUnit.NATS, List.of(candidate)).get(0);
  }

  private static Candidate logLoss(double effect, double margin, double pValue) {
    return candidate(
        ComparisonKind.LOG_LOSS,
        null,
        new Outcome(
            effect,
            effect,
            new ConfidenceInterval(effect - margin, effect + margin),
            margin,
            pValue,
            List.of(),
            new Outcome.MeanChange(0.473, 0.473 + effect, 0, 0)));
  }

  private static Candidate shares(
      ComparisonKind kind, double effect, double margin, double pValue, String cell) {
    return candidate(
        kind,
        kind == ComparisonKind.COLUMN_DISTRIBUTION ? "vicprice" : null,
        new Outcome(
            effect,
            effect,
            new ConfidenceInterval(effect - margin, effect + margin),
            0.004,
            pValue,
            List.of(new Measure(MeasureKey.PSI, 0.5), new Measure(MeasureKey.JS_DISTANCE, 0.5)),
            new Outcome.ShareChange(cell, 0.447, 0.691)));
  }

  private static Candidate candidate(
      ComparisonKind kind, @Nullable String subject, Outcome outcome) {
    return new Candidate(
        kind,
        subject,
        "gbt-1",
        Slice.ALL,
        Span.RANGE,
        null,
        Baseline.REFERENCE,
        SampleSize.ofRows(7232),
        SampleSize.ofRows(336),
        outcome,
        0,
        null,
        Dispersion.MIN_WINDOWS,
        1);
  }

  private static Candidate without(long referenceRows, long currentRows) {
    return new Candidate(
        ComparisonKind.LOG_LOSS,
        null,
        "gbt-1",
        MONDAY,
        Span.WINDOW,
        WEEK,
        Baseline.REFERENCE,
        SampleSize.ofRows(referenceRows),
        SampleSize.ofRows(currentRows),
        null,
        0,
        null,
        Dispersion.MIN_WINDOWS,
        1);
  }

  @Test
  void aSureRiseAboveTheThresholdAlerts() {
    Finding finding = judge(logLoss(1.007, 0.025, 1e-9));

    assertThat(finding.state()).isEqualTo(FindingState.ALERT);
    assertThat(finding.sentence())
        .isEqualTo(
            "Log loss of gbt-1 increased by 1.007 nats (95 % CI 0.982–1.032), from 0.473"
                + " (reference, n = 7,232) to 1.480.");
  }

  @Test
  void aRiseThatMayBeBelowTheThresholdWarns() {
    Finding finding = judge(logLoss(0.03, 0.025, 0.02));

    assertThat(finding.state()).isEqualTo(FindingState.WARN);
    assertThat(finding.sentence())
        .isEqualTo(
            "Log loss of gbt-1 increased by 0.030 nats (95 % CI 0.005–0.055), from 0.473"
                + " (reference, n = 7,232) to 0.503. Significant, but the interval includes the"
                + " alert threshold (0.02 nats).");
  }

  @Test
  void aFallIsNeverAnAlert() {
    Finding finding = judge(logLoss(-0.4, 0.02, 1e-9));

    assertThat(finding.state()).isEqualTo(FindingState.WARN);
    assertThat(finding.sentence())
        .isEqualTo(
            "Log loss of gbt-1 decreased by 0.400 nats (95 % CI −0.420 to −0.380), from 0.473"
                + " (reference, n = 7,232) to 0.073. Significant, but an improvement.");
  }

  @Test
  void aLargeEffectWithinChanceIsNot() {
    Finding finding = judge(logLoss(0.3, 0.31, 0.06));

    assertThat(finding.state()).isEqualTo(FindingState.OK);
    assertThat(finding.sentence())
        .startsWith("Log loss of gbt-1 did not change significantly: +0.300 nats (95 % CI −0.010");
  }

  @Test
  void distributionsTellTheCellThatMovedMost() {
    assertThat(
            judge(shares(ComparisonKind.LABEL_DISTRIBUTION, 0.12, 0.02, 1e-9, "are labelled UP"))
                .sentence())
        .isEqualTo(
            "Label distribution of gbt-1 shifted (D = 0.120 nats, 95 % CI 0.100–0.140, noise"
                + " floor 0.004; n = 336, reference n = 7,232): 69.1 % of rows are labelled UP,"
                + " up from 44.7 %.");
    Finding column =
        judge(shares(ComparisonKind.COLUMN_DISTRIBUTION, 0.012, 0.004, 1e-9, "are null"));
    assertThat(column.state()).isEqualTo(FindingState.WARN);
    assertThat(column.subject()).isEqualTo("vicprice");
    assertThat(column.sentence())
        .isEqualTo(
            "Column vicprice of gbt-1 shifted (D = 0.012 nats, 95 % CI 0.008–0.016, noise floor"
                + " 0.004; n = 336, reference n = 7,232): 69.1 % of values are null, up from 44.7"
                + " %. Significant, but the interval includes the alert threshold (0.01 nats).");
  }

  @Test
  void missingRowsNeverReadAsFine() {
    Finding none = judge(without(7232, 0));
    Finding noReference = judge(without(0, 336));
    Finding few = judge(without(7232, 12));

    assertThat(none.state()).isEqualTo(FindingState.NO_DATA);
    assertThat(none.sentence())
        .isEqualTo(
            "In the week of 5 Jun 1997, log loss of gbt-1 on weekday=Monday not evaluated: no"
                + " labelled rows.");
    assertThat(noReference.state()).isEqualTo(FindingState.NO_DATA);
    assertThat(noReference.sentence())
        .endsWith("not evaluated: no labelled rows in the reference.");
    assertThat(few.state()).isEqualTo(FindingState.INSUFFICIENT_DATA);
    assertThat(few.sentence())
        .endsWith("not evaluated: 12 labelled rows, minimum is 100 (drift.min_rows).");
    assertThat(few.effect()).isNull();
    assertThat(few.judgement().pValue()).isNull();
    assertThat(few.judgement().pAdjusted()).isNull();
    assertThat(few.measures()).isEmpty();
  }

  @Test
  void aFigureThatIsNotANumberIsAnErrorAndNoFigure() {
    Finding finding = judge(logLoss(Double.NaN, 0.1, Double.NaN));

    assertThat(finding.state()).isEqualTo(FindingState.ERROR);
    assertThat(finding.effect()).isNull();
    assertThat(finding.interval()).isNull();
    assertThat(finding.sentence())
        .isEqualTo("Log loss of gbt-1 could not be evaluated: a figure is not finite.");
  }

  @Test
  void aLossThatBecameInfiniteIsAtLeastAWarning() {
    double infinity = Double.POSITIVE_INFINITY;
    Outcome outcome =
        new Outcome(
            infinity,
            infinity,
            new ConfidenceInterval(infinity, infinity),
            0.1,
            0.4,
            List.of(),
            new Outcome.MeanChange(0.473, 0.48, 0, 1));

    Finding finding = judge(candidate(ComparisonKind.LOG_LOSS, null, outcome));

    assertThat(finding.state()).isEqualTo(FindingState.WARN);
    assertThat(finding.sentence())
        .isEqualTo(
            "Log loss of gbt-1 is infinite: 1 of 336 rows has probability 0 for the observed class"
                + " (reference: 0 of 7,232). Mean of the finite losses: 0.480 nats (was 0.473).");
  }

  @Test
  void figuresOfInformationAreInTheUnitAndThresholdsWereInNats() {
    Candidate candidate =
        shares(ComparisonKind.LABEL_DISTRIBUTION, Math.log(2), 0, 1e-9, "are labelled UP");

    Finding finding = judge(InformationUnit.BITS, List.of(candidate)).get(0);

    assertThat(finding.unit()).isEqualTo("bits");
    assertThat(finding.effect()).isCloseTo(1, within(1e-15));
    assertThat(finding.judgement().threshold()).isCloseTo(0.01 / Math.log(2), within(1e-15));
    assertThat(finding.measures().get(MeasureKey.PSI)).isCloseTo(0.5 / Math.log(2), within(1e-15));
    assertThat(finding.measures().get(MeasureKey.JS_DISTANCE))
        .isCloseTo(0.5 / Math.sqrt(Math.log(2)), within(1e-15));
    assertThat(finding.sentence()).contains("shifted (D = 1.000 bits");
  }

  /**
   * 0.01, 0.02, 0.03 and 0.8 become 0.04, 0.04, 0.04 and 0.8 (by hand, m·p/rank), over the share of
   * α that the question has, 0.6.
   */
  @Test
  void holdsTheFalseDiscoveryRateOverAQuestion() {
    List<Candidate> candidates =
        Stream.of(0.03, 0.8, 0.01, 0.02).map(p -> logLoss(0.5, 0.1, p)).toList();

    assertThat(judge(InformationUnit.NATS, candidates))
        .extracting(f -> f.judgement().pAdjusted())
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-15 ? 0 : 1)
        .containsExactly(0.04 / 0.6, 1.0, 0.04 / 0.6, 0.04 / 0.6);
  }

  @Test
  void manySureFindingsOnAColumnDoNotPayForOneOnTheLogLoss() {
    List<Candidate> column =
        Collections.nCopies(96, shares(ComparisonKind.COLUMN_DISTRIBUTION, 3, 0.1, 1e-30, "null"));
    List<Candidate> logLoss =
        Stream.of(0.03, 0.5, 0.7, 0.9).map(p -> logLoss(0.5, 0.1, p)).toList();

    List<Finding> findings =
        judge(InformationUnit.NATS, Stream.concat(column.stream(), logLoss.stream()).toList());

    // Over the run alone it would be 0.03 · 100/97 = 0.031.
    assertThat(findings.get(96).judgement().pAdjusted()).isCloseTo(0.03 * 4 / 0.6, within(1e-15));
    assertThat(findings.get(96).state()).isEqualTo(FindingState.OK);
    assertThat(findings.get(0).state()).isEqualTo(FindingState.ALERT);
  }

  private static Candidate of(String version, ComparisonKind kind, String subject, double pValue) {
    Outcome outcome = Objects.requireNonNull(logLoss(0.5, 0.1, pValue).outcome());
    return new Candidate(
        kind,
        subject,
        version,
        Slice.ALL,
        Span.RANGE,
        null,
        Baseline.REFERENCE,
        SampleSize.ofRows(7232),
        SampleSize.ofRows(336),
        outcome,
        0,
        null,
        Dispersion.MIN_WINDOWS,
        1);
  }

  /** Twenty columns of a quiet version, each a comparison of its own, of which one is at 0.02. */
  private static Stream<Candidate> quiet() {
    return IntStream.range(0, 20)
        .mapToObj(
            i ->
                of(
                    "quiet",
                    ComparisonKind.COLUMN_DISTRIBUTION,
                    "column " + i,
                    i == 0 ? 0.02 : 0.5));
  }

  private static Finding firstOfQuiet(Stream<Candidate> others) {
    return judge(InformationUnit.NATS, Stream.concat(quiet(), others).toList()).get(0);
  }

  @Test
  void aBrokenVersionDoesNotPayForAQuietOne() {
    Stream<Candidate> broken =
        Stream.generate(() -> of("broken", ComparisonKind.LOG_LOSS, "", 1e-30)).limit(100);

    Finding finding = firstOfQuiet(broken);

    // Over the run alone it would be 0.02 · 120/101 = 0.024; over its version it is 0.02 · 20/0.15.
    assertThat(finding.judgement().pAdjusted()).isEqualTo(1);
    assertThat(finding.state()).isEqualTo(FindingState.OK);
  }

  @Test
  void labelsThatAreStillToComeDoNotPayForAnAlert() {
    Stream<Candidate> late =
        Stream.generate(() -> of("quiet", ComparisonKind.LABEL_COVERAGE, "", 1e-30)).limit(100);

    Finding finding = firstOfQuiet(late);

    assertThat(finding.judgement().pAdjusted()).isEqualTo(1);
    assertThat(finding.state()).isEqualTo(FindingState.OK);
  }

  /** The last windows always lack some; a warning for each run would be one to pass over. */
  @Test
  void labelsThatAreStillToComeAreFoundButAreNoWarningOfTheVersion() {
    List<Candidate> candidates =
        List.of(
            of("quiet", ComparisonKind.LOG_LOSS, "", 0.5),
            of("quiet", ComparisonKind.LABEL_COVERAGE, "", 1e-30));

    List<Finding> findings = judge(InformationUnit.NATS, candidates);
    Verdict verdict =
        new Verdicts(InformationUnit.NATS, findings, List.of(), List.of(), Map.of(), Map.of())
            .verdict(List.of("quiet"));

    assertThat(findings.get(1).state()).isEqualTo(FindingState.WARN);
    assertThat(verdict.state()).isEqualTo(FindingState.OK);
    assertThat(verdict.versions().get(0).state()).isEqualTo(FindingState.OK);
  }
}
