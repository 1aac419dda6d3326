package dev.surprisal.report;

import dev.surprisal.dataset.source.FileList;
import dev.surprisal.dataset.source.SourceOrigin;
import dev.surprisal.drift.attribution.Attribution;
import dev.surprisal.drift.classifier.ClassifierPolicy;
import dev.surprisal.drift.classifier.Separation;
import dev.surprisal.drift.finding.Baseline;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.Family;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.finding.InsufficientWindows;
import dev.surprisal.drift.finding.MeasureKey;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.drift.incident.Acknowledgement;
import dev.surprisal.drift.incident.Check;
import dev.surprisal.drift.incident.Incident;
import dev.surprisal.drift.incident.Shift;
import dev.surprisal.drift.narrative.DescribedIncident;
import dev.surprisal.drift.narrative.Verdict;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.WindowStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
          Map.of("surprisal", "0.1.0", "spark", "4.1.0", "scala", "2.13.17", "java", "17.0.15"),
          provenance());

  private Reports() {}

  /** Every kind of input, and a configuration that is no more than a part of one. */
  private static Provenance provenance() {
    FileList files =
        new FileList(
            102,
            1_500_000_000,
            FROM,
            "ab".repeat(32),
            List.of(
                new FileList.File("s3a://parcels/part-0.parquet", 1_000_000_000, FROM),
                new FileList.File("s3a://parcels/part-9.parquet", 500_000_000, FROM)));
    return new Provenance(
        "run",
        new Software(Software.Packaging.JAR, "surprisal.jar", 6_996_216L, "01".repeat(32)),
        List.of(
            new SourceOrigin("challenger", "jdbc", SourceOrigin.Kind.UNKNOWN, null, null),
            new SourceOrigin("labels", "delta", SourceOrigin.Kind.TABLE_VERSION, null, "17"),
            new SourceOrigin("predictions", "parquet", SourceOrigin.Kind.FILES, files, null)),
        new Provenance.Store(
            "parquet",
            1,
            List.of(
                new Provenance.Table("s3a://reports/profiles", 12, 1, 3),
                new Provenance.Table("s3a://reports/reference_profiles", 0, 0, 0))),
        Map.of("model", new TreeMap<>(Map.of("name", "parcels", "size", 1e-15))));
  }

  static ReportedIncident incident() {
    return incident(IncidentChange.NEW, true, null);
  }

  /** The same, of which something else is known. */
  public static ReportedIncident incident(
      IncidentChange change, boolean isOngoing, @Nullable Acknowledgement said) {
    ReportedIncident it = incident(isOngoing);
    return new ReportedIncident(it.id(), List.of(), change, it.described().acknowledged(said));
  }

  public static Report withIncidents(Report it, List<ReportedIncident> incidents, Lineage lineage) {
    return withRun(withIncidents(it, incidents), it.run().in(lineage));
  }

  private static ReportedIncident incident(boolean isOngoing) {
    Check loss = new Check(ComparisonKind.LOG_LOSS, null);
    Check weight = new Check(ComparisonKind.COLUMN_DISTRIBUTION, "weight");
    return ReportedIncident.of(
        "parcels",
        new DescribedIncident(
            new Incident(
                Family.PERFORMANCE,
                Family.INPUTS,
                List.of("gbt-1"),
                region("south"),
                new Incident.Scope(true, true, 0.25, Double.NaN),
                new Incident.Time(
                    isOngoing, WEEK, null, WEEK, List.of(new Incident.Stretch(WEEK, WEEK)), 1, 1),
                List.of(finding(region("south"), WEEK, FindingState.ALERT, 0.31)),
                List.of(),
                0,
                List.of(
                    new Shift(
                        loss,
                        "log loss",
                        0.5,
                        0.81,
                        Shift.Form.INFORMATION,
                        new ConfidenceInterval(0.25, 0.37)),
                    new Shift(weight, "weight, mean", 2, 3.5, Shift.Form.VALUE, null)),
                new Shift(loss, "log loss", 0.5, 0.58, Shift.Form.INFORMATION, null),
                List.of("label distribution")),
            "gbt-1 degraded on region=south since 23 Feb 2026, ongoing (1 of 1 window).",
            List.of("Log loss 0.500 → 0.810 nats.", "Evidence: 1 alerting check.")));
  }

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
            FindingState.ALERT,
            "ALERT: gbt-1 has drifted since 2026-02-23.",
            List.of(
                new Verdict.VersionVerdict(
                    "gbt-1", FindingState.ALERT, WEEK, WEEK, 1, "gbt-1 has drifted.", null, null),
                new Verdict.VersionVerdict(
                    null,
                    FindingState.NO_DATA,
                    null,
                    null,
                    0,
                    "Nothing came without a version.",
                    null,
                    null))),
        List.of(incident()),
        new RowCounts(
            1_003,
            900,
            90,
            10,
            Map.of("null prediction", 2L, "bad timestamp", 1L),
            LabelCounts.NONE),
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
            finding(region("south"), WEEK, FindingState.ALERT, 0.31),
            finding(Slice.ALL, null, FindingState.INSUFFICIENT_DATA, null),
            column(finding(Slice.ALL, null, FindingState.WARN, 0.011), "weight")),
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

  /** With a figure of a class by itself. */
  public static Report withClassFigure(Report it) {
    MetricValue any = it.metrics().get(1);
    MetricValue ofClass =
        new MetricValue(
            any.scope(),
            any.window(),
            any.version(),
            any.slice(),
            "class_label_lag_p50",
            "fraud",
            null,
            3600.0,
            "seconds",
            7);
    List<MetricValue> metrics = new ArrayList<>(it.metrics());
    metrics.add(2, ofClass);
    return withMetrics(it, metrics);
  }

  /** With rows by label and predicted class. */
  public static Report withConfusion(Report it) {
    MetricValue any = it.metrics().get(1);
    MetricValue confusion =
        new MetricValue(
            any.scope(),
            any.window(),
            any.version(),
            any.slice(),
            "confusion",
            "fraud",
            "none",
            12.0,
            "rows",
            123);
    List<MetricValue> metrics = new ArrayList<>(it.metrics());
    metrics.add(2, confusion);
    return withMetrics(it, metrics);
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
            new Finding.Question(
                found.comparison(), found.subject(), found.version(), found.baseline()),
            new Finding.Scope(Slice.ALL, Span.SLIDING_WINDOW, weeks, null),
            new Finding.Difference(
                found.unit(),
                found.effect(),
                found.difference().observed(),
                found.interval(),
                found.difference().noiseFloor()),
            new Finding.Judgement(
                found.state(),
                found.judgement().pValue(),
                found.judgement().pAdjusted(),
                found.judgement().threshold()),
            found.measures(),
            found.referenceRows(),
            found.currentRows(),
            found.sentence()));
    return copy(it, it.run(), it.modelName(), metrics, findings);
  }

  /** With a slice of which three windows of four lack rows. */
  public static Report withFolded(Report it) {
    Duration week = Duration.ofDays(7);
    InsufficientWindows folded =
        new InsufficientWindows(
            FindingState.INSUFFICIENT_DATA, 3, 4, new TimeRange(SPLIT, SPLIT.plus(week)), WEEK);
    List<Finding> findings = new ArrayList<>(it.findings());
    findings.add(
        new Finding(
            new Finding.Question(ComparisonKind.LOG_LOSS, null, "gbt-1", Baseline.REFERENCE),
            new Finding.Scope(region("south"), Span.WINDOW, folded.stretch(), folded),
            new Finding.Difference("nats", null, null, null, null),
            new Finding.Judgement(folded.state(), null, null, 0.02),
            Map.of(),
            400,
            31,
            "3 of 4 windows had few rows."));
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
            new ConfidenceInterval(0.7, 0.8),
            1e-9,
            0.25,
            new ConfidenceInterval(0.125, 0.375),
            0.5,
            List.of(new Separation.Carrier("price", 0.125, 1.0)));
    Separation lacking = new Separation(null, 0, 3, null, null, null, null, null, null, List.of());
    return copy(
        it,
        it.run(),
        it.modelName(),
        it.verdict(),
        it.metrics(),
        it.findings(),
        new Classifier(
            ClassifierPolicy.DEFAULT,
            List.of(
                new Classifier.Described(told, "Told apart."),
                new Classifier.Described(lacking, "Too few.")),
            2));
  }

  public static Report withIncidents(Report it, List<ReportedIncident> incidents) {
    return new Report(
        it.run(),
        it.modelName(),
        it.classes(),
        it.unit(),
        it.reference(),
        it.current(),
        it.verdict(),
        incidents,
        it.rows(),
        it.metrics(),
        it.findings(),
        it.attribution(),
        it.notes(),
        it.challenger(),
        it.classifier());
  }

  /** The incident, which people have said may wait. */
  public static ReportedIncident acknowledged() {
    Acknowledgement said = new Acknowledgement(incident().id(), TO, "known");
    return incident(IncidentChange.NEW, true, said);
  }

  /** The same as people get who ask for bits. */
  public static Report inBits(Report it) {
    InformationUnit bits = InformationUnit.BITS;
    List<MetricValue> metrics =
        it.metrics().stream()
            .map(
                of ->
                    of.unit().equals("nats")
                        ? new MetricValue(
                            of.scope(),
                            of.window(),
                            of.version(),
                            of.slice(),
                            of.metric(),
                            of.value() == null ? null : (Double) bits.fromNats(of.value()),
                            "bits",
                            of.rows())
                        : of)
            .toList();
    List<Finding> findings = it.findings().stream().map(of -> inBits(of, bits)).toList();
    List<ReportedIncident> incidents = it.incidents().stream().map(of -> inBits(of, bits)).toList();
    return new Report(
        it.run(),
        it.modelName(),
        it.classes(),
        bits,
        it.reference(),
        it.current(),
        it.verdict(),
        incidents,
        it.rows(),
        metrics,
        findings,
        it.attribution(),
        it.notes(),
        it.challenger(),
        it.classifier());
  }

  private static Finding inBits(Finding of, InformationUnit bits) {
    Double effect = of.effect() == null ? null : (Double) bits.fromNats(of.effect());
    return new Finding(
        of.question(),
        of.scope(),
        new Finding.Difference(
            "bits",
            effect,
            effect,
            of.interval() == null ? null : of.interval().in(bits),
            of.difference().noiseFloor()),
        new Finding.Judgement(
            of.state(),
            of.judgement().pValue(),
            of.judgement().pAdjusted(),
            bits.fromNats(of.judgement().threshold())),
        of.measures(),
        of.referenceRows(),
        of.currentRows(),
        of.sentence());
  }

  private static ReportedIncident inBits(ReportedIncident of, InformationUnit bits) {
    Incident it = of.incident();
    List<Shift> shifts =
        it.shifts().stream()
            .map(
                shift ->
                    shift.form() == Shift.Form.INFORMATION
                        ? new Shift(
                            shift.check(),
                            shift.figure(),
                            bits.fromNats(shift.before()),
                            bits.fromNats(shift.after()),
                            shift.form(),
                            shift.interval())
                        : shift)
            .toList();
    return with(of, it.evidence(), it.echoes(), shifts, of.id());
  }

  private static ReportedIncident with(
      ReportedIncident of,
      List<Finding> evidence,
      List<Finding> echoes,
      List<Shift> shifts,
      String id) {
    Incident it = of.incident();
    Incident changed =
        new Incident(
            it.kind(),
            it.suspect(),
            it.versions(),
            it.slice(),
            it.scope(),
            it.time(),
            evidence,
            echoes,
            it.echoSeries(),
            shifts,
            it.allRows(),
            it.unchanged());
    return new ReportedIncident(
        id,
        of.knownAs(),
        of.change(),
        new DescribedIncident(changed, of.described().headline(), of.described().details()));
  }

  /** With so many slices more that alert over the whole range. */
  public static Report alerting(Report it, int slices) {
    List<Finding> findings = new ArrayList<>(it.findings());
    for (int slice = 0; slice < slices; slice++) {
      findings.add(finding(region("region " + slice), null, FindingState.ALERT, 0.1 + slice));
    }
    return withFindings(it, findings);
  }

  /** The same, where all that is because of the first incident. */
  public static Report echoing(Report it) {
    ReportedIncident first = it.incidents().get(0);
    List<Finding> echoes =
        it.findings().stream().filter(of -> of.state() == FindingState.ALERT).toList();
    return withIncidents(
        it,
        List.of(
            with(
                first,
                first.incident().evidence(),
                echoes,
                first.incident().shifts(),
                first.id())));
  }

  /** Everything in great numbers; every slice alerts. */
  public static Report large(int versions, int slices, int metrics, int incidents) {
    Report it = alerting(small(), slices);
    List<MetricValue> values = new ArrayList<>();
    for (int version = 0; version < versions; version++) {
      for (int slice = -1; slice < slices; slice++) {
        for (int metric = 0; metric < metrics; metric++) {
          values.add(
              new MetricValue(
                  MetricValue.Scope.CURRENT,
                  new ReportWindow(CURRENT, WindowStatus.FINAL, 1),
                  "v" + version,
                  slice < 0 ? Slice.ALL : region("region " + slice),
                  // Of slices there are only metrics that are compared, whatever their unit.
                  slice < 0 ? "metric_" + metric : "log_loss",
                  0.5,
                  "unit" + metric,
                  1));
        }
      }
    }
    List<ReportedIncident> many = new ArrayList<>();
    for (int i = 0; i < incidents; i++) {
      ReportedIncident of = it.incidents().get(0);
      many.add(
          with(
              of,
              of.incident().evidence(),
              List.of(),
              of.incident().shifts(),
              String.format(Locale.ROOT, "%012d", i)));
    }
    return withIncidents(withMetrics(it, values), many);
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
        it.incidents(),
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
      Slice slice, @Nullable TimeRange window, FindingState state, @Nullable Double effect) {
    return new Finding(
        new Finding.Question(ComparisonKind.LOG_LOSS, null, "gbt-1", Baseline.REFERENCE),
        new Finding.Scope(slice, window == null ? Span.RANGE : Span.WINDOW, window, null),
        new Finding.Difference(
            "nats",
            effect,
            effect,
            effect == null
                ? null
                : new ConfidenceInterval(effect - 0.125, Double.POSITIVE_INFINITY),
            effect == null ? null : 0.0625),
        new Finding.Judgement(
            state, effect == null ? null : 1.5e-11, effect == null ? null : 3e-11, 0.02),
        effect == null
            ? Map.of()
            : Map.of(MeasureKey.REFERENCE_LOG_LOSS, 6.5, MeasureKey.DISPERSION, 99.0),
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

  /** One version with that many slices and daily windows, half of them of the reference. */
  public static Report wide(int slices, int windows) {
    Report it = small();
    TimeRange half = new TimeRange(FROM, FROM.plus(Duration.ofDays(windows / 2)));
    TimeRange rest = new TimeRange(half.to(), FROM.plus(Duration.ofDays(windows)));
    List<MetricValue> metrics = new ArrayList<>();
    for (int slice = 0; slice <= slices; slice++) {
      Slice of = slice == 0 ? Slice.ALL : region("region " + slice);
      double level = 0.4 + slice * 1e-4;
      metrics.add(metric(MetricValue.Scope.REFERENCE, half, of, "log_loss", 0.4));
      metrics.add(metric(MetricValue.Scope.CURRENT, rest, of, "log_loss", level));
      for (int window = 0; window < windows; window++) {
        Instant from = FROM.plus(Duration.ofDays(window));
        TimeRange day = new TimeRange(from, from.plus(Duration.ofDays(1)));
        double loss = level + 0.01 * StrictMath.sin(window + slice);
        metrics.add(metric(MetricValue.Scope.WINDOW, day, of, "log_loss", loss));
      }
    }
    return new Report(
        it.run(),
        it.modelName(),
        it.classes(),
        it.unit(),
        half,
        rest,
        it.verdict(),
        it.incidents(),
        it.rows(),
        metrics,
        it.findings(),
        it.attribution(),
        it.notes(),
        null,
        null);
  }

  /** The same with all that a run would draw. */
  public static Report pictured() {
    Report it = weekly();
    return new Report(
        it.run(),
        it.modelName(),
        it.classes(),
        it.unit(),
        it.reference(),
        it.current(),
        it.verdict(),
        it.incidents(),
        it.rows(),
        it.metrics(),
        it.findings(),
        it.attribution(),
        it.notes(),
        it.challenger(),
        it.classifier(),
        WeeklyPictures.of(List.of("gbt-1", "logit-1"), it.classes(), it.reference()));
  }

  private static Finding column(Finding it, String name) {
    return new Finding(
        new Finding.Question(ComparisonKind.COLUMN_DISTRIBUTION, name, it.version(), it.baseline()),
        new Finding.Scope(it.slice(), it.span(), it.window(), null),
        new Finding.Difference(
            it.unit(),
            it.effect(),
            it.difference().observed(),
            it.interval(),
            it.difference().noiseFloor()),
        new Finding.Judgement(
            it.state(),
            it.judgement().pValue(),
            it.judgement().pAdjusted(),
            it.judgement().threshold()),
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
        List.of(),
        new RowCounts(
            1, 0, 0, 0, Map.of("<img src=x onerror=window.injected=8>", 1L), LabelCounts.NONE),
        it.metrics(),
        it.findings(),
        it.attribution(),
        List.of("<iframe src=javascript:alert(9)>"),
        null,
        null);
  }
}
