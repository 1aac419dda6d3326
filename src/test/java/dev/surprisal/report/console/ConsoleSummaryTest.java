package dev.surprisal.report.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.narrative.Verdict;
import dev.surprisal.report.IncidentChange;
import dev.surprisal.report.KnownRun;
import dev.surprisal.report.LabelCounts;
import dev.surprisal.report.Lineage;
import dev.surprisal.report.Report;
import dev.surprisal.report.Reports;
import dev.surprisal.report.Rescored;
import dev.surprisal.report.RowCounts;
import dev.surprisal.report.WindowFigure;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a person sees in the terminal. */
class ConsoleSummaryTest {

  private static final String PAGE = "/reports/runs/1/report.html";

  @Test
  void beginsWithTheVerdictAndEndsWithThePage() {
    assertThat(String.join("\n", ConsoleSummary.lines(Reports.weekly(), PAGE, Paint.PLAIN)) + "\n")
        .isEqualTo(
            """
            ALERT: gbt-1 has drifted: its log loss rose beyond the threshold from the week of 2026-02-23 on, and
            most of the rise comes from one slice.
            Model parcels: 2 Feb to 29 Mar 2026 compared with reference 5 Jan to 1 Feb 2026

              NEW           gbt-1, region=south: Log loss 0.500 → 0.810 nats.

              ALERT              gbt-1: log loss 0.410 → 0.470 nats (+0.060), first alert 23 Feb 2026, 10 alerting checks
              OK                 logit-1: log loss 0.520 → 0.521 nats (+0.0012), 0 alerting checks

            Rows: 100,000 read = 91,000 scored + 8,600 unlabelled + 300 duplicate + 100 rejected
              rejected: no prediction, or part of it is null (60)
              rejected: does not sum to one (36)
              rejected: label is not one of the classes (4)
            Note: Window 2026-03-16 to 2026-03-23 has no labels yet.

            Report: /reports/runs/1/report.html
            """);
  }

  @Test
  void namesTheStateOnce() {
    assertThat(ConsoleSummary.lines(Reports.small(), PAGE, Paint.PLAIN).get(0))
        .isEqualTo("ALERT: gbt-1 has drifted since 2026-02-23.");
  }

  @Test
  void figureThatDoesNotExistIsNoNumber() {
    assertThat(ConsoleSummary.lines(Reports.small(), PAGE, Paint.PLAIN))
        .contains(
            "  NO_DATA            (no version): log loss none → none nats, 0 alerting checks");
  }

  @Test
  void fitsOnAScreenWhateverTheReport() {
    Report it = Reports.weekly();
    Map<String, Long> reasons = new HashMap<>();
    for (int i = 0; i < 50; i++) {
      reasons.put("reason " + i, 2L);
    }
    List<Finding> findings =
        it.findings().stream().flatMap(one -> Collections.nCopies(50, one).stream()).toList();
    WindowFigure week = new WindowFigure(Reports.WEEK, null, 1, 0.5, 0.5);
    Rescored rescored =
        new Rescored("run-1", Collections.nCopies(30, new Rescored.Change(week, week)));
    Report large =
        new Report(
            it.run().after(rescored),
            it.modelName().repeat(99),
            it.classes(),
            it.unit(),
            it.reference(),
            it.current(),
            new Verdict(
                it.verdict().state(),
                "word ".repeat(500),
                Collections.nCopies(20, it.verdict().versions().get(0))),
            List.of(),
            new RowCounts(100, 0, 0, 0, reasons, LabelCounts.NONE),
            it.metrics(),
            findings,
            Collections.nCopies(30, it.attribution().get(0)),
            Collections.nCopies(30, "Note."),
            null,
            null);

    assertThat(ConsoleSummary.lines(large, PAGE, Paint.PLAIN))
        .hasSize(ConsoleSummary.MAX_LINES)
        .allMatch(line -> line.length() <= 160)
        .contains("  ... 14 more versions (see report)", "  ... 47 more reasons (see report)");
  }

  @Test
  void aVerdictOfSeveralSentencesIsToldWhole() {
    Report it = Reports.weekly();
    String sentence = "word ".repeat(90) + "end.";
    Report told =
        Reports.withVerdict(
            it, new Verdict(it.verdict().state(), sentence, it.verdict().versions()));

    List<String> lines = ConsoleSummary.lines(told, PAGE, Paint.PLAIN);

    assertThat(String.join(" ", lines.subList(0, 5))).endsWith(sentence);
    assertThat(lines.subList(0, 5)).allMatch(line -> line.length() <= 100);
  }

  @Test
  void namesCannotWriteToTheTerminalWhatTheyLike() {
    assertThat(String.join("", ConsoleSummary.lines(Reports.hostile(), PAGE, Paint.PLAIN)))
        .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");
  }

  /** Whoever wants none, cannot see them or reads a log, misses nothing. */
  @Test
  void coloursAddNothingButColours() {
    List<String> plain = ConsoleSummary.lines(Reports.weekly(), PAGE, Paint.PLAIN);
    List<String> coloured = ConsoleSummary.lines(Reports.weekly(), PAGE, Paint.COLOURS);

    assertThat(plain).noneMatch(line -> line.contains("\u001b"));
    assertThat(coloured.stream().map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "")).toList())
        .isEqualTo(plain);
    assertThat(coloured.get(0)).startsWith("\u001b[1m\u001b[31mALERT\u001b[");
    assertThat(coloured).filteredOn(line -> line.contains("\u001b")).hasSize(4);
  }

  @Test
  void saysWhereNothingIsNew() {
    KnownRun.Position position = new KnownRun.Position("parcels", Reports.CURRENT.to(), 1);
    KnownRun base = new KnownRun("20260331T060000Z-1a2b", position, null, List.of());
    Report same =
        Reports.withIncidents(
            Reports.small(),
            List.of(Reports.incident(IncidentChange.UNCHANGED, true, null)),
            new Lineage(position, base, List.of()));
    Report first =
        Reports.withIncidents(Reports.small(), List.of(), new Lineage(position, null, List.of()));

    assertThat(ConsoleSummary.lines(same, PAGE, Paint.PLAIN))
        .contains("No incident has changed since run 20260331T060000Z-1a2b.");
    assertThat(String.join("", ConsoleSummary.lines(first, PAGE, Paint.PLAIN)))
        .doesNotContain("has changed since");
  }
}
