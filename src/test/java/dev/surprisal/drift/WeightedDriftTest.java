package dev.surprisal.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.drift.comparison.ClassComparison;
import dev.surprisal.drift.comparison.LogLossComparison;
import dev.surprisal.drift.comparison.Outcome;
import dev.surprisal.drift.comparison.Sample;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.DriftPolicy;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.cube.Cell;
import dev.surprisal.profile.cube.Cube;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.state.Layout;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.WindowLengths;
import dev.surprisal.profile.time.Windows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What weights do to findings: they move the figures, and they never add certainty. */
class WeightedDriftTest {

  private static final Layout WEIGHTED = Rows.LAYOUT.weighted();
  private static final List<String> REGION = List.of("region");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static TimeRange days(int from, int to) {
    return new TimeRange(START.plusSeconds(from * 86_400L), START.plusSeconds(to * 86_400L));
  }

  /**
   * Ten days of a reference, then five; the model is worse in the last. Weights are from 1 to 3.
   */
  private static DriftResult analyse(Layout layout, DoubleUnaryOperator weight) {
    SplittableRandom random = new SplittableRandom(2026);
    List<Cell> cells = new ArrayList<>();
    for (int day = 0; day < 15; day++) {
      for (String region : List.of("north", "south")) {
        Rows rows = new Rows(layout);
        double wrong = day < 10 ? 0.1 : 0.15;
        for (int i = 0; i < 250; i++) {
          int label = random.nextDouble() < 0.4 ? 1 : 0;
          double probability = random.nextDouble() < wrong ? 0.2 : random.nextDouble(0.6, 0.95);
          double column = random.nextDouble(1, 100 + day);
          rows.weighing(weight.applyAsDouble(1 + random.nextInt(3)))
              .scored(label, probability, column);
        }
        rows.unlabelled(5, 1);
        cells.add(
            new Cell(days(day, day + 1), "v1", new Slice(REGION, List.of(region)), rows.stored()));
      }
    }
    Windows windows = new Windows(days(0, 10), days(10, 15), WindowLengths.parse("1 day"), 0);
    DriftAnalysis analysis =
        new DriftAnalysis(
            DriftPolicy.DEFAULT, InformationUnit.NATS, List.of("A", "B"), List.of("price"));
    return DriftAnalysisTest.analyse(analysis, new Cube(layout, windows, List.of(REGION), cells));
  }

  @Test
  void rowsThatAllWeighOneGiveTheFindingsOfRowsWithoutWeights() {
    DriftResult plain = analyse(Rows.LAYOUT, w -> 1);
    DriftResult weighted = analyse(WEIGHTED, w -> 1);

    assertThat(weighted.findings()).isEqualTo(plain.findings());
    assertThat(weighted.attributions()).isEqualTo(plain.attributions());
    assertThat(weighted.verdict()).isEqualTo(plain.verdict());
    assertThat(plain.findings())
        .extracting(Finding::state)
        .contains(FindingState.OK, FindingState.ALERT);
  }

  @Test
  void allWeightsTimesAPowerOfTwoChangeNoFinding() {
    DriftResult plain = analyse(WEIGHTED, w -> w);
    for (double factor : new double[] {0x1p-4, 16, 0x1p17}) {
      DriftResult scaled = analyse(WEIGHTED, w -> w * factor);
      for (int i = 0; i < plain.findings().size(); i++) {
        Finding one = plain.findings().get(i);
        Finding other = scaled.findings().get(i);
        String which = one.sentence() + " times " + factor;
        assertThat(other.sentence()).as(which).isEqualTo(one.sentence());
        assertThat(other.state()).as(which).isEqualTo(one.state());
        assertIsClose(other.effect(), one.effect(), which);
        assertIsClose(other.judgement().pValue(), one.judgement().pValue(), which);
        assertIsClose(other.difference().noiseFloor(), one.difference().noiseFloor(), which);
      }
      assertThat(scaled.verdict().sentence()).isEqualTo(plain.verdict().sentence());
    }
  }

  private static void assertIsClose(
      @Nullable Double actual, @Nullable Double expected, String which) {
    if (expected == null) {
      assertThat(actual).as(which).isNull();
    } else {
      assertThat(actual).as(which).isCloseTo(expected, within(1e-9));
    }
  }

  /** A log sampled down is as uncertain as its rows are few. */
  @Test
  void rowsOfSixteenTimesTheWeightAreNoSurer() {
    LogLossComparison losses = new LogLossComparison(0.05);
    Sample light = new Rows(WEIGHTED).scored(90, 0, 0.8).scored(30, 1, 0.4).sample();
    Sample heavy = new Rows(WEIGHTED).weighing(16).scored(90, 0, 0.8).scored(30, 1, 0.4).sample();
    Sample after = new Rows(WEIGHTED).scored(80, 0, 0.8).scored(50, 1, 0.4).sample();

    Outcome one = losses.against(light).measure(after);
    Outcome other = losses.against(heavy).measure(after);

    assertThat(other.effect()).isCloseTo(one.effect(), within(1e-14));
    assertThat(other.pValue()).isCloseTo(one.pValue(), within(1e-14));
    ClassComparison labels = ClassComparison.ofLabels(List.of("A", "B"), 0.05);
    assertThat(labels.against(heavy).measure(after))
        .usingRecursiveComparison()
        .ignoringFields("power")
        .isEqualTo(labels.against(light).measure(after));
  }

  /** By hand: three labels of A that weigh 2, one of B that weighs 4. */
  @Test
  void sharesAreOfTheWeights() {
    Sample before =
        new Rows(WEIGHTED).weighing(2).scored(300, 0, 0.8).weighing(4).scored(100, 1, 0.8).sample();
    Sample after = new Rows(WEIGHTED).scored(120, 0, 0.8).scored(80, 1, 0.8).sample();

    Outcome outcome =
        ClassComparison.ofLabels(List.of("A", "B"), 0.05).against(before).measure(after);

    Outcome.ShareChange change = (Outcome.ShareChange) outcome.change();
    assertThat(change.before()).isCloseTo(0.6, within(1e-15));
    assertThat(change.after()).isCloseTo(0.6, within(1e-15));
    assertThat(outcome.pValue()).isCloseTo(1, within(1e-12));
  }

  /**
   * 400 rows, of which one weighs as much as the others together: (2 · 399)² / (399 + 399²) = 4.
   */
  @Test
  void rowsAreEnoughIfTheirEffectiveNumberIs() {
    Rows uneven = new Rows(WEIGHTED).scored(399, 0, 0.8).weighing(399).scored(1, 1, 0.8);
    Rows even = new Rows(WEIGHTED).scored(400, 0, 0.8);
    List<Cell> cells =
        List.of(
            new Cell(days(0, 1), null, Slice.ALL, even.stored()),
            new Cell(days(1, 2), null, Slice.ALL, uneven.stored()));
    Windows windows = new Windows(days(0, 1), days(1, 2), WindowLengths.parse("1 day"), 0);

    List<Finding> findings =
        DriftAnalysisTest.analyse(
                new DriftAnalysis(
                    DriftPolicy.DEFAULT, InformationUnit.NATS, List.of("A", "B"), List.of("price")),
                new Cube(WEIGHTED, windows, List.of(), cells))
            .findings();

    Finding loss =
        findings.stream()
            .filter(it -> it.comparison() == ComparisonKind.LOG_LOSS)
            .findFirst()
            .orElseThrow();
    assertThat(loss.state()).isEqualTo(FindingState.INSUFFICIENT_DATA);
    assertThat(loss.currentRows()).isEqualTo(400);
    assertThat(loss.sentence())
        .isEqualTo(
            "Log loss not evaluated: 400 labelled rows (effective sample size 3.99), minimum is 100"
                + " (drift.min_rows).");
  }
}
