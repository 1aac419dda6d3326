package dev.surprisal.report.console;

import dev.surprisal.drift.attribution.Attribution;
import dev.surprisal.drift.classifier.Separation;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.narrative.Verdict;
import dev.surprisal.drift.narrative.Verdict.VersionVerdict;
import dev.surprisal.format.Figures;
import dev.surprisal.format.Times;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.report.Classifier;
import dev.surprisal.report.FindingLabels;
import dev.surprisal.report.FindingOrder;
import dev.surprisal.report.Lineage;
import dev.surprisal.report.MetricIndex;
import dev.surprisal.report.MetricValue;
import dev.surprisal.report.News;
import dev.surprisal.report.RejectionReasons;
import dev.surprisal.report.Report;
import dev.surprisal.report.ReportedIncident;
import dev.surprisal.report.Rescored;
import dev.surprisal.report.RowCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The report in a terminal: at most {@value #MAX_LINES} lines, the verdict first, all else in the
 * page that the last line names. Output is UTF-8, whatever the terminal's locale.
 */
public final class ConsoleSummary {

  /** So much fits on a screen without scrolling. */
  public static final int MAX_LINES = 40;

  private static final int MAX_WIDTH = 160;
  private static final int WRAP = 100;

  // The caps add up, with headings and empty lines, to no more than MAX_LINES.
  private static final int VERDICT_LINES = 5;

  /** Lines of the verdict past these are taken from the findings' lines. */
  private static final int DEFAULT_VERDICT_LINES = 3;

  private static final int INCIDENTS = 5;
  private static final int VERSIONS = 6;
  private static final int REASONS = 3;
  private static final int FINDINGS = 5;
  private static final int ATTRIBUTIONS = 2;
  private static final int PARTS = 2;
  private static final int NOTES = 2;

  /** What rounds to no tenth of a per cent. */
  private static final double NO_SHARE = 0.0005;

  /** Taken from the findings' lines. */
  private static final int CLASSIFIED = 2;

  private final Report report;
  private final Paint paint;
  private final MetricIndex metrics;
  private final List<String> lines = new ArrayList<>();
  private int verdictLines;

  private ConsoleSummary(Report report, Paint paint) {
    this.report = report;
    this.paint = paint;
    this.metrics = new MetricIndex(report.metrics());
  }

  /**
   * Sums a report up.
   *
   * @param report the report
   * @param page where the page for people is, the last line
   * @param paint whether states are coloured
   * @return the lines, without line ends or control characters other than those of colours
   */
  public static List<String> lines(Report report, String page, Paint paint) {
    ConsoleSummary summary = new ConsoleSummary(report, paint);
    summary.verdict();
    summary.incidents();
    summary.change();
    summary.versions();
    summary.rows();
    if (report.incidents().isEmpty()) {
      summary.findings();
      summary.classifier();
      summary.attribution();
    } else {
      summary.classifier();
    }
    summary.rescored();
    summary.notes();
    summary.add("");
    summary.lines.add("Report: " + printable(page)); // never clipped: it is to be opened
    return List.copyOf(summary.lines);
  }

  private void verdict() {
    Verdict verdict = report.verdict();
    String sentence = verdict.sentence();
    boolean named = sentence.startsWith(verdict.state().name());
    wrapped(named ? sentence : verdict.state() + ": " + sentence);
    verdictLines = lines.size();
    lines.set(0, paint.state(lines.get(0), verdict.state()));
    add(
        "Model %s: %s compared with reference %s",
        report.modelName(), Times.range(report.current()), Times.range(report.reference()));
  }

  private void incidents() {
    if (report.incidents().isEmpty()) {
      return;
    }
    add("");
    for (ReportedIncident it : report.incidents().stream().limit(INCIDENTS).toList()) {
      add("  %-12s  %s", it.status(), it.isOngoing() ? figures(it) : past(it));
      painted(it.isOpen() ? FindingState.ALERT : FindingState.OK, it.status().name());
    }
    more(report.incidents().size(), INCIDENTS, "incidents");
  }

  /** Who starts the job every day wants to know whether to read on. */
  private void change() {
    Lineage lineage = report.run().lineage();
    if (lineage != null && lineage.base() != null && News.of(report).items().isEmpty()) {
      add("No incident has changed since run %s.", lineage.base().id());
    }
  }

  private void painted(FindingState state, String word) {
    int last = lines.size() - 1;
    lines.set(last, paint.word(lines.get(last), word, state));
  }

  /** What stands before it says that it has recovered. */
  private static String past(ReportedIncident it) {
    return it.described().headline().replace(", recovered (", " (");
  }

  /** How bad it is: what is on stands in the verdict already. */
  private static String figures(ReportedIncident it) {
    String versions =
        it.incident().versions().stream()
            .map(FindingLabels::version)
            .collect(Collectors.joining(", "));
    return versions + ", " + it.incident().slice().label() + ": " + it.described().details().get(0);
  }

  private void versions() {
    add("");
    for (VersionVerdict it : report.verdict().versions().stream().limit(VERSIONS).toList()) {
      add("  %-17s  %s%s", it.state(), FindingLabels.version(it.version()), about(it));
      painted(it.state(), it.state().name());
    }
    more(report.verdict().versions().size(), VERSIONS, "versions");
  }

  private String about(VersionVerdict version) {
    Double before = value(MetricValue.Scope.REFERENCE, version);
    Double after = value(MetricValue.Scope.CURRENT, version);
    String text =
        String.format(
            ": log loss %s → %s %s",
            Figures.amount(before), Figures.amount(after), report.unit().label());
    Double difference = Figures.difference(before, after);
    if (difference != null) {
      text += " (" + Figures.change(difference) + ")";
    }
    if (version.firstAlert() != null) {
      text += ", first alert " + Times.instant(version.firstAlert().from());
    }
    return text + ", " + Figures.count(version.alerts(), "alerting check");
  }

  private @Nullable Double value(MetricValue.Scope scope, VersionVerdict version) {
    return metrics.value(scope, version.version(), Slice.ALL, "log_loss");
  }

  private void rows() {
    add("");
    rows("Rows", report.rows());
    RowCounts reference = report.rows().reference();
    if (reference != null) {
      rows("Reference rows", reference);
    }
  }

  private void rows(String name, RowCounts rows) {
    add(
        "%s: %s%s",
        name,
        rows.equation(),
        rows.labels().withoutPrediction() == 0
            ? ""
            : "; "
                + Figures.count(rows.labels().withoutPrediction(), "label")
                + " without a prediction");
    List<Map.Entry<String, Long>> reasons =
        rows.rejected().entrySet().stream()
            .filter(it -> it.getValue() > 0)
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .toList();
    reasons.stream()
        .limit(REASONS)
        .forEach(
            it ->
                add(
                    "  rejected: %s (%s)",
                    RejectionReasons.describe(it.getKey()), Figures.count(it.getValue())));
    more(reasons.size(), REASONS, "reasons");
  }

  private void findings() {
    add("");
    add(
        "Findings: %s",
        FindingOrder.counts(report.findings()).entrySet().stream()
            .filter(it -> it.getValue() > 0)
            .map(it -> Figures.count(it.getValue()) + " " + it.getKey())
            .collect(Collectors.joining(", ")));
    List<Finding> severe =
        report.findings().stream()
            .filter(it -> it.state().compareTo(FindingState.WARN) >= 0)
            .toList();
    int longer = Math.max(0, verdictLines - DEFAULT_VERDICT_LINES);
    int shown = FINDINGS - Math.min(CLASSIFIED, classified().size()) - longer;
    FindingOrder.mostSevere(severe, shown).forEach(it -> add("  %-5s  %s", it.state(), about(it)));
    more(severe.size(), shown, "");
  }

  private static String about(Finding finding) {
    return String.format(
        "%s, %s: %s, %s, %s",
        FindingLabels.effectInUnit(finding),
        FindingLabels.check(finding)
            + (finding.comparison().isLimit()
                ? " " + Figures.amount(finding.judgement().threshold())
                : ""),
        FindingLabels.version(finding.version()),
        finding.slice().label(),
        FindingLabels.span(finding, "whole range"));
  }

  /**
   * The versions whose current rows a classifier separates from the reference's, the best separated
   * first.
   */
  private List<Separation> classified() {
    Classifier classifier = report.classifier();
    return classifier == null
        ? List.of()
        : classifier.separations().stream()
            .map(Classifier.Described::figures)
            .sorted(
                Comparator.comparingDouble((Separation it) -> it.area() == null ? 1 : -it.area()))
            .toList();
  }

  private void classifier() {
    for (Separation it : classified().stream().limit(CLASSIFIED).toList()) {
      Double area = it.area();
      add(
          "Domain classifier: %s: AUC %s (within-reference AUC %s)%s",
          FindingLabels.version(it.version()),
          Figures.amount(area),
          Figures.amount(it.usual()),
          area == null || it.carriers().isEmpty() || it.carriers().get(0).share() == null
              ? ""
              : "; main column " + it.carriers().get(0).column());
    }
  }

  private void attribution() {
    List<Attribution> attributions = FindingOrder.sortedSplits(report.attribution());
    if (attributions.isEmpty()) {
      return;
    }
    add("");
    for (Attribution it : attributions.subList(0, Math.min(ATTRIBUTIONS, attributions.size()))) {
      add(
          "Attribution of %s by %s: %s %s, %s",
          FindingLabels.version(it.version()),
          String.join(" × ", it.dimensions()),
          Figures.change(it.total()),
          it.unit(),
          mix(it));
      it.parts().stream()
          .limit(PARTS)
          .forEach(
              part ->
                  add(
                      "  %s  %s",
                      Figures.change(part.mix() + part.within()), part.slice().label()));
    }
    more(attributions.size(), ATTRIBUTIONS, "attributions");
  }

  /** What a change comes of: the share of the mix, or both parts where they are opposed. */
  private static String mix(Attribution of) {
    double share = of.mix() / of.total();
    if (Math.abs(share) < NO_SHARE) {
      return "0 % mix";
    }
    return share > 0 && share <= 1
        ? Figures.percent(share) + " mix"
        : "mix " + Figures.change(of.mix()) + ", within " + Figures.change(of.within());
  }

  /** Of the windows that late labels changed, the one whose log loss moved most. */
  private void rescored() {
    Rescored rescored = report.run().rescored();
    if (rescored == null || rescored.changes().isEmpty()) {
      return;
    }
    Rescored.Change most =
        Collections.max(rescored.changes(), Comparator.comparingDouble(Rescored.Change::size));
    add(
        "Updated since run %s: %s; largest change %s, %s: log loss %s → %s %s, labelled %s → %s",
        rescored.previous(),
        Figures.count(rescored.changes().size(), "window"),
        Times.range(most.after().window()),
        FindingLabels.version(most.after().version()),
        Figures.amount(most.before().logLoss(report.unit())),
        Figures.amount(most.after().logLoss(report.unit())),
        report.unit().label(),
        Figures.percent(most.before().labelCoverage()),
        Figures.percent(most.after().labelCoverage()));
  }

  private void notes() {
    report.notes().stream().limit(NOTES).forEach(it -> add("Note: %s", it));
    more(report.notes().size(), NOTES, "notes");
  }

  private void wrapped(String text) {
    String rest = printable(text).strip();
    for (int line = 1; line < VERDICT_LINES && rest.length() > WRAP; line++) {
      int space = rest.lastIndexOf(' ', WRAP);
      int end = space > 0 ? space : WRAP;
      add("%s", rest.substring(0, end));
      rest = rest.substring(end).strip();
    }
    add("%s", rest);
  }

  private void add(String format, Object... arguments) {
    String line = printable(String.format(format, arguments)).stripTrailing();
    lines.add(line.length() <= MAX_WIDTH ? line : line.substring(0, MAX_WIDTH - 3) + "...");
  }

  private void more(int size, int shown, String what) {
    if (size > shown) {
      add(
          "  ... %s more %s(see report)",
          Figures.count(size - shown), what.isEmpty() ? "" : what + " ");
    }
  }

  /** Names and values are others': a line feed or an escape code among them stays harmless. */
  private static String printable(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
  }
}
