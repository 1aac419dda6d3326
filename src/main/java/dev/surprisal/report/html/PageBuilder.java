package dev.surprisal.report.html;

import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.narrative.Verdict.VersionVerdict;
import dev.surprisal.format.Figures;
import dev.surprisal.format.Phrases;
import dev.surprisal.format.Times;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.report.FindingLabels;
import dev.surprisal.report.FindingOrder;
import dev.surprisal.report.MetricIndex;
import dev.surprisal.report.MetricValue;
import dev.surprisal.report.Report;
import dev.surprisal.report.RunInfo;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts a report into the words and pictures of the page. */
final class PageBuilder {

  /** The findings in the page; more would make it slow to open, and the tables have all. */
  private static final int FINDINGS_SHOWN = 200;

  /** Versions in the page; the tables have all. */
  private static final int VERSIONS_SHOWN = 12;

  private final Report report;
  private final MetricIndex metrics;
  private final Lookup lookup;

  private PageBuilder(Report report) {
    this.report = report;
    this.lookup = Lookup.of(report);
    this.metrics = lookup.metrics();
  }

  static Page page(Report report, PageAssets assets) {
    PageBuilder builder = new PageBuilder(report);
    Headline headline = new Headline(builder.lookup);
    List<VersionVerdict> versions = report.verdict().versions();
    return new Page(
        assets,
        report.modelName(),
        report.classes(),
        report.unit().label(),
        Times.range(report.reference()),
        Times.range(report.current()),
        headline.text(),
        headline.numbers(),
        headline.sparkline(),
        EarlierRun.of(report),
        Badge.of(report.verdict().state(), builder.sentence()),
        IncidentView.of(builder.lookup),
        builder.versions(),
        Math.max(0, versions.size() - VERSIONS_SHOWN),
        RowsView.of(report.rows()),
        report.pictures().costliest(),
        RescoredView.of(report),
        builder.findings(),
        ChallengerView.of(report),
        ClassifierView.of(report),
        report.notes(),
        builder.run(),
        ProvenanceView.of(report.run()));
  }

  /** The verdict without what the headline above it says. */
  private String sentence() {
    String sentence = report.verdict().sentence();
    String first =
        report.incidents().isEmpty() ? "" : report.incidents().get(0).described().headline();
    return sentence.startsWith(first) ? sentence.substring(first.length()).strip() : sentence;
  }

  /** The most severe first. */
  private List<VersionView> versions() {
    Map<@Nullable String, SliceView> slices = SliceView.of(lookup);
    List<VersionVerdict> sorted =
        report.verdict().versions().stream()
            .sorted(Comparator.comparing(VersionVerdict::state).reversed())
            .limit(VERSIONS_SHOWN)
            .toList();
    List<VersionView> views = new ArrayList<>();
    for (VersionVerdict it : sorted) {
      views.add(
          VersionView.of(
              lookup, it, views.size(), slices.get(it.version()), metricRows(it.version())));
    }
    return views;
  }

  private Page.FindingTable findings() {
    List<Finding> mostSevere = FindingOrder.mostSevere(report.findings(), FINDINGS_SHOWN);
    List<Page.StateCount> counts = new ArrayList<>();
    for (Map.Entry<FindingState, Long> it : FindingOrder.counts(report.findings()).entrySet()) {
      counts.add(new Page.StateCount(Badge.of(it.getKey(), ""), Figures.count(it.getValue())));
    }
    return new Page.FindingTable(
        mostSevere.stream().map(PageBuilder::finding).toList(),
        Figures.count(report.findings().size()),
        report.findings().size() > mostSevere.size(),
        counts,
        new RowsSql(report).findings());
  }

  static Page.FindingRow finding(Finding it) {
    return new Page.FindingRow(
        Badge.of(it.state(), it.sentence()),
        FindingLabels.check(it),
        FindingLabels.version(it.version()),
        it.slice().label(),
        FindingLabels.span(it, "whole current range"),
        it.span().name().toLowerCase(Locale.ROOT),
        FindingLabels.effectInUnit(it),
        it.interval() == null ? "" : FindingLabels.interval(it.interval()),
        Figures.amount(it.difference().noiseFloor()),
        Figures.probability(it.judgement().pAdjusted()),
        it.comparison().isLimit()
            ? Figures.count(it.currentRows())
            : Figures.count(it.currentRows()) + " / " + Figures.count(it.referenceRows()),
        it.sentence());
  }

  private List<MetricRow> metricRows(@Nullable String version) {
    Map<MetricName, String> units = new LinkedHashMap<>();
    for (MetricValue it : report.metrics()) {
      boolean range =
          it.scope() == MetricValue.Scope.REFERENCE || it.scope() == MetricValue.Scope.CURRENT;
      if (range && it.slice().isAll() && it.predicted() == null) {
        units.put(new MetricName(it.metric(), it.ofClass()), it.unit());
      }
    }
    List<MetricRow> rows = new ArrayList<>();
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

  private MetricRow metricRow(@Nullable String version, MetricName name, String unit) {
    Double before = value(MetricValue.Scope.REFERENCE, version, name);
    Double after = value(MetricValue.Scope.CURRENT, version, name);
    return new MetricRow(
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
