package dev.surprisal.report.html;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.narrative.Verdict;
import dev.surprisal.report.KnownRun;
import dev.surprisal.report.LabelCounts;
import dev.surprisal.report.Lineage;
import dev.surprisal.report.Provenance;
import dev.surprisal.report.Report;
import dev.surprisal.report.Reports;
import dev.surprisal.report.RowCounts;
import dev.surprisal.report.RunInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the page says without a script. {@code HtmlReportIT} looks at it in a browser. */
class HtmlReportTest {

  @Test
  void tellsTheVerdictFirst() {
    String page = withoutScripts(html(Reports.weekly()));

    assertThat(page.indexOf("gbt-1 has drifted: its log loss rose"))
        .isPositive()
        .isLessThan(page.indexOf("Row accounting"));
    assertThat(page.indexOf("id=\"verdict\"")).isLessThan(page.indexOf("id=\"incidents\""));
    assertThat(page.indexOf("id=\"incidents\"")).isLessThan(page.indexOf("id=\"versions\""));
    assertThat(page)
        .containsSubsequence(
            "ALERT", "gbt-1 has drifted since 2026-02-23.", "logit-1 is as it was.")
        .contains("0.410 → 0.470 nats", "week of 23 Feb 2026")
        .contains(
            "<h2 id=\"verdict-title\">gbt-1 degraded on region=south since 23 Feb 2026, ongoing (1"
                + " of 1 window)</h2>");
  }

  @Test
  void leadsToTheRunBefore() {
    KnownRun.Position position = new KnownRun.Position("parcels", Reports.CURRENT.to(), 1);
    KnownRun base = new KnownRun("20260331T060000Z-1a2b", position, null, List.of());
    Report report =
        Reports.withIncidents(
            Reports.weekly(), Reports.weekly().incidents(), new Lineage(position, base, List.of()));

    assertThat(html(report))
        .contains(
            "1 change since run <a href=\"../20260331T060000Z-1a2b/report.html\">"
                + "20260331T060000Z-1a2b</a>");
    assertThat(html(Reports.weekly())).doesNotContain("since run");
  }

  @Test
  void accountsForEveryRow() {
    assertThat(withoutScripts(html(Reports.weekly())))
        .containsSubsequence(
            "Scored",
            "91,000",
            "Unlabelled",
            "8,600",
            "Duplicate",
            "300",
            "does not sum to one",
            "36",
            "no prediction, or part of it is null",
            "60",
            "label is not one of the classes",
            "4",
            "Read",
            "100,000");
  }

  @Test
  void showsTheFirstFindingsAndTheNumberOfAll() {
    String page = withoutScripts(html(Reports.weekly()));

    assertThat(page).contains("Showing 72 of 72 findings.");
    assertThat(Pattern.compile("data-label=\"Effect\"").matcher(page).results()).hasSize(72);
    assertThat(page)
        .containsSubsequence("+0.170 nats", "+0.060 nats", "+0.311 nats", "0.296–0.326");
  }

  @Test
  void figureThatDoesNotExistIsNoneAndAnInfiniteOneIsASign() {
    String page = withoutScripts(html(Reports.weekly()));

    assertThat(page)
        .containsPattern("AUC</th><td>ratio</td><td class=\"n\">none</td><td class=\"n\">none</td>")
        .containsPattern("log loss unclipped</th><td>nats</td><td class=\"n\">∞</td>")
        .doesNotContain(">NaN<", ">null<", "Infinity");
  }

  @Test
  void aFigureOfAClassNamesTheClass() {
    String page = withoutScripts(html(Reports.withClassFigure(Reports.small())));

    assertThat(page)
        .containsPattern("class label lag p50: fraud</th><td>seconds</td>")
        .containsPattern(">\\s*log loss</th>");
  }

  @Test
  void needsNothingFromOutside() {
    assertThat(withoutScripts(html(Reports.weekly())))
        .doesNotContainPattern("(?i)(src|href)\\s*=\\s*[\"']?(https?:)?//")
        .doesNotContain("@import", "url(");
  }

  @Test
  void namesStayTexts() {
    String page = withoutScripts(html(Reports.hostile()));

    assertThat(page)
        .contains("&lt;script>window.injected=1&lt;/script>".replace(">", "&gt;"))
        .doesNotContain("<script>window", "<img src=x", "<iframe", "<b onclick", "</title><script")
        .doesNotContainPattern("<[^>]*\"onload=");
  }

  @Test
  void chartsAreThereWithoutScripts() {
    String page = withoutScripts(html(Reports.weekly()));

    assertThat(page)
        .contains(
            "aria-label=\"Log loss of gbt-1: 0.403–0.520, reference 0.410, 4 of 12 windows"
                + " alerting.\"",
            "aria-label=\"Change of log loss of gbt-1 by region and window: ",
            "By region, over the whole current range: +");
    assertThat(Pattern.compile("<svg class=\"plot line-chart\"").matcher(page).results())
        .hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void stepsOfTheWaterfallAddUp() {
    Matcher steps =
        Pattern.compile("class=\"join\" x1=\"([\\d.]+)%").matcher(html(Reports.weekly()));
    List<Double> ends = steps.results().map(it -> Double.valueOf(it.group(1))).toList();

    // Three slices of the first version, then their total, which ends where the third does.
    assertThat(ends).hasSizeGreaterThan(4);
    assertThat(ends.get(2)).isCloseTo(ends.get(3), within(0.02));
  }

  @Test
  void tellsHowToGetAtTheRows() {
    Report it = Reports.weekly();
    RunInfo run = it.run();
    Provenance from = run.provenance();
    Map<String, Object> configuration =
        Map.of(
            "predictions",
            Map.of(
                "format",
                "parquet",
                "path",
                "s3a://parcels/scored",
                "timestamp",
                "scored_at",
                "version",
                "model",
                "key",
                List.of("id")),
            "labels",
            Map.of("table", "lake.labels", "key", List.of("id")),
            "output",
            Map.of("path", "s3a://reports"));
    Report known =
        Reports.withRun(
            it,
            new RunInfo(
                run.id(),
                run.startedAt(),
                run.finishedAt(),
                run.host(),
                run.versions(),
                new Provenance(
                    from.command(), from.software(), from.inputs(), from.store(), configuration)));

    assertThat(html(known).replace("&#39;", "'").replace("&gt;", ">").replace("&lt;", "<"))
        .contains(
            """
            SELECT *
            FROM parquet.`s3a://parcels/scored`
            LEFT JOIN lake.labels USING (id)
            WHERE scored_at >= TIMESTAMP '2026-02-23T00:00:00Z'
              AND scored_at < TIMESTAMP '2026-03-02T00:00:00Z'
              AND model = 'gbt-1'
              AND region = 'south'
            """)
        .contains("FROM parquet.`s3a://reports/drift_metrics`");
  }

  @Test
  void theFootSaysHowTheReportWasProduced() {
    assertThat(withoutScripts(html(Reports.weekly())))
        .containsSubsequence(
            "<details id=\"provenance\">",
            "How this report was produced",
            "Surprisal 0.1.0 (surprisal.jar), SHA-256 <code>" + "01".repeat(32) + "</code>.",
            "Command: <code>run</code>.",
            "challenger</th><td>jdbc</td>",
            "not identified",
            "labels</th><td>delta</td>",
            "version 17",
            "predictions</th><td>parquet</td><td class=\"n\">102</td><td class=\"n\">1.5 GB</td>",
            "file list abababababab",
            "s3a://reports/profiles (parquet, layout version 1): 12 windows, revisions 1–3",
            "s3a://reports/reference_profiles (parquet, layout version 1): no windows",
            "\"name\" : \"parcels\"");
  }

  @Test
  void admitsNoScriptButItsOwn() {
    assertThat(html(Reports.weekly()))
        .containsPattern("script-src &#39;sha256-[\\w+/]{43}=&#39;\">");
  }

  @Test
  void thousandsOfFindingsDoNotSwellThePage() {
    Report it = Reports.weekly();
    int times = 400;
    List<Finding> many =
        it.findings().stream().flatMap(f -> Collections.nCopies(times, f).stream()).toList();
    Report large = Reports.withFindings(it, many);

    String page = html(large);

    assertThat(many).hasSize(28_800);
    assertThat(page).contains("Showing 200 of 28,800 findings.", "the 200 most severe of 28,800;");
    assertThat(page.length()).isLessThan(html(it).length() + 200_000);
  }

  @Test
  void picturesOfFortyColumnsAreThereAndSmall() {
    String page = html(Reports.pictured());

    assertThat(page.length()).isLessThan(600_000);
    assertThat(page)
        .contains(
            "28 more columns",
            "Distribution of column 12, reference and current.",
            "missing 0 % → 25.0 %",
            "Confusion matrix of gbt-1, Current",
            "90.0 % → 90.0 %",
            "0 → 0</td>",
            "4 of 10 current bins outside the consistency band.");
  }

  @Test
  void thousandsOfSlicesDoNotSwellThePage() {
    String page = html(Reports.wide(2_000, 400));

    assertThat(page.length()).isLessThan(600_000);
    assertThat(page)
        .contains("1,980 more slices with smaller changes.", "280 older windows: see profile");
  }

  @Test
  void saysWhatIsNotThere() {
    Report it = Reports.small();
    Report empty =
        new Report(
            it.run(),
            "empty",
            it.classes(),
            it.unit(),
            it.reference(),
            it.current(),
            new Verdict(FindingState.NO_DATA, "There were no rows.", List.of()),
            List.of(),
            new RowCounts(0, 0, 0, 0, Map.of(), LabelCounts.NONE),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null,
            null);

    assertThat(withoutScripts(html(empty)))
        .contains(
            "No data",
            "There were no rows.",
            "no rows rejected",
            "0 rows read",
            "No checks were run.")
        .doesNotContain("id=\"incidents\"", "id=\"versions\"");
  }

  @Test
  void sameReportGivesTheSamePage() {
    assertThat(html(Reports.weekly())).isEqualTo(html(Reports.weekly()));
  }

  static String html(Report report) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      new HtmlReport().write(report, bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toString(UTF_8);
  }

  private static String withoutScripts(String page) {
    int end = page.indexOf("<script>'use strict'");
    assertThat(end).isPositive();
    return page.substring(0, end);
  }
}
