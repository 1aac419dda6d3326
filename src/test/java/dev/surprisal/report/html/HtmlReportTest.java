package dev.surprisal.report.html;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.narrative.Verdict;
import dev.surprisal.report.LabelCounts;
import dev.surprisal.report.Report;
import dev.surprisal.report.Reports;
import dev.surprisal.report.RowCounts;
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
    assertThat(page)
        .containsSubsequence(
            "ALERT", "gbt-1 has drifted since 2026-02-23.", "logit-1 is as it was.")
        .contains("0.410 → 0.470 nats", "week of 23 Feb 2026")
        .contains(
            "<h2 id=\"verdict-title\">gbt-1 degraded on region=south since 23 Feb 2026, ongoing (1"
                + " of 1 window)</h2>");
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

    assertThat(page).contains("Showing 25 of 72 findings.");
    assertThat(Pattern.compile("data-label=\"Effect\"").matcher(page).results()).hasSize(25);
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
  void dataInTheScriptElementCannotEndIt() throws IOException {
    Matcher data =
        Pattern.compile(
                "<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL)
            .matcher(html(Reports.hostile()));

    assertThat(data.find()).isTrue();
    assertThat(data.group(1)).doesNotContain("<", ">", "&", "\u2028", "\u2029");
    JsonNode tree = new ObjectMapper().readTree(data.group(1));
    assertThat(tree.at("/timeline/lines/0/version").textValue())
        .isEqualTo("<script>window.injected=1</script>");
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
  void admitsNoScriptButItsOwnTwo() {
    assertThat(html(Reports.weekly()))
        .containsPattern(
            "script-src &#39;sha256-[\\w+/]{43}=&#39; &#39;sha256-[\\w+/]{43}=&#39;\">");
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
    assertThat(page).contains("Showing 25 of 28,800 findings.", "the 2,000 most severe of 28,800;");
    assertThat(page.length()).isLessThan(html(it).length() + 1_000_000);
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
            "No windows.",
            "No checks were run.",
            "No slices are configured.",
            "No attribution:",
            "No metrics.");
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
    int end = page.indexOf("<script type=\"application/json\"");
    assertThat(end).isPositive();
    return page.substring(0, end);
  }
}
