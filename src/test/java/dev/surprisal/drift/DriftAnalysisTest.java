package dev.surprisal.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.tuple;

import dev.surprisal.drift.attribution.Attribution;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.DriftPolicy;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.finding.MeasureKey;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.drift.narrative.Verdict;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.cube.Cell;
import dev.surprisal.profile.cube.Cube;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.WindowLengths;
import dev.surprisal.profile.time.Windows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

public class DriftAnalysisTest {

  private static final List<String> REGION = List.of("region");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final DriftAnalysis ANALYSIS =
      new DriftAnalysis(
          DriftPolicy.DEFAULT, InformationUnit.NATS, List.of("A", "B"), List.of("price"));

  /** What the broken slice of these tests leaves as it was: its column and how rows arrive. */
  private static final Set<ComparisonKind> UNCHANGED =
      EnumSet.of(
          ComparisonKind.COLUMN_DISTRIBUTION,
          ComparisonKind.LABEL_COVERAGE,
          ComparisonKind.REJECTED_ROWS,
          ComparisonKind.VOLUME);

  private static TimeRange days(int from, int to) {
    return new TimeRange(START.plusSeconds(from * 86_400L), START.plusSeconds(to * 86_400L));
  }

  /** A reference of so many days, then so many current ones. */
  private static Cube cube(int reference, int current, List<Cell> cells) {
    Windows windows =
        new Windows(
            days(0, reference),
            days(reference, reference + current),
            WindowLengths.parse("1 day"),
            0);
    return new Cube(Rows.LAYOUT, windows, List.of(REGION), cells);
  }

  private static Cell cell(int day, String region, Rows rows) {
    return new Cell(days(day, day + 1), "v1", new Slice(REGION, List.of(region)), rows.stored());
  }

  /** Rows of a calibrated model whose classes and column follow the given probabilities. */
  private static Rows draw(SplittableRandom random, int rows, double shareOfB, double wrong) {
    Rows drawn = Rows.rows();
    for (int i = 0; i < rows; i++) {
      int label = random.nextDouble() < shareOfB ? 1 : 0;
      double probability = random.nextDouble() < wrong ? 0.2 : random.nextDouble(0.6, 0.95);
      drawn.scored(label, probability, random.nextDouble(1, 100));
    }
    return drawn;
  }

  private static List<Cell> quiet(SplittableRandom random, int days, int rows) {
    List<Cell> cells = new ArrayList<>();
    for (int day = 0; day < days; day++) {
      for (String region : List.of("north", "south", "west")) {
        cells.add(cell(day, region, draw(random, rows, 0.4, 0.1)));
      }
    }
    return cells;
  }

  /** Compares all that a cube holds. */
  public static DriftResult analyse(DriftAnalysis analysis, Cube cube) {
    return analysis.judge(cube.eachSeries(analysis::compare), cube);
  }

  @Test
  void findingsAreInTheirPublishedOrder() {
    DriftResult result = analyse(ANALYSIS, cube(2, 1, quiet(new SplittableRandom(1), 3, 120)));

    // Of the volume, two windows of reference tell nothing.
    int comparisons =
        (int)
                Stream.of(ComparisonKind.values())
                    .filter(kind -> !kind.isLimit() && !kind.isOnRequest())
                    .count()
            - 1;
    assertThat(result.findings())
        .hasSize(4 * comparisons * 2)
        .extracting(
            f -> f.slice().label() + " " + f.comparison().label() + " " + (f.window() != null))
        .startsWith(
            "all rows log_loss false",
            "all rows log_loss true",
            "all rows calibration_gap false",
            "all rows calibration_gap true")
        .endsWith("region=west rejected_rows true");
    assertThat(result.attributions())
        .extracting(Attribution::comparison)
        .containsExactly(ComparisonKind.LOG_LOSS, ComparisonKind.LABEL_DISTRIBUTION);
  }

  /** Of four current days, two have no row in the west, and two fewer than a hundred. */
  @Test
  void windowsOfASliceThatLackRowsAreToldOfTogether() {
    SplittableRandom random = new SplittableRandom(4);
    List<Cell> cells = quiet(random, 8, 150);
    cells.removeIf(cell -> cell.slice().values().contains("west"));
    for (int day = 0; day < 6; day++) {
      cells.add(cell(day, "west", draw(random, day < 4 ? 150 : 60, 0.4, 0.1)));
    }

    List<Finding> findings =
        analyse(ANALYSIS, cube(4, 4, cells)).findings().stream()
            .filter(f -> f.comparison() == ComparisonKind.LOG_LOSS && f.window() != null)
            .toList();

    assertThat(findings.stream().filter(f -> f.slice().label().equals("region=west")))
        .extracting(
            Finding::state,
            Finding::window,
            f -> Objects.requireNonNull(f.folded()).count(),
            Finding::currentRows,
            Finding::sentence)
        .containsExactly(
            tuple(
                FindingState.INSUFFICIENT_DATA,
                days(4, 6),
                2,
                120L,
                "Log loss of v1 on region=west not evaluated in 2 of 4 windows (5 to 6 Jan"
                    + " 2026): fewer than 100 labelled rows (drift.min_rows)."),
            tuple(
                FindingState.NO_DATA,
                days(6, 8),
                2,
                0L,
                "Log loss of v1 on region=west not evaluated in 2 of 4 windows (7 to 8 Jan"
                    + " 2026): no labelled rows."));
    assertThat(findings.stream().filter(f -> f.slice().isAll()))
        .hasSize(4)
        .allMatch(f -> f.folded() == null);
  }

  @Test
  void aSliceThatTheReferenceLacksIsToldOfOnce() {
    SplittableRandom random = new SplittableRandom(5);
    List<Cell> cells = quiet(random, 7, 150);
    cells.removeIf(cell -> cell.slice().values().contains("west"));
    cells.add(cell(1, "west", draw(random, 60, 0.4, 0.1)));
    for (int day = 4; day < 7; day++) {
      cells.add(cell(day, "west", draw(random, 150, 0.4, 0.1)));
    }

    assertThat(analyse(ANALYSIS, cube(4, 3, cells)).findings())
        .filteredOn(f -> f.comparison() == ComparisonKind.LOG_LOSS && f.window() != null)
        .filteredOn(f -> f.slice().label().equals("region=west"))
        .extracting(Finding::state, Finding::referenceRows, Finding::sentence)
        .containsExactly(
            tuple(
                FindingState.INSUFFICIENT_DATA,
                60L,
                "Log loss of v1 on region=west not evaluated in 3 of 3 windows (5 to 7 Jan"
                    + " 2026): the reference has 60 labelled rows, minimum is 100"
                    + " (drift.min_rows)."));
  }

  /** Labels of the last two of six current days have come by half; they are waited for so long. */
  @Test
  void nobodyIsWarnedOfLabelsThatMayStillCome() {
    SplittableRandom random = new SplittableRandom(6);
    List<Cell> cells = new ArrayList<>();
    for (int day = 0; day < 14; day++) {
      int late = day < 12 ? 0 : 200;
      cells.add(cell(day, "north", draw(random, 400 - late, 0.4, 0.1).unlabelled(late, 0)));
    }
    Cube cube = cube(8, 6, cells);

    assertThat(coverage(analyse(ANALYSIS, cube)))
        .filteredOn(f -> f.state() == FindingState.WARN)
        .extracting(Finding::window)
        .containsExactly(null, days(12, 13), days(13, 14), null, days(12, 13), days(13, 14));
    List<Finding> findings =
        coverage(analyse(ANALYSIS.waitingIn(Set.of(days(12, 13), days(13, 14))), cube));
    assertThat(findings).noneMatch(f -> f.state() == FindingState.WARN);
    // Of all rows, it is told that they wait; the whole range is judged by the other four days.
    assertThat(findings)
        .filteredOn(f -> f.state() == FindingState.INSUFFICIENT_DATA)
        .extracting(Finding::window, Finding::sentence)
        .containsExactly(
            tuple(
                days(12, 13),
                "On 13 Jan 2026, label coverage of v1 not evaluated: still waiting for 200 of 400"
                    + " labels (within labels.lag)."),
            tuple(
                days(13, 14),
                "On 14 Jan 2026, label coverage of v1 not evaluated: still waiting for 200 of 400"
                    + " labels (within labels.lag)."));
    assertThat(findings.get(0).window()).isNull();
    assertThat(findings.get(0).currentRows()).isEqualTo(4 * 400);
  }

  private static List<Finding> coverage(DriftResult result) {
    return result.findings().stream()
        .filter(f -> f.comparison() == ComparisonKind.LABEL_COVERAGE)
        .toList();
  }

  /** Of five current days, sliding windows of three end on the third, the fourth and the fifth. */
  @Test
  void slidingWindowsAreComparedBesideTheOthers() {
    List<Cell> cells = quiet(new SplittableRandom(9), 13, 60);
    Windows windows = new Windows(days(0, 8), days(8, 13), WindowLengths.parse("1 day"), 3);
    Windows fourDays = new Windows(days(0, 8), days(9, 12), WindowLengths.parse("1 day"), 0);
    List<Finding> findings = logLoss(windows, cells);

    List<Finding> sliding = findings.stream().filter(f -> f.span() == Span.SLIDING_WINDOW).toList();
    assertThat(sliding)
        .extracting(Finding::window)
        .containsExactly(days(8, 11), days(9, 12), days(10, 13));
    // The whole of a current range of those three days is compared in the same way.
    Finding same =
        logLoss(fourDays, cells).stream()
            .filter(f -> f.span() == Span.RANGE)
            .findFirst()
            .orElseThrow();
    assertThat(sliding.get(1).effect()).isEqualTo(same.effect());
    assertThat(sliding.get(1).interval()).isEqualTo(same.interval());
    assertThat(sliding.get(1).judgement().pValue()).isEqualTo(same.judgement().pValue());
    assertThat(sliding.get(1).currentRows()).isEqualTo(3 * 3 * 60);
    assertThat(sliding.get(1).sentence())
        .startsWith("Sliding window (10 to 12 Jan 2026): log loss of v1 ");
    assertThat(findings).filteredOn(f -> f.span() == Span.WINDOW).hasSize(5);
  }

  /** The first and the last window may be cut, so no sliding one that holds them has a volume. */
  @Test
  void theVolumeOfSlidingWindowsIsThatOfWholeWindows() {
    Windows windows = new Windows(days(0, 8), days(8, 13), WindowLengths.parse("1 day"), 3);
    List<Cell> cells = quiet(new SplittableRandom(9), 13, 60);

    assertThat(analyse(ANALYSIS, new Cube(Rows.LAYOUT, windows, List.of(), cells)).findings())
        .filteredOn(f -> f.comparison() == ComparisonKind.VOLUME)
        .filteredOn(f -> f.span() == Span.SLIDING_WINDOW)
        .extracting(Finding::window, Finding::state)
        .containsExactly(tuple(days(9, 12), FindingState.OK));
  }

  private static List<Finding> logLoss(Windows windows, List<Cell> cells) {
    return analyse(ANALYSIS, new Cube(Rows.LAYOUT, windows, List.of(), cells)).findings().stream()
        .filter(f -> f.comparison() == ComparisonKind.LOG_LOSS)
        .toList();
  }

  @Test
  void theSameRowsGiveTheSameResultInWhateverOrderTheirCellsCome() {
    List<Cell> cells = quiet(new SplittableRandom(2), 4, 120);
    List<Cell> reversed = new ArrayList<>(cells);
    Collections.reverse(reversed);

    assertThat(analyse(ANALYSIS, cube(2, 2, reversed)))
        .isEqualTo(analyse(ANALYSIS, cube(2, 2, cells)));
  }

  /** 40 runs of 88 comparisons; 5 % of runs may alert, and four of 40 would be one in 70 tests. */
  @Test
  void withoutDriftHardlyAnyRunAlerts() {
    SplittableRandom random = new SplittableRandom(3);
    int alerting = 0;
    for (int run = 0; run < 40; run++) {
      DriftResult result = analyse(ANALYSIS, cube(8, 10, quiet(random, 18, 150)));
      alerting += result.verdict().state() == FindingState.ALERT ? 1 : 0;
    }

    assertThat(alerting).isLessThanOrEqualTo(4);
  }

  @Test
  void aSliceThatBreaksAlertsAndIsNamedFirst() {
    SplittableRandom random = new SplittableRandom(4);
    List<Cell> cells = quiet(random, 14, 400);
    cells.removeIf(c -> c.slice().values().contains("west") && day(c) >= 10);
    for (int day = 10; day < 14; day++) {
      cells.add(cell(day, "west", draw(random, 400, 0.4, 0.5)));
    }

    DriftResult result = analyse(ANALYSIS, cube(8, 6, cells));

    assertThat(result.verdict().state()).isEqualTo(FindingState.ALERT);
    assertThat(result.verdict().versions().get(0).firstAlert()).isEqualTo(days(10, 11));
    assertThat(result.attributions().get(0).parts().get(0).slice().values())
        .containsExactly("west");
    assertThat(result.verdict().versions().get(0).sentence())
        .contains("Change point: 11 Jan 2026. Alerting in every window since (4 of 4).")
        .contains(" region=west (33.3 % of rows) accounts for ");
    assertThat(result.findings())
        .filteredOn(f -> f.state() == FindingState.ALERT)
        .noneMatch(f -> UNCHANGED.contains(f.comparison()))
        .noneMatch(f -> f.comparison() == ComparisonKind.LABEL_DISTRIBUTION);
  }

  private static long day(Cell cell) {
    return (Objects.requireNonNull(cell.window()).from().getEpochSecond() - START.getEpochSecond())
        / 86_400;
  }

  @Test
  void aColumnThatWasConstantAndMovesAlerts() {
    List<Cell> cells = new ArrayList<>();
    for (int day = 0; day < 12; day++) {
      Rows rows = Rows.rows();
      for (int i = 0; i < 200; i++) {
        rows.column(day < 8 || i % 4 == 0 ? 0.003467 : 0.1 + i / 1000.0);
      }
      cells.add(cell(day, "north", rows));
    }

    DriftResult result = analyse(ANALYSIS, cube(8, 4, cells));

    Finding finding =
        result.findings().stream()
            .filter(f -> f.comparison() == ComparisonKind.COLUMN_DISTRIBUTION)
            .findFirst()
            .orElseThrow();
    assertThat(finding.state()).isEqualTo(FindingState.ALERT);
    assertThat(finding.subject()).isEqualTo("price");
    assertThat(finding.measures()).containsEntry(MeasureKey.OUTSIDE_REFERENCE, 0.75);
    // Of 0 to 199 but every fourth, the mean is 100, and with 3/4 of the rows: 3/4 (0.1 + 0.1).
    assertThat(finding.measures().get(MeasureKey.CURRENT_MEAN))
        .isCloseTo(0.75 * 0.2 + 0.25 * 0.003467, offset(1e-15));
    assertThat(finding.measures().get(MeasureKey.REFERENCE_MEAN))
        .isCloseTo(0.003467, offset(1e-17));
    assertThat(finding.sentence())
        .endsWith(
            ": mean 0.00347 → 0.151; 75.0 % of values are above the reference's range (over"
                + " 0.003467), up from 0 %. The column was constant in the reference (0.003467).");
    assertThat(result.verdict().versions().get(0).sentence())
        .contains(" nats, constant in the reference at 0.003467, first on 9 Jan 2026)");
  }

  @Test
  void withoutLabelsTheVerdictIsNeverFine() {
    List<Cell> cells = new ArrayList<>();
    for (int day = 0; day < 4; day++) {
      cells.add(cell(day, "north", Rows.rows().unlabelled(200, 0)));
    }

    Verdict verdict = analyse(ANALYSIS, cube(2, 2, cells)).verdict();

    assertThat(verdict.state()).isEqualTo(FindingState.NO_DATA);
    assertThat(verdict.sentence()).startsWith("Log loss of v1 not evaluated: no labelled rows.");
  }

  @Test
  void tooFewRowsAreNotFineEither() {
    List<Cell> cells = quiet(new SplittableRandom(6), 3, 10);

    Verdict verdict = analyse(ANALYSIS, cube(2, 1, cells)).verdict();

    assertThat(verdict.state()).isEqualTo(FindingState.INSUFFICIENT_DATA);
    assertThat(verdict.sentence())
        .isEqualTo(
            "Log loss of v1 not evaluated: 30 labelled rows, minimum is 100 (drift.min_rows)."
                + " Estimated log loss without labels: 0.411 nats (0.260–0.562), accuracy 87.4 %"
                + " (assuming calibration has not changed since the reference). 0 of 0 checks"
                + " alerting. 45 checks skipped, with too few rows.");
  }

  @Test
  void noCellsAtAllAreNoData() {
    Verdict verdict = analyse(ANALYSIS, cube(2, 1, List.of())).verdict();

    assertThat(verdict.state()).isEqualTo(FindingState.NO_DATA);
    assertThat(verdict.versions()).isEmpty();
  }

  @Test
  void oneStrayWindowIsNotTheBeginning() {
    SplittableRandom random = new SplittableRandom(7);
    List<Cell> cells = new ArrayList<>();
    for (int day = 0; day < 20; day++) {
      boolean broken = day == 10 || day >= 16;
      cells.add(cell(day, "north", draw(random, 500, 0.4, broken ? 0.6 : 0.1)));
    }

    DriftResult result = analyse(ANALYSIS, cube(8, 12, cells));

    assertThat(result.verdict().versions().get(0).firstAlert()).isEqualTo(days(16, 17));
  }

  /** Whoever is woken wants to know whether it is still so. */
  @Test
  void aVersionThatRecoveredIsNotSaidToAlertSince() {
    SplittableRandom random = new SplittableRandom(8);
    List<Cell> cells = new ArrayList<>();
    for (int day = 0; day < 20; day++) {
      boolean broken = day >= 10 && day < 15;
      cells.add(cell(day, "north", draw(random, 500, 0.4, broken ? 0.9 : 0.1)));
    }

    DriftResult result = analyse(ANALYSIS, cube(8, 12, cells));

    assertThat(result.verdict().versions().get(0).firstAlert()).isEqualTo(days(10, 11));
    assertThat(result.verdict().state()).isEqualTo(FindingState.WARN);
    assertThat(result.verdict().sentence())
        .startsWith("v1 degraded from 11 Jan 2026 to 15 Jan 2026, recovered (5 of 5 windows). ");
    assertThat(result.verdict().versions().get(0).sentence())
        .contains(" Alerted in 5 of 10 windows since")
        .contains(", but in none of the last 5.")
        .doesNotContain("Alerting");
  }

  /** A state that the sentence does not explain is a riddle. */
  @Test
  void anAlertOfASliceIsToldWhereNothingOfAllRowsIs() {
    SplittableRandom random = new SplittableRandom(11);
    List<Cell> cells = quiet(random, 12, 400);
    cells.removeIf(c -> c.slice().values().contains("west") && day(c) == 9);
    cells.add(cell(9, "west", draw(random, 400, 0.4, 0.3)));

    Verdict.VersionVerdict verdict =
        analyse(ANALYSIS, cube(8, 4, cells)).verdict().versions().get(0);

    // One window that none confirmed: told, and no alert.
    assertThat(verdict.state()).isEqualTo(FindingState.WARN);
    assertThat(verdict.sentence())
        .startsWith("Log loss of v1 increased by ")
        .contains(
            " The overall change does not alert, but 1 of 4 daily windows alerts (10 Jan 2026). ")
        .contains("One of ")
        .contains(" on region=west ");
  }
}
