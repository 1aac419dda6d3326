package dev.surprisal.report;

import dev.surprisal.drift.Attribution;
import dev.surprisal.drift.Baseline;
import dev.surprisal.drift.ClassifierPolicy;
import dev.surprisal.drift.ComparisonKind;
import dev.surprisal.drift.Finding;
import dev.surprisal.drift.FoldedWindows;
import dev.surprisal.drift.Interval;
import dev.surprisal.drift.Separation;
import dev.surprisal.drift.Span;
import dev.surprisal.drift.State;
import dev.surprisal.drift.Verdict;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.WindowStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reports to be written in tests. */
public final class Reports {

  static final Instant FROM = Instant.parse("2026-01-05T00:00:00Z");
  static final Instant SPLIT = Instant.parse("2026-02-02T00:00:00Z");
  static final Instant TO = Instant.parse("2026-03-30T00:00:00Z");
  static final TimeRange REFERENCE = new TimeRange(FROM, SPLIT);
  public static final TimeRange CURRENT = new TimeRange(SPLIT, TO);
  public static final TimeRange WEEK =
      new TimeRange(Instant.parse("2026-02-23T00:00:00Z"), Instant.parse("2026-03-02T00:00:00Z"));
  public static final RunInfo RUN =
      new RunInfo(
          "20260401T060000Z-7f3a",
          Instant.parse("2026-04-01T06:00:00Z"),
          Instant.parse("2026-04-01T06:00:21.250Z"),
          "worker-1",
          Map.of("surprisal", "0.1.0", "spark", "4.1.0", "java", "17.0.15"));

  private Reports() {}

  /** Every kind of value that the format knows, once. */
  public static Report small() {
    return new Report(
        RUN,
        "parcels",
        List.of("lost", "kept", "returned"),
        InformationUnit.NATS,
        REFERENCE,
        CURRENT,
        new Verdict(
            State.ALERT,
            "ALERT: gbt-1 has drifted since 2026-02-23.",
            List.of(
                new Verdict.VersionVerdict(
                    "gbt-1", State.ALERT, WEEK, WEEK, 1, "gbt-1 has drifted.", null, null),
                new Verdict.VersionVerdict(
                    null,
                    State.NO_DATA,
                    null,
                    null,
                    0,
                    "Nothing came without a version.",
                    null,
                    null))),
        new RowCounts(1_003, 900, 90, 10, Map.of("null prediction", 2L, "bad timestamp", 1L)),
        List.of(
            metric(MetricValue.Scope.REFERENCE, REFERENCE, Slice.ALL, "log_loss", 0.1 + 0.2),
            metric(MetricValue.Scope.CURRENT, CURRENT, Slice.ALL, "log_loss", 1e-7),
            metric(
                MetricValue.Scope.WINDOW,
                WEEK,
                region("south"),
                "log_loss_unclipped",
                Double.POSITIVE_INFINITY),
            metric(MetricValue.Scope.WINDOW, WEEK, region(null), "auc", Double.NaN),
            metric(MetricValue.Scope.WINDOW, WEEK, region("west"), "log_loss", null)),
        List.of(
            finding(region("south"), WEEK, State.ALERT, 0.31),
            finding(Slice.ALL, null, State.INSUFFICIENT_DATA, null),
            column(finding(Slice.ALL, null, State.WARN, 0.011), "weight")),
        List.of(
            new Attribution(
                ComparisonKind.LOG_LOSS,
                "gbt-1",
                List.of("region"),
                "nats",
                0.25,
                -0.0,
                0.25,
                List.of(new Attribution.Part(region("south"), -0.0, 0.25, 0.125, 400, 300)))),
        List.of("Labels of the last week are not complete."),
        null,
        null);
  }

  public static Report withRun(Report it, RunInfo run) {
    return copy(it, run, it.modelName(), it.metrics(), it.findings());
  }

  public static Report withModelName(Report it, String name) {
    return copy(it, it.run(), name, it.metrics(), it.findings());
  }

  /** With the reference's log loss as the only metric. */
  public static Report withLogLoss(Report it, double value) {
    return copy(
        it,
        it.run(),
        it.modelName(),
        List.of(metric(MetricValue.Scope.REFERENCE, REFERENCE, Slice.ALL, "log_loss", value)),
        it.findings());
  }

  public static Report withMetrics(Report it, List<MetricValue> metrics) {
    return copy(it, it.run(), it.modelName(), metrics, it.findings());
  }

  public static Report withFindings(Report it, List<Finding> findings) {
    return copy(it, it.run(), it.modelName(), it.metrics(), findings);
  }

  /** With a sliding window, of three weeks, beside the others. */
  public static Report withSliding(Report it) {
    TimeRange weeks = new TimeRange(SPLIT, SPLIT.plus(Duration.ofDays(21)));
    Finding found = it.findings().get(0);
    List<MetricValue> metrics = new ArrayList<>(it.metrics());
    metrics.add(metric(MetricValue.Scope.SLIDING, weeks, Slice.ALL, "log_loss", 0.375));
    List<Finding> findings = new ArrayList<>(it.findings());
    findings.add(
        new Finding(
            found.comparison(),
            found.subject(),
            found.version(),
            Slice.ALL,
            Span.SLIDING_WINDOW,
            weeks,
            found.baseline(),
            found.statistic(),
            found.unit(),
            found.effect(),
            found.observed(),
            found.interval(),
            found.noiseFloor(),
            found.pValue(),
            found.pAdjusted(),
            found.threshold(),
            found.state(),
            found.measures(),
            found.referenceRows(),
            found.currentRows(),
            found.sentence()));
    return copy(it, it.run(), it.modelName(), metrics, findings);
  }

  /** With a slice of which three windows of four lack rows. */
  public static Report withFolded(Report it) {
    Duration week = Duration.ofDays(7);
    FoldedWindows folded =
        new FoldedWindows(
            State.INSUFFICIENT_DATA, 3, 4, new TimeRange(SPLIT, SPLIT.plus(week)), WEEK);
    List<Finding> findings = new ArrayList<>(it.findings());
    findings.add(
        new Finding(
            ComparisonKind.LOG_LOSS,
            null,
            "gbt-1",
            region("south"),
            Span.WINDOW,
            folded.stretch(),
            Baseline.REFERENCE,
            "log_loss_change",
            "nats",
            null,
            null,
            null,
            null,
            null,
            null,
            0.02,
            folded.state(),
            Map.of(),
            400,
            31,
            "3 of 4 windows had few rows.",
            folded));
    return copy(it, it.run(), it.modelName(), it.metrics(), findings);
  }

  /** With a version whose rows were told apart by all columns, and one that has too few. */
  public static Report withClassifier(Report it) {
    Separation told =
        new Separation(
            "gbt-1",
            200,
            300,
            0.75,
            new Interval(0.7, 0.8),
            1e-9,
            0.25,
            new Interval(0.125, 0.375),
            0.5,
            List.of(new Separation.Carrier("price", 0.125, 1.0)),
            "Told apart.");
    Separation lacking =
        new Separation(null, 0, 3, null, null, null, null, null, null, List.of(), "Too few.");
    return copy(
        it,
        it.run(),
        it.modelName(),
        it.verdict(),
        it.metrics(),
        it.findings(),
        new Classifier(ClassifierPolicy.DEFAULT, List.of(told, lacking), 2));
  }

  public static Report withVerdict(Report it, Verdict verdict) {
    return copy(
        it, it.run(), it.modelName(), verdict, it.metrics(), it.findings(), it.classifier());
  }

  private static Report copy(
      Report it, RunInfo run, String modelName, List<MetricValue> metrics, List<Finding> findings) {
    return copy(it, run, modelName, it.verdict(), metrics, findings, it.classifier());
  }

  private static Report copy(
      Report it,
      RunInfo run,
      String modelName,
      Verdict verdict,
      List<MetricValue> metrics,
      List<Finding> findings,
      @Nullable Classifier classifier) {
    return new Report(
        run,
        modelName,
        it.classes(),
        it.unit(),
        it.reference(),
        it.current(),
        verdict,
        it.rows(),
        metrics,
        findings,
        it.attribution(),
        it.notes(),
        it.challenger(),
        classifier);
  }

  static Slice region(@Nullable String value) {
    return new Slice(List.of("region"), Arrays.asList(value));
  }

  private static MetricValue metric(
      MetricValue.Scope scope, TimeRange range, Slice slice, String name, @Nullable Double value) {
    return new MetricValue(
        scope,
        new ReportWindow(range, WindowStatus.PARTIAL, 2),
        "gbt-1",
        slice,
        name,
        value,
        "nats",
        123);
  }

  private static Finding finding(
      Slice slice, @Nullable TimeRange window, State state, @Nullable Double effect) {
    return new Finding(
        ComparisonKind.LOG_LOSS,
        null,
        "gbt-1",
        slice,
        window == null ? Span.RANGE : Span.WINDOW,
        window,
        Baseline.REFERENCE,
        "log_loss_change",
        "nats",
        effect,
        effect,
        effect == null ? null : new Interval(effect - 0.125, Double.POSITIVE_INFINITY),
        effect == null ? null : 0.0625,
        effect == null ? null : 1.5e-11,
        effect == null ? null : 3e-11,
        0.02,
        state,
        effect == null ? Map.of() : Map.of("welch_t", 6.5, "degrees_of_freedom", 99.0),
        400,
        300,
        "A finding in words.");
  }

  /**
   * Two versions, three regions, four weeks of reference, eight current ones, one of them broken.
   */
  public static Report weekly() {
    return new WeeklyReport(List.of("gbt-1", "logit-1"), List.of("north", "south", "west"))
        .report();
  }

  private static Finding column(Finding it, String name) {
    return new Finding(
        ComparisonKind.COLUMN_DISTRIBUTION,
        name,
        it.version(),
        it.slice(),
        it.span(),
        it.window(),
        it.baseline(),
        "kl_divergence",
        it.unit(),
        it.effect(),
        it.observed(),
        it.interval(),
        it.noiseFloor(),
        it.pValue(),
        it.pAdjusted(),
        it.threshold(),
        it.state(),
        it.measures(),
        it.referenceRows(),
        it.currentRows(),
        it.sentence());
  }

  /** As {@link #weekly}, with names that try to get out of where they are put. */
  public static Report hostile() {
    Report it =
        new WeeklyReport(
                List.of("<script>window.injected=1</script>", "\"onload=\"window.injected=2"),
                List.of(
                    "</script><script>window.injected=3</script>",
                    "'\"><img src=x onerror=window.injected=4>",
                    "\u2028\u2029\u202e\u001b[31m{{7*7}}${7*7}&lt;"))
            .report();
    return new Report(
        it.run(),
        "</title><script>window.injected=5</script>",
        List.of("<b onclick=\"window.injected=6\">", "--><!--", "]]>"),
        it.unit(),
        it.reference(),
        it.current(),
        new Verdict(
            it.verdict().state(),
            "<script>window.injected=7</script> line\nline",
            it.verdict().versions()),
        new RowCounts(1, 0, 0, 0, Map.of("<img src=x onerror=window.injected=8>", 1L)),
        it.metrics(),
        it.findings(),
        it.attribution(),
        List.of("<iframe src=javascript:alert(9)>"),
        null,
        null);
  }
}
