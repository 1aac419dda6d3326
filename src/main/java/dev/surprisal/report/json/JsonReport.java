package dev.surprisal.report.json;

import dev.surprisal.drift.attribution.Attribution;
import dev.surprisal.drift.comparison.SliceDisagreement;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.finding.InsufficientWindows;
import dev.surprisal.drift.finding.MeasureKey;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.drift.history.ChangePoint;
import dev.surprisal.drift.history.SequentialAlarm;
import dev.surprisal.drift.narrative.Verdict;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.report.Challenger;
import dev.surprisal.report.Classifier;
import dev.surprisal.report.FindingOrder;
import dev.surprisal.report.IncidentIndex;
import dev.surprisal.report.KnownRun;
import dev.surprisal.report.LabelCounts;
import dev.surprisal.report.Lineage;
import dev.surprisal.report.MetricValue;
import dev.surprisal.report.Report;
import dev.surprisal.report.ReportFormat;
import dev.surprisal.report.Rescored;
import dev.surprisal.report.RowCounts;
import dev.surprisal.report.RunInfo;
import dev.surprisal.report.WindowFigure;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The report for programs: {@code report.json}, described by the JSON Schema {@link #SCHEMA}.
 *
 * <p>The same report gives the same bytes. All that differs between two runs on the same input and
 * configuration is in the one object {@code run}.
 */
public final class JsonReport implements ReportFormat {

  /** The resource beside this class that holds the JSON Schema (2020-12). */
  public static final String SCHEMA = "report.schema.json";

  /** Marks a window that slides; others do not bear it. */
  static final String SLIDING = "sliding";

  /** How much of the figures it has; the tables have all. */
  public enum Detail {
    /** What alerts, warns or failed, the whole current range, and all rows by window. */
    SUMMARY,
    /** Every figure of every slice and window. */
    FULL
  }

  private final Detail detail;

  /** With what people and programs act on. */
  public JsonReport() {
    this(Detail.SUMMARY);
  }

  /** With so much of the figures. */
  public JsonReport(Detail detail) {
    this.detail = detail;
  }

  /** What is short and tells of the ranges, or of all rows. */
  private boolean has(MetricValue metric) {
    return detail == Detail.FULL
        || metric.slice().isAll()
        || metric.scope() == MetricValue.Scope.REFERENCE
        || metric.scope() == MetricValue.Scope.CURRENT;
  }

  private boolean has(Finding finding) {
    return detail == Detail.FULL
        || finding.isWhole()
        || switch (finding.state()) {
          case WARN, ALERT, ERROR -> true;
          case OK, NO_DATA, INSUFFICIENT_DATA -> false;
        };
  }

  @Override
  public Role role() {
    return Role.RECORD;
  }

  @Override
  public String fileName() {
    return "report.json";
  }

  @Override
  public void write(Report report, OutputStream out) throws IOException {
    JsonWriter.document(
        out,
        json -> {
          json.count("schema_version", Report.SCHEMA_VERSION);
          json.object("run", it -> run(it, report));
          body(json, report);
        });
  }

  private static void run(JsonWriter json, Report report) throws IOException {
    RunInfo run = report.run();
    json.text("id", run.id())
        .time("started_at", run.startedAt())
        .time("finished_at", run.finishedAt())
        .text("host", run.host())
        .texts("versions", run.versions());
    ProvenanceJson.write(json, run.provenance());
    Lineage lineage = run.lineage();
    if (lineage != null) {
      KnownRun base = lineage.base();
      json.text("compared_with", base == null ? null : base.id())
          .objects("gone", lineage.gone(), IncidentsReport::gone);
    }
    Rescored rescored = run.rescored();
    if (rescored != null) {
      json.text("previous", rescored.previous())
          .objects(
              "rescored", rescored.changes(), (it, change) -> change(it, change, report.unit()));
    }
  }

  private static void change(JsonWriter json, Rescored.Change change, InformationUnit unit)
      throws IOException {
    json.range("window", change.after().window())
        .text("version", change.after().version())
        .object("before", it -> figures(it, change.before(), unit))
        .object("after", it -> figures(it, change.after(), unit));
  }

  private static void figures(JsonWriter json, WindowFigure figure, InformationUnit unit)
      throws IOException {
    json.count("revision", figure.revision())
        .figure("log_loss", figure.logLoss(unit))
        .figure("label_coverage", figure.labelCoverage());
  }

  private void body(JsonWriter json, Report report) throws IOException {
    json.object(
            "model", it -> it.text("name", report.modelName()).texts("classes", report.classes()))
        .text("unit", report.unit().label())
        .range("reference", report.reference())
        .range("current", report.current())
        .object("verdict", it -> verdict(it, report.verdict()))
        .objects(
            "incidents",
            report.incidents(),
            (it, incident) -> IncidentJson.write(it, incident, report.unit()))
        .object("rows", it -> rows(it, report.rows()));
    MetricsJson.write(json, report.metrics().stream().filter(this::has).toList());
    IncidentIndex incidents = new IncidentIndex(report);
    json.object("finding_counts", it -> counts(it, report.findings()))
        .objects(
            "findings",
            report.findings().stream().filter(this::has).toList(),
            (it, finding) -> finding(it, finding, incidents.id(finding)))
        .objects("attribution", report.attribution(), JsonReport::attribution)
        .texts("notes", report.notes());
    Challenger challenger = report.challenger();
    if (challenger != null) {
      json.object("challenger", it -> challenger(it, challenger, report.unit()));
    }
    Classifier classifier = report.classifier();
    if (classifier != null) {
      json.object("classifier", it -> ClassifierJson.write(it, classifier, report.unit()));
    }
  }

  private static void challenger(JsonWriter json, Challenger challenger, InformationUnit unit)
      throws IOException {
    json.text("name", challenger.name())
        .text("unit", unit.label())
        .objects(
            "disagreement", challenger.disagreements(), (it, of) -> disagreement(it, of, unit));
  }

  private static void disagreement(JsonWriter json, SliceDisagreement it, InformationUnit unit)
      throws IOException {
    ConfidenceInterval interval = it.jsInterval();
    json.text("version", it.version())
        .slice("slice", it.slice())
        .figure("js_divergence", unit.fromNats(it.of().jsDivergence().mean()))
        .interval("js_interval", interval == null ? null : interval.in(unit))
        .figure("kl_divergence", unit.fromNats(it.of().klDivergence()))
        .figure("class_differs", it.of().classDiffers())
        .figure("rows", it.of().compared())
        .figure("missing", it.of().missing())
        .figure("invalid", it.of().invalid());
  }

  private static void verdict(JsonWriter json, Verdict verdict) throws IOException {
    json.name("state", verdict.state())
        .text("sentence", verdict.sentence())
        .objects("versions", verdict.versions(), JsonReport::version);
  }

  private static void version(JsonWriter json, Verdict.VersionVerdict version) throws IOException {
    json.text("version", version.version())
        .name("state", version.state())
        .range("first_alert", version.firstAlert())
        .range("last_alert", version.lastAlert())
        .count("alerts", version.alerts())
        .text("sentence", version.sentence());
    ChangePoint point = version.changePoint();
    if (point == null) {
      json.text("change_point", null);
    } else {
      json.object("change_point", it -> changePoint(it, point));
    }
    SequentialAlarm lifetime = version.lifetime();
    if (lifetime == null) {
      json.text("lifetime", null);
    } else {
      json.object("lifetime", it -> lifetime(it, lifetime));
    }
  }

  private static void changePoint(JsonWriter json, ChangePoint point) throws IOException {
    json.range("window", point.window())
        .range("earliest", point.earliest())
        .range("latest", point.latest())
        .figure("before", point.before())
        .figure("after", point.after());
  }

  private static void lifetime(JsonWriter json, SequentialAlarm lifetime) throws IOException {
    json.figure("evidence", lifetime.evidence())
        .figure("greatest", lifetime.greatest())
        .figure("threshold", lifetime.threshold())
        .count("windows", lifetime.windows())
        .range("alarm", lifetime.alarm())
        .figures("streams", lifetime.streams());
  }

  private static void rows(JsonWriter json, RowCounts rows) throws IOException {
    json.count("read", rows.read())
        .count("scored", rows.scored())
        .count("unlabelled", rows.unlabelled())
        .count("duplicate", rows.duplicate())
        .counts("rejected", rows.rejected());
    LabelCounts labels = rows.labels();
    if (labels.withoutPrediction() > 0) {
      json.count("labels_without_prediction", labels.withoutPrediction());
    }
    if (labels.repeated() > 0) {
      json.count("labels_repeated", labels.repeated());
    }
    RowCounts reference = rows.reference();
    if (reference != null) {
      json.object("reference", it -> rows(it, reference));
    }
  }

  private static void window(JsonWriter json, Finding finding) throws IOException {
    TimeRange window = finding.window();
    if (finding.span() != Span.SLIDING_WINDOW || window == null) {
      json.range("window", window);
    } else {
      json.object("window", it -> it.bounds(window).flag(SLIDING));
    }
  }

  private static void counts(JsonWriter json, List<Finding> findings) throws IOException {
    for (Map.Entry<FindingState, Long> entry : FindingOrder.counts(findings).entrySet()) {
      json.count(entry.getKey().name(), entry.getValue());
    }
  }

  private static void finding(JsonWriter json, Finding finding, @Nullable String incident)
      throws IOException {
    json.text("comparison", finding.comparison().label())
        .text("column", finding.subject())
        .text("version", finding.version())
        .slice("slice", finding.slice());
    window(json, finding);
    InsufficientWindows folded = finding.folded();
    if (folded != null) {
      json.object("windows", it -> windows(it, folded));
    }
    json.text("baseline", finding.baseline().label())
        .text("statistic", finding.comparison().statistic())
        .text("unit", finding.unit())
        .figure("effect", finding.effect())
        .figure("effect_observed", finding.difference().observed())
        .interval("interval", finding.interval())
        .figure("noise_floor", finding.difference().noiseFloor())
        .figure("p_value", finding.judgement().pValue())
        .figure("p_adjusted", finding.judgement().pAdjusted())
        .figure("threshold", finding.judgement().threshold())
        .name("state", finding.state())
        .text("incident", incident)
        .figures("measures", byName(finding.measures()))
        .count("reference_rows", finding.referenceRows())
        .count("current_rows", finding.currentRows())
        .text("sentence", finding.sentence());
  }

  private static void windows(JsonWriter json, InsufficientWindows folded) throws IOException {
    json.count("count", folded.count())
        .count("of", folded.of())
        .range("first", folded.first())
        .range("last", folded.last());
  }

  private static void attribution(JsonWriter json, Attribution attribution) throws IOException {
    json.text("comparison", attribution.comparison().label())
        .text("version", attribution.version())
        .texts("dimensions", attribution.dimensions())
        .text("unit", attribution.unit())
        .figure("total", attribution.total())
        .figure("mix", attribution.mix())
        .figure("within", attribution.within())
        .objects("parts", attribution.parts(), JsonReport::part);
  }

  private static void part(JsonWriter json, Attribution.Part part) throws IOException {
    json.slice("slice", part.slice())
        .figure("mix", part.mix())
        .figure("within", part.within())
        .figure("noise", part.noise())
        .count("reference_rows", part.referenceRows())
        .count("current_rows", part.currentRows());
  }

  private static Map<String, Double> byName(Map<MeasureKey, Double> measures) {
    Map<String, Double> byName = new TreeMap<>();
    measures.forEach((key, value) -> byName.put(key.label(), value));
    return byName;
  }
}
