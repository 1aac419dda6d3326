package dev.surprisal.report;

import dev.surprisal.drift.attribution.Attribution;
import dev.surprisal.drift.finding.Baseline;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.drift.narrative.Verdict;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.WindowStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A report as a run would make it, its figures from simple formulas: the first version's last
 * region but one breaks in the fourth current week, the seventh current week has no labels yet.
 */
final class WeeklyReport {

  private static final int REFERENCE_WEEKS = 4;
  private static final int WEEKS = 12;
  private static final int BROKEN_FROM = 7;
  private static final int UNLABELLED = 10;
  private static final long ROWS = 4_000;
  private static final double BROKEN_BY = 0.31;

  private final List<String> versions;
  private final List<Slice> slices = new ArrayList<>();
  private final Slice broken;
  private final List<MetricValue> metrics = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  WeeklyReport(List<String> versions, List<String> regions) {
    this.versions = versions;
    slices.add(Slice.ALL);
    regions.forEach(it -> slices.add(Reports.region(it)));
    broken = slices.get(slices.size() - 2);
  }

  Report report() {
    for (String version : versions) {
      for (Slice slice : slices) {
        measure(version, slice);
        compare(version, slice);
      }
    }
    return new Report(
        Reports.RUN,
        "parcels",
        List.of("lost", "kept", "returned"),
        InformationUnit.NATS,
        Reports.REFERENCE,
        Reports.CURRENT,
        verdict(),
        List.of(Reports.incident()),
        new RowCounts(
            100_000,
            91_000,
            8_600,
            300,
            Map.of("null prediction", 60L, "does not sum to one", 36L, "unknown label", 4L),
            LabelCounts.NONE),
        metrics,
        findings,
        versions.stream().map(this::attribution).toList(),
        List.of("Window 2026-03-16 to 2026-03-23 has no labels yet."),
        null,
        null);
  }

  private void measure(String version, Slice slice) {
    whole(MetricValue.Scope.REFERENCE, Reports.REFERENCE, version, slice, loss(version, slice, 0));
    whole(MetricValue.Scope.CURRENT, Reports.CURRENT, version, slice, current(version, slice));
    for (int week = 0; week < WEEKS; week++) {
      WindowStatus status =
          week == UNLABELLED
              ? WindowStatus.OPEN
              : week > UNLABELLED ? WindowStatus.PARTIAL : WindowStatus.FINAL;
      ReportWindow window = new ReportWindow(week(week), status, 1);
      Double loss = week == UNLABELLED ? null : loss(version, slice, week);
      add(MetricValue.Scope.WINDOW, window, version, slice, "log_loss", loss, "nats");
      add(
          MetricValue.Scope.WINDOW,
          window,
          version,
          slice,
          "label_coverage",
          week < UNLABELLED ? 1.0 : week == UNLABELLED ? 0.0 : 0.6,
          "ratio");
    }
  }

  private void whole(
      MetricValue.Scope scope, TimeRange range, String version, Slice slice, double loss) {
    ReportWindow window = new ReportWindow(range, WindowStatus.PARTIAL, 1);
    add(scope, window, version, slice, "log_loss", loss, "nats");
    add(scope, window, version, slice, "log_loss_unclipped", Double.POSITIVE_INFINITY, "nats");
    add(scope, window, version, slice, "clipped_rows", 3.0, "rows");
    add(scope, window, version, slice, "perplexity", StrictMath.exp(loss), "classes");
    add(scope, window, version, slice, "label_entropy", 0.9, "nats");
    add(scope, window, version, slice, "prediction_entropy", 0.38, "nats");
    add(scope, window, version, slice, "accuracy", 1 - loss / 2, "ratio");
    add(scope, window, version, slice, "brier", loss / 3, "ratio");
    add(scope, window, version, slice, "ece", loss / 10, "ratio");
    add(scope, window, version, slice, "auc", null, "ratio");
    add(scope, window, version, slice, "calibration_gap", loss - 0.38, "nats");
    add(scope, window, version, slice, "label_coverage", 0.9, "ratio");
  }

  private void add(
      MetricValue.Scope scope,
      ReportWindow window,
      String version,
      Slice slice,
      String metric,
      @Nullable Double value,
      String unit) {
    metrics.add(new MetricValue(scope, window, version, slice, metric, value, unit, ROWS));
  }

  private void compare(String version, Slice slice) {
    double before = loss(version, slice, 0);
    finding(version, slice, null, current(version, slice) - before);
    for (int week = REFERENCE_WEEKS; week < WEEKS; week++) {
      Double effect = week == UNLABELLED ? null : loss(version, slice, week) - before;
      finding(version, slice, week(week), effect);
    }
  }

  private void finding(
      String version, Slice slice, @Nullable TimeRange window, @Nullable Double effect) {
    FindingState state = effect == null ? FindingState.NO_DATA : judged(effect);
    findings.add(
        new Finding(
            new Finding.Question(ComparisonKind.LOG_LOSS, null, version, Baseline.REFERENCE),
            new Finding.Scope(slice, window == null ? Span.RANGE : Span.WINDOW, window, null),
            new Finding.Difference(
                "nats",
                effect,
                effect,
                effect == null ? null : new ConfidenceInterval(effect - 0.015, effect + 0.015),
                effect == null ? null : 0.012),
            new Finding.Judgement(
                state,
                effect == null ? null : StrictMath.exp(-200 * Math.abs(effect)),
                effect == null ? null : Math.min(1, 9 * StrictMath.exp(-200 * Math.abs(effect))),
                0.02),
            Map.of(),
            16_000,
            ROWS,
            "Log loss of " + version + " on " + slice.label() + ": " + state + "."));
  }

  private static FindingState judged(double effect) {
    return effect > 0.035
        ? FindingState.ALERT
        : effect > 0.014 ? FindingState.WARN : FindingState.OK;
  }

  private Verdict verdict() {
    return new Verdict(
        FindingState.ALERT,
        versions.get(0)
            + " has drifted: its log loss rose beyond the threshold from the week of"
            + " 2026-02-23 on, and most of the rise comes from one slice.",
        List.of(
            new Verdict.VersionVerdict(
                versions.get(0),
                FindingState.ALERT,
                week(BROKEN_FROM),
                week(WEEKS - 1),
                findings.stream().filter(it -> it.state() == FindingState.ALERT).count(),
                versions.get(0) + " has drifted since 2026-02-23.",
                null,
                null),
            new Verdict.VersionVerdict(
                versions.get(1),
                FindingState.OK,
                null,
                null,
                0,
                versions.get(1) + " is as it was.",
                null,
                null)));
  }

  private Attribution attribution(String version) {
    List<Attribution.Part> parts = new ArrayList<>();
    double within = 0;
    for (Slice slice : slices.subList(1, slices.size())) {
      double own = (current(version, slice) - loss(version, slice, 0)) / (slices.size() - 1);
      parts.add(new Attribution.Part(slice, 0.0005, own, 0.001, 16_000, 28_000));
      within += own;
    }
    parts.sort((a, b) -> Double.compare(b.mix() + b.within(), a.mix() + a.within()));
    double mix = 0.0005 * parts.size();
    return new Attribution(
        ComparisonKind.LOG_LOSS,
        version,
        List.of("region"),
        "nats",
        mix + within,
        mix,
        within,
        parts);
  }

  private double current(String version, Slice slice) {
    double sum = 0;
    int weeks = 0;
    for (int week = REFERENCE_WEEKS; week < WEEKS; week++) {
      if (week != UNLABELLED) {
        sum += loss(version, slice, week);
        weeks++;
      }
    }
    return sum / weeks;
  }

  private double loss(String version, Slice slice, int week) {
    boolean first = version.equals(versions.get(0));
    double level = first ? 0.41 : 0.52;
    double wave = 0.008 * StrictMath.sin(week * 1.7 + slices.indexOf(slice));
    double share = slice.isAll() ? 1.0 / (slices.size() - 1) : slice.equals(broken) ? 1 : 0;
    return level + wave + (first && week >= BROKEN_FROM ? BROKEN_BY * share : 0);
  }

  private static TimeRange week(int index) {
    Instant from = Reports.FROM.plus(Duration.ofDays(7L * index));
    return new TimeRange(from, from.plus(Duration.ofDays(7)));
  }
}
