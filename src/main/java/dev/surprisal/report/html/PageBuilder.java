package dev.surprisal.report.html;

import dev.surprisal.drift.attribution.Attribution;
import dev.surprisal.drift.comparison.SliceDisagreement;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.drift.narrative.Verdict;
import dev.surprisal.format.Figures;
import dev.surprisal.format.Phrases;
import dev.surprisal.format.Times;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.profile.Disagreement;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.report.Challenger;
import dev.surprisal.report.FindingLabels;
import dev.surprisal.report.FindingOrder;
import dev.surprisal.report.LabelCounts;
import dev.surprisal.report.MetricIndex;
import dev.surprisal.report.MetricValue;
import dev.surprisal.report.RejectionReasons;
import dev.surprisal.report.Report;
import dev.surprisal.report.RowCounts;
import dev.surprisal.report.RunInfo;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts a report into the words of the page. */
final class PageBuilder {

  /** The findings in the page as such; the script shows more of them. */
  private static final int FINDINGS_SHOWN = 25;

  private static final int PARTS_SHOWN = 15;

  private final Report report;
  private final MetricIndex metrics;

  private PageBuilder(Report report) {
    this.report = report;
    this.metrics = new MetricIndex(report.metrics());
  }

  static Page page(Report report, PageAssets assets) {
    PageBuilder builder = new PageBuilder(report);
    TimelineData timeline = TimelineData.of(report);
    SliceData slices = SliceData.of(report);
    List<Finding> mostSevere =
        FindingOrder.mostSevere(report.findings(), PageData.FINDINGS_EMBEDDED);
    return new Page(
        assets,
        report.modelName(),
        report.classes(),
        report.unit().label(),
        Times.range(report.reference()),
        Times.range(report.current()),
        new Headline(report).text(),
        Page.Badge.of(report.verdict().state(), builder.sentence()),
        report.incidents().stream().map(Page.IncidentCard::of).toList(),
        report.verdict().versions().stream().map(builder::card).toList(),
        rows(report.rows()),
        timeline.view(),
        builder.findings(mostSevere),
        slices.view(),
        challenger(report),
        ClassifierView.of(report),
        FindingOrder.sortedSplits(report.attribution()).stream()
            .map(PageBuilder::attribution)
            .toList(),
        builder.metricTables(),
        report.notes(),
        builder.run(),
        ProvenanceView.of(report.run()),
        PageData.json(report, timeline, slices, mostSevere));
  }

  /** The verdict without what the headline above it says. */
  private String sentence() {
    String sentence = report.verdict().sentence();
    String first =
        report.incidents().isEmpty() ? "" : report.incidents().get(0).described().headline();
    return sentence.startsWith(first) ? sentence.substring(first.length()).strip() : sentence;
  }

  private Page.VersionCard card(Verdict.VersionVerdict it) {
    Double before = logLoss(MetricValue.Scope.REFERENCE, it.version());
    Double after = logLoss(MetricValue.Scope.CURRENT, it.version());
    return new Page.VersionCard(
        FindingLabels.version(it.version()),
        Page.Badge.of(it.state(), it.sentence()),
        logLossOfAllRows(it.version()),
        Figures.amount(before),
        Figures.amount(after),
        Figures.change(Figures.difference(before, after)),
        it.firstAlert() == null ? null : Times.range(it.firstAlert()),
        it.lastAlert() == null ? null : Times.range(it.lastAlert()),
        Figures.count(it.alerts()));
  }

  private Page.@Nullable Badge logLossOfAllRows(@Nullable String version) {
    return report.findings().stream()
        .filter(it -> it.comparison() == ComparisonKind.LOG_LOSS && it.span() == Span.RANGE)
        .filter(it -> it.slice().isAll() && Objects.equals(it.version(), version))
        .map(it -> Page.Badge.of(it.state(), it.sentence()))
        .findFirst()
        .orElse(null);
  }

  private @Nullable Double logLoss(MetricValue.Scope scope, @Nullable String version) {
    return metrics.value(scope, version, Slice.ALL, "log_loss");
  }

  private static Page.RowAccount rows(RowCounts rows) {
    long read = rows.read();
    List<Page.RowOutcome> outcomes = new ArrayList<>();
    outcomes.add(
        outcome("scored", "Scored", "valid prediction and valid label", rows.scored(), read));
    outcomes.add(
        outcome(
            "unlabelled", "Unlabelled", "valid prediction, no label yet", rows.unlabelled(), read));
    outcomes.add(
        outcome(
            "duplicate",
            "Duplicate",
            "same key and version as another row",
            rows.duplicate(),
            read));
    for (Map.Entry<String, Long> it : rows.rejected().entrySet()) {
      String reason = RejectionReasons.describe(it.getKey());
      outcomes.add(outcome("rejected", "Rejected", reason, it.getValue(), read));
    }
    if (rows.rejected().isEmpty()) {
      outcomes.add(outcome("rejected", "Rejected", "no rows rejected", 0, read));
    }
    RowCounts reference = rows.reference();
    return new Page.RowAccount(
        Figures.count(read),
        outcomes,
        labels(rows.labels()),
        reference == null ? null : rows(reference));
  }

  private static List<String> labels(LabelCounts labels) {
    List<String> sentences = new ArrayList<>();
    if (labels.withoutPrediction() > 0) {
      sentences.add("Labels without a prediction: " + Figures.count(labels.withoutPrediction()));
    }
    if (labels.repeated() > 0) {
      sentences.add(
          "Scored predictions with more than one label: " + Figures.count(labels.repeated()));
    }
    return sentences;
  }

  private static Page.RowOutcome outcome(
      String style, String name, String description, long count, long read) {
    return new Page.RowOutcome(
        style,
        name,
        description,
        Figures.count(count),
        Figures.percent(count, read),
        read == 0 ? 0 : 100.0 * count / read);
  }

  private Page.FindingTable findings(List<Finding> mostSevere) {
    int all = report.findings().size();
    return new Page.FindingTable(
        mostSevere.stream().limit(FINDINGS_SHOWN).map(PageBuilder::finding).toList(),
        Figures.count(all),
        all > mostSevere.size() ? Figures.count(mostSevere.size()) : null,
        FindingOrder.counts(report.findings()).entrySet().stream()
            .map(
                it ->
                    new Page.StateCount(
                        Page.Badge.of(it.getKey(), ""), Figures.count(it.getValue())))
            .toList());
  }

  static Page.FindingRow finding(Finding it) {
    return new Page.FindingRow(
        Page.Badge.of(it.state(), it.sentence()),
        FindingLabels.check(it),
        FindingLabels.version(it.version()),
        it.slice().label(),
        FindingLabels.span(it, "whole current range"),
        FindingLabels.effectInUnit(it),
        it.interval() == null ? "" : FindingLabels.interval(it.interval()),
        Figures.amount(it.difference().noiseFloor()),
        Figures.probability(it.judgement().pAdjusted()),
        it.comparison().isLimit()
            ? Figures.count(it.currentRows())
            : Figures.count(it.currentRows()) + " / " + Figures.count(it.referenceRows()),
        it.sentence());
  }

  private static Page.@Nullable ChallengerTable challenger(Report report) {
    Challenger challenger = report.challenger();
    if (challenger == null) {
      return null;
    }
    double greatest =
        challenger.disagreements().stream()
            .mapToDouble(it -> it.of().jsDivergence().mean())
            .filter(mean -> mean > 0)
            .max()
            .orElse(1);
    return new Page.ChallengerTable(
        challenger.name(),
        challenger.disagreements().stream().map(it -> row(it, greatest, report.unit())).toList());
  }

  private static Page.ChallengerRow row(
      SliceDisagreement it, double greatest, InformationUnit unit) {
    Disagreement of = it.of();
    double js = of.jsDivergence().mean();
    ConfidenceInterval interval = it.jsInterval();
    return new Page.ChallengerRow(
        FindingLabels.version(it.version()),
        it.slice().label(),
        Figures.amount(unit.fromNats(js)),
        js > 0 ? 100 * js / greatest : 0,
        interval == null ? "" : FindingLabels.interval(interval.in(unit)),
        Figures.amount(unit.fromNats(of.klDivergence())),
        Figures.percent(of.classDiffers()),
        Figures.count(Math.round(of.compared())),
        Figures.count(Math.round(of.missing())),
        Figures.count(Math.round(of.invalid())));
  }

  private static Page.AttributionView attribution(Attribution it) {
    double longest = it.parts().stream().mapToDouble(p -> Math.abs(sum(p))).max().orElse(0);
    return new Page.AttributionView(
        FindingLabels.version(it.version()),
        String.join(" × ", it.dimensions()),
        Figures.change(it.total()) + " " + it.unit(),
        Figures.change(it.mix()),
        Figures.change(it.within()),
        it.parts().stream().limit(PARTS_SHOWN).map(part -> part(part, longest)).toList(),
        Math.max(0, it.parts().size() - PARTS_SHOWN));
  }

  private static Page.AttributionRow part(Attribution.Part part, double longest) {
    return new Page.AttributionRow(
        part.slice().label(),
        Figures.change(sum(part)),
        Figures.change(part.mix()),
        Figures.change(part.within()),
        Figures.count(part.currentRows()) + " / " + Figures.count(part.referenceRows()),
        longest == 0 ? 0 : 100 * sum(part) / longest);
  }

  private static double sum(Attribution.Part part) {
    return part.mix() + part.within();
  }

  private List<Page.MetricTable> metricTables() {
    Set<@Nullable String> versions = new LinkedHashSet<>();
    report.metrics().forEach(it -> versions.add(it.version()));
    return versions.stream()
        .map(it -> new Page.MetricTable(FindingLabels.version(it), metricRows(it)))
        .filter(it -> !it.rows().isEmpty())
        .toList();
  }

  private List<Page.MetricRow> metricRows(@Nullable String version) {
    Map<MetricName, String> units = new LinkedHashMap<>();
    for (MetricValue it : report.metrics()) {
      boolean range =
          it.scope() == MetricValue.Scope.REFERENCE || it.scope() == MetricValue.Scope.CURRENT;
      if (range && it.slice().isAll()) {
        units.put(new MetricName(it.metric(), it.ofClass()), it.unit());
      }
    }
    List<Page.MetricRow> rows = new ArrayList<>();
    units.forEach((name, unit) -> rows.add(metricRow(version, name, unit)));
    return rows;
  }

  private record MetricName(String metric, @Nullable String ofClass) {

    /** Reads {@code class label lag p50: fraud}. */
    String words() {
      return Phrases.words(metric) + (ofClass == null ? "" : ": " + ofClass);
    }
  }

  private @Nullable Double value(
      MetricValue.Scope scope, @Nullable String version, MetricName name) {
    return metrics.value(scope, version, Slice.ALL, name.metric(), name.ofClass());
  }

  private Page.MetricRow metricRow(@Nullable String version, MetricName name, String unit) {
    Double before = value(MetricValue.Scope.REFERENCE, version, name);
    Double after = value(MetricValue.Scope.CURRENT, version, name);
    return new Page.MetricRow(
        name.words(),
        unit,
        amount(before, unit),
        amount(after, unit),
        unit.equals("rows") ? "" : change(Figures.difference(before, after), unit));
  }

  private static String amount(@Nullable Double value, String unit) {
    if (value == null || !Double.isFinite(value)) {
      return Figures.amount(value);
    }
    return switch (unit) {
      case "rows" -> Figures.count(value.longValue());
      case "seconds" -> Figures.duration(value);
      default -> Figures.amount(value);
    };
  }

  private static String change(@Nullable Double value, String unit) {
    if (value == null || value == 0 || !Double.isFinite(value) || !unit.equals("seconds")) {
      return Figures.change(value);
    }
    return (value > 0 ? "+" : "−") + Figures.duration(Math.abs(value));
  }

  private Page.RunView run() {
    RunInfo run = report.run();
    List<String> versions = new ArrayList<>();
    new TreeMap<>(run.versions()).forEach((name, it) -> versions.add(name + " " + it));
    return new Page.RunView(
        run.id(),
        Times.instant(run.startedAt().truncatedTo(ChronoUnit.SECONDS)),
        Times.instant(run.finishedAt().truncatedTo(ChronoUnit.SECONDS)),
        run.host(),
        String.join(", ", versions));
  }
}
