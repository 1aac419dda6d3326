package dev.surprisal.report.console;

import dev.surprisal.drift.attribution.Attribution;
import dev.surprisal.drift.classifier.Separation;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.narrative.Verdict;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.report.Classifier;
import dev.surprisal.report.FindingOrder;
import dev.surprisal.report.MetricIndex;
import dev.surprisal.report.MetricValue;
import dev.surprisal.report.Report;
import dev.surprisal.report.Rescored;
import dev.surprisal.report.RowCounts;
import dev.surprisal.report.Wording;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The report in a terminal: at most {@value #MAX_LINES} lines, the verdict first, all else in the
 * page that the last line names. Own words are ASCII, for terminals that know no more.
 */
public final class ConsoleSummary {

  /** So much fits on a screen without scrolling. */
  public static final int MAX_LINES = 40;

  private static final int MAX_WIDTH = 160;
  private static final int WRAP = 100;

  // The caps add up, with headings and empty lines, to no more than MAX_LINES.
  private static final int VERDICT_LINES = 5;

  /** Lines of the verdict past these are taken from the findings' lines. */
  private static final int USUAL_VERDICT_LINES = 3;

  private static final int VERSIONS = 6;
  private static final int REASONS = 3;
  private static final int FINDINGS = 5;
  private static final int ATTRIBUTIONS = 2;
  private static final int PARTS = 2;
  private static final int NOTES = 2;

  /** Taken from the findings' lines. */
  private static final int CLASSIFIED = 2;

  private final Report report;
  private final MetricIndex metrics;
  private final List<String> lines = new ArrayList<>();
  private int verdictLines;

  private ConsoleSummary(Report report) {
    this.report = report;
    this.metrics = new MetricIndex(report.metrics());
  }

  /**
   * Sums a report up.
   *
   * @param report the report
   * @param page where the page for people is, the last line
   * @return the lines, without line ends or control characters
   */
  public static List<String> lines(Report report, String page) {
    ConsoleSummary summary = new ConsoleSummary(report);
    summary.verdict();
    summary.versions();
    summary.rows();
    summary.findings();
    summary.classifier();
    summary.attribution();
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
    add(
        "Model %s, %s against reference %s",
        report.modelName(), Wording.range(report.current()), Wording.range(report.reference()));
  }

  private void versions() {
    add("");
    report.verdict().versions().stream()
        .limit(VERSIONS)
        .forEach(it -> add("  %-17s  %s%s", it.state(), Wording.version(it.version()), about(it)));
    more(report.verdict().versions().size(), VERSIONS, "versions");
  }

  private String about(Verdict.VersionVerdict version) {
    Double before = value(MetricValue.Scope.REFERENCE, version);
    Double after = value(MetricValue.Scope.CURRENT, version);
    String text =
        String.format(
            ": log loss %s -> %s %s",
            Wording.figure(before), Wording.figure(after), report.unit().label());
    Double difference = Wording.difference(before, after);
    if (difference != null) {
      text += " (" + Wording.change(difference) + ")";
    }
    if (version.firstAlert() != null) {
      text += ", first alert " + Wording.time(version.firstAlert().from());
    }
    return text + ", alerts: " + Wording.count(version.alerts());
  }

  private @Nullable Double value(MetricValue.Scope scope, Verdict.VersionVerdict version) {
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
        "%s: %s read = %s scored + %s unlabelled + %s duplicate + %s rejected%s",
        name,
        Wording.count(rows.read()),
        Wording.count(rows.scored()),
        Wording.count(rows.unlabelled()),
        Wording.count(rows.duplicate()),
        Wording.count(rows.rejectedTotal()),
        rows.labels().withoutPrediction() == 0
            ? ""
            : "; labels without a prediction: " + Wording.count(rows.labels().withoutPrediction()));
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
                    "  rejected: %s, %s",
                    Wording.words(it.getKey()), Wording.count(it.getValue())));
    more(reasons.size(), REASONS, "reasons");
  }

  private void findings() {
    add("");
    add(
        "Findings: %s",
        FindingOrder.counts(report.findings()).entrySet().stream()
            .filter(it -> it.getValue() > 0)
            .map(it -> Wording.count(it.getValue()) + " " + it.getKey())
            .collect(Collectors.joining(", ")));
    List<Finding> loud =
        report.findings().stream()
            .filter(it -> it.state().compareTo(FindingState.WARN) >= 0)
            .toList();
    int longer = Math.max(0, verdictLines - USUAL_VERDICT_LINES);
    int shown = FINDINGS - Math.min(CLASSIFIED, classified().size()) - longer;
    FindingOrder.loudest(loud, shown).forEach(it -> add("  %-5s  %s", it.state(), about(it)));
    more(loud.size(), shown, "such findings");
  }

  private static String about(Finding finding) {
    return String.format(
        "%s %s, %s: %s, %s, %s",
        Wording.effect(finding, finding.effect()),
        finding.unit(),
        Wording.what(finding)
            + (finding.comparison().isLimit()
                ? " " + Wording.figure(finding.judgement().threshold())
                : ""),
        Wording.version(finding.version()),
        finding.slice().label(),
        Wording.span(finding, "whole range"));
  }

  /** The versions whose current rows are told from the reference's, the best told first. */
  private List<Separation> classified() {
    Classifier classifier = report.classifier();
    return classifier == null
        ? List.of()
        : classifier.separations().stream()
            .map(Classifier.Told::figures)
            .sorted(
                Comparator.comparingDouble((Separation it) -> it.area() == null ? 1 : -it.area()))
            .toList();
  }

  private void classifier() {
    for (Separation it : classified().stream().limit(CLASSIFIED).toList()) {
      Double area = it.area();
      add(
          "All columns: %s, current against reference: AUC %s (within the reference %s)%s",
          Wording.version(it.version()),
          Wording.figure(area),
          Wording.figure(it.usual()),
          area == null || it.carriers().isEmpty() || it.carriers().get(0).share() == null
              ? ""
              : ", most by " + it.carriers().get(0).column());
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
          "Why: %s by %s: %s %s (mix of rows %s, within slices %s)",
          Wording.version(it.version()),
          String.join(" x ", it.dimensions()),
          Wording.change(it.total()),
          it.unit(),
          Wording.change(it.mix()),
          Wording.change(it.within()));
      it.parts().stream()
          .limit(PARTS)
          .forEach(
              part ->
                  add(
                      "  %s  %s",
                      Wording.change(part.mix() + part.within()), part.slice().label()));
    }
    more(attributions.size(), ATTRIBUTIONS, "attributions");
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
        "Changed since run %s: %s windows; most of all %s, %s: log loss %s -> %s %s, labelled %s"
            + " -> %s",
        rescored.previous(),
        Wording.count(rescored.changes().size()),
        Wording.range(most.after().window()),
        Wording.version(most.after().version()),
        Wording.figure(most.before().logLoss(report.unit())),
        Wording.figure(most.after().logLoss(report.unit())),
        report.unit().label(),
        Wording.share(most.before().labelCoverage()),
        Wording.share(most.after().labelCoverage()));
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
      add("  ... and %s more %s", Wording.count(size - shown), what);
    }
  }

  /** Names and values are others': a line feed or an escape code among them stays harmless. */
  private static String printable(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
  }
}
