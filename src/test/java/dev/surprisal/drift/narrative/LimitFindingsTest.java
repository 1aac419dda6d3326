package dev.surprisal.drift.narrative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.surprisal.drift.DriftAnalysis;
import dev.surprisal.drift.DriftAnalysisTest;
import dev.surprisal.drift.DriftResult;
import dev.surprisal.drift.Rows;
import dev.surprisal.drift.finding.Baseline;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.DriftPolicy;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.drift.limit.LimitMetric;
import dev.surprisal.drift.limit.LimitPolicy;
import dev.surprisal.drift.limit.LimitPolicy.Bound;
import dev.surprisal.drift.limit.LimitPolicy.Limit;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.cube.Cell;
import dev.surprisal.profile.cube.Cube;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.WindowLengths;
import dev.surprisal.profile.time.Windows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Figures beside the limits that people set. */
class LimitFindingsTest {

  private static final List<String> DEVICE = List.of("device");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static TimeRange days(int from, int to) {
    return new TimeRange(START.plusSeconds(from * 86_400L), START.plusSeconds(to * 86_400L));
  }

  private static Limit limit(LimitMetric metric, Bound bound, double value) {
    String name = bound == Bound.MIN ? "min" : "max";
    return new Limit(
        metric, Slice.ALL, bound, value, "limits.metrics." + metric.label() + "." + name);
  }

  /**
   * So many of 1,000 rows, half of either class, are right; they gave the label 0.8, others 0.2.
   */
  private static Rows right(int rows) {
    int wrong = 1_000 - rows;
    return Rows.rows()
        .scored(rows / 2, 1, 0.8)
        .scored(rows - rows / 2, 0, 0.8)
        .scored(wrong / 2, 1, 0.2)
        .scored(wrong - wrong / 2, 0, 0.2);
  }

  private static Cell cell(int day, Rows rows) {
    return new Cell(days(day, day + 1), "v1", new Slice(DEVICE, List.of("phone")), rows.stored());
  }

  /** Two days of reference, then the current ones. */
  private static DriftResult analyse(
      List<Limit> limits, Set<TimeRange> waiting, InformationUnit unit, List<Rows> days) {
    List<Cell> cells = new ArrayList<>();
    for (int day = 0; day < days.size(); day++) {
      cells.add(cell(day, days.get(day)));
    }
    Windows windows =
        new Windows(days(0, 2), days(2, days.size()), WindowLengths.parse("1 day"), 0);
    DriftAnalysis analysis =
        new DriftAnalysis(DriftPolicy.DEFAULT, unit, List.of("A", "B"), List.of("price"))
            .waitingIn(waiting)
            .limitedBy(new LimitPolicy(limits));
    return DriftAnalysisTest.analyse(
        analysis, new Cube(Rows.LAYOUT, windows, List.of(DEVICE), cells));
  }

  private static List<Finding> limits(DriftResult result) {
    return result.findings().stream().filter(f -> f.comparison().isLimit()).toList();
  }

  private static final Limit ACCURACY = limit(LimitMetric.ACCURACY, Bound.MIN, 0.75);

  @Test
  void anIntervalBeyondAlertsAFigureBeyondWarns() {
    // 0.712: [0.683, 0.739]; 0.74: [0.712, 0.766]; 0.76; all together 0.737: [0.721, 0.753].
    DriftResult result =
        analyse(
            List.of(ACCURACY),
            Set.of(),
            InformationUnit.NATS,
            List.of(right(712), right(712), right(712), right(740), right(760)));

    assertThat(limits(result))
        .extracting(Finding::span, Finding::state, Finding::effect, f -> f.judgement().threshold())
        .containsExactly(
            tuple(Span.RANGE, FindingState.WARN, 2212 / 3000.0, 0.75),
            tuple(Span.WINDOW, FindingState.ALERT, 0.712, 0.75),
            tuple(Span.WINDOW, FindingState.WARN, 0.74, 0.75),
            tuple(Span.WINDOW, FindingState.OK, 0.76, 0.75));
    assertThat(limits(result))
        .extracting(Finding::sentence)
        .containsExactly(
            "Accuracy of v1 is 0.737 (95 % CI 0.721–0.753), below the limit of 0.75"
                + " (limits.metrics.accuracy.min). Not certain: the confidence interval includes"
                + " the limit.",
            "On 3 Jan 2026, accuracy of v1 is 0.712 (95 % CI 0.683–0.739), below"
                + " the limit of 0.75 (limits.metrics.accuracy.min).",
            "On 4 Jan 2026, accuracy of v1 is 0.740 (95 % CI 0.712–0.766), below"
                + " the limit of 0.75 (limits.metrics.accuracy.min). Not certain: the"
                + " confidence interval includes the limit.",
            "On 5 Jan 2026, accuracy of v1 is 0.760 (95 % CI 0.733–0.785), not"
                + " below the limit of 0.75 (limits.metrics.accuracy.min).");
    assertThat(limits(result))
        .allSatisfy(
            f -> {
              assertThat(f.comparison()).isEqualTo(ComparisonKind.LIMIT_MIN);
              assertThat(f.subject()).isEqualTo("accuracy");
              assertThat(f.baseline()).isEqualTo(Baseline.LIMIT);
              assertThat(f.unit()).isEqualTo("ratio");
              assertThat(f.judgement().pValue()).isNull();
            });
    // The reference is no better, and the model has not drifted.
    assertThat(result.verdict().state()).isEqualTo(FindingState.WARN);
    assertThat(result.verdict().sentence())
        .startsWith(
            "Accuracy of v1 beyond the limit on 3 Jan 2026, recovered (1 of 1 window). On 3 Jan"
                + " 2026, accuracy of v1 is 0.712 ")
        .contains(" Limit breached in 1 of 3 windows (3 Jan 2026). ");
    // Once: one window is an episode of a limit, and no stray alert.
    assertThat(result.incidents()).extracting(it -> it.incident().alerts()).containsExactly(1);
    assertThat(result.outside()).isZero();
  }

  @Test
  void noReferenceIsNeeded() {
    DriftResult result =
        analyse(
            List.of(ACCURACY),
            Set.of(),
            InformationUnit.NATS,
            List.of(Rows.rows(), Rows.rows(), right(600)));

    assertThat(limits(result)).extracting(Finding::state).containsOnly(FindingState.ALERT);
    assertThat(result.verdict().state()).isEqualTo(FindingState.ALERT);
  }

  @Test
  void otherFindingsDoNotDependOnLimits() {
    List<Rows> rows = List.of(right(800), right(790), right(700), right(710));
    List<Finding> without = analyse(List.of(), Set.of(), InformationUnit.NATS, rows).findings();

    List<Finding> with =
        analyse(List.of(ACCURACY), Set.of(), InformationUnit.NATS, rows).findings();

    assertThat(with.subList(0, 3)).allMatch(f -> f.comparison().isLimit());
    assertThat(with.subList(3, with.size())).isEqualTo(without);
  }

  @Test
  void limitsOfInformationAreInTheReportsUnit() {
    // ln 1/0.8 is 0.223 nats, 0.322 bits.
    List<Rows> rows = List.of(right(1_000), right(1_000), right(1_000));
    Limit bits = limit(LimitMetric.LOG_LOSS, Bound.MAX, 0.3);

    assertThat(limits(analyse(List.of(bits), Set.of(), InformationUnit.BITS, rows)))
        .extracting(Finding::state, Finding::unit)
        .containsOnly(tuple(FindingState.ALERT, "bits"));
    assertThat(limits(analyse(List.of(bits), Set.of(), InformationUnit.NATS, rows)))
        .extracting(Finding::state, Finding::unit)
        .containsOnly(tuple(FindingState.OK, "nats"));
  }

  @Test
  void fewRowsAndNoneAreNotJudged() {
    DriftResult result =
        analyse(
            List.of(ACCURACY),
            Set.of(),
            InformationUnit.NATS,
            List.of(right(800), right(800), Rows.rows().scored(99, 1, 0.2), Rows.rows()));

    assertThat(limits(result))
        .extracting(Finding::state)
        .containsExactly(
            FindingState.INSUFFICIENT_DATA, FindingState.INSUFFICIENT_DATA, FindingState.NO_DATA);
    assertThat(limits(result))
        .extracting(Finding::sentence)
        .containsExactly(
            "Accuracy of v1 not evaluated against limits.metrics.accuracy.min: 99 labelled rows,"
                + " minimum is 100 (drift.min_rows).",
            "On 3 Jan 2026, accuracy of v1 not evaluated against limits.metrics.accuracy.min:"
                + " 99 labelled rows, minimum is 100 (drift.min_rows).",
            "On 4 Jan 2026, accuracy of v1 not evaluated against limits.metrics.accuracy.min:"
                + " no labelled rows.");
    assertThat(result.verdict().sentence())
        .contains("not evaluated against limits.metrics.accuracy.min");
  }

  /** The labels that came first are all wrong; predictions need no labels. */
  @Test
  void labelsAreWaitedFor() {
    Rows early = Rows.rows().scored(400, 1, 0.2).unlabelled(600, 0);

    DriftResult result =
        analyse(
            List.of(ACCURACY, limit(LimitMetric.PREDICTION_ENTROPY, Bound.MAX, 0.1)),
            Set.of(days(3, 4)),
            InformationUnit.NATS,
            List.of(right(800), right(800), right(800), early));

    assertThat(limits(result))
        .extracting(Finding::subject, Finding::state)
        .containsExactly(
            tuple("accuracy", FindingState.OK),
            tuple("accuracy", FindingState.OK),
            tuple("accuracy", FindingState.INSUFFICIENT_DATA),
            tuple("prediction_entropy", FindingState.ALERT),
            tuple("prediction_entropy", FindingState.ALERT),
            tuple("prediction_entropy", FindingState.ALERT));
    assertThat(limits(result).get(0).currentRows()).isEqualTo(1_000);
    assertThat(limits(result).get(2).sentence())
        .isEqualTo(
            "On 4 Jan 2026, accuracy of v1 not evaluated against limits.metrics.accuracy.min:"
                + " still waiting for 600 of 1,000 labels (within labels.lag).");
  }

  @Test
  void theRowsOfAWindowAreCountedAlsoWhereThereIsNone() {
    DriftResult result =
        analyse(
            List.of(limit(LimitMetric.ROWS, Bound.MIN, 1_000)),
            Set.of(),
            InformationUnit.NATS,
            List.of(
                right(800), right(800), right(800), Rows.rows().scored(99, 1, 0.8), Rows.rows()));

    assertThat(limits(result))
        .extracting(Finding::state)
        .containsExactly(FindingState.OK, FindingState.ALERT, FindingState.ALERT);
    assertThat(limits(result).get(1).sentence())
        .isEqualTo(
            "On 4 Jan 2026, number of rows of v1 is 99, below the limit of"
                + " 1,000 (limits.metrics.rows.min).");
  }

  @Test
  void aSliceHasLimitsOfItsOwnAndOneWithoutARowIsTold() {
    List<Limit> limits =
        List.of(
            new Limit(
                LimitMetric.ACCURACY,
                new Slice(DEVICE, List.of("phone")),
                Bound.MIN,
                0.75,
                "limits.slice_metrics[0].metrics.accuracy.min"),
            new Limit(
                LimitMetric.ACCURACY,
                new Slice(DEVICE, List.of("fone")),
                Bound.MIN,
                0.75,
                "limits.slice_metrics[1].metrics.accuracy.min"));

    DriftResult result =
        analyse(
            limits, Set.of(), InformationUnit.NATS, List.of(right(800), right(800), right(700)));

    assertThat(limits(result))
        .extracting(f -> f.slice().label(), Finding::span, Finding::state)
        .containsExactly(
            tuple("device=phone", Span.RANGE, FindingState.ALERT),
            tuple("device=phone", Span.WINDOW, FindingState.ALERT),
            tuple("device=fone", Span.RANGE, FindingState.NO_DATA));
    assertThat(result.verdict().versions().get(0).sentence())
        .contains(
            "Accuracy of v1 on device=fone not evaluated against"
                + " limits.slice_metrics[1].metrics.accuracy.min: no labelled rows.");
  }

  /** At its limit, a figure alerts in about one window of forty, whatever else is looked at. */
  @Test
  void aFigureAtItsLimitAlertsInOneWindowOfForty() {
    SplittableRandom random = new SplittableRandom(9);
    List<Rows> days = new ArrayList<>(List.of(right(750), right(750)));
    for (int day = 0; day < 1_000; day++) {
      int hits = 0;
      for (int i = 0; i < 1_000; i++) {
        hits += random.nextDouble() < 0.75 ? 1 : 0;
      }
      days.add(right(hits));
    }

    long alerts =
        limits(analyse(List.of(ACCURACY), Set.of(), InformationUnit.NATS, days)).stream()
            .filter(f -> f.span() == Span.WINDOW && f.state() == FindingState.ALERT)
            .count();

    // 25 ± 3 · 5.
    assertThat(alerts).isBetween(10L, 40L);
  }
}
