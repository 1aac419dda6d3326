package dev.surprisal.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.report.Chromium;
import dev.surprisal.report.Report;
import dev.surprisal.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in a browser, as a person meets it. */
@Tag("slow")
class HtmlReportIT {

  private static final String ROWS = "[...document.querySelectorAll('#findings-table tbody tr')]";

  private static @Nullable Chromium chromium;
  @TempDir private static @Nullable Path directory;

  @BeforeAll
  static void startTheBrowser(@TempDir Path profile) throws IOException {
    Optional<Path> installed = Chromium.installed();
    assertThat(installed.isPresent() || !"true".equals(System.getenv("CI")))
        .as("CI needs a browser: install the package chromium")
        .isTrue();
    assumeTrue(installed.isPresent(), "No chromium on the PATH: the page is not looked at");
    chromium = Chromium.start(installed.orElseThrow(), profile);
  }

  @AfterAll
  static void stopTheBrowser() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void lookAsUsual() {
    browser().screen(1280, 900);
    browser().colourScheme("light");
    browser().scripts(Chromium.Scripts.ON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"weekly", "hostile", "small", "many"})
  void runsWithoutAnErrorAndAsksForNothing(String name) throws IOException {
    open(name);

    assertThat(browser().events("Runtime.exceptionThrown")).isEmpty();
    assertThat(browser().events("Runtime.consoleAPICalled")).isEmpty();
    assertThat(browser().events("Log.entryAdded")).isEmpty();
    assertThat(browser().events("Network.requestWillBeSent"))
        .extracting(it -> it.at("/params/type").asText())
        .containsExactly("Document");
  }

  @Test
  void drawsBothCharts() throws IOException {
    open("weekly");

    assertThat(text("document.documentElement.dataset.charts")).isEqualTo("2");
    assertThat(colours("timeline-chart")).isGreaterThan(10);
    assertThat(colours("slices-chart")).isGreaterThan(10);
  }

  @Test
  void lineBreaksWhereAWindowHasNoLabels() throws IOException {
    open("weekly");

    JsonNode values =
        browser()
            .evaluate(
                "echarts.getInstanceByDom(document.getElementById('timeline-chart')).getOption()"
                    + ".series[0].data.map(it => (it.value ?? it)[1])");

    assertThat(values).hasSize(12);
    assertThat(values.get(10).isNull()).isTrue();
    assertThat(values.get(9).isNumber() && values.get(11).isNumber()).isTrue();
  }

  @Test
  void namesStayTextsEvenInTheCharts() throws IOException {
    open("hostile");
    for (String chart : List.of("timeline-chart", "slices-chart")) {
      browser()
          .evaluate(
              "echarts.getInstanceByDom(document.getElementById('"
                  + chart
                  + "')).dispatchAction({type: 'showTip', seriesIndex: 0, dataIndex: 1}), 0");
    }
    browser().evaluate("new Promise(done => setTimeout(done, 300))");

    assertThat(text("typeof window.injected")).isEqualTo("undefined");
    assertThat(number("document.querySelectorAll('img, iframe, [onclick], [onload]').length"))
        .isZero();
    assertThat(number("document.scripts.length")).isEqualTo(3);
    assertThat(text("document.getElementById('timeline-chart').textContent"))
        .contains("<script>window.injected=1</script>");
    assertThat(text("document.getElementById('slices-chart').textContent"))
        .contains("onerror=window.injected=4>");
    assertThat(browser().events("Log.entryAdded")).isEmpty();
  }

  @Test
  void scriptThatCameInAllTheSameWouldNotRun() throws IOException {
    Path page = directory().resolve("broken-into.html");
    Files.writeString(
        page,
        HtmlReportTest.html(Reports.weekly())
            .replace("</main>", "<script>window.injected = 1</script></main>"));
    browser().open(page);

    assertThat(text("typeof window.injected")).isEqualTo("undefined");
    assertThat(browser().events("Log.entryAdded")).hasSize(1);
  }

  @Test
  void filtersNarrowTheFindings() throws IOException {
    open("weekly");

    choose("State", "ALERT");
    assertThat(texts(ROWS + ".map(it => it.cells[0].textContent)"))
        .hasSize(10)
        .containsOnly("ALERT");

    choose("Time", "range");
    assertThat(texts(ROWS + ".map(it => it.cells[3].textContent)"))
        .containsExactly("region=south", "all rows");

    choose("Version", "logit-1");
    assertThat(text("document.getElementById('findings-shown').textContent"))
        .isEqualTo("No findings match these filters.");
  }

  @Test
  void showsMoreFindingsOnRequest() throws IOException {
    open("weekly");
    assertThat(number(ROWS + ".length")).isEqualTo(25);

    browser().evaluate("document.getElementById('findings-more').click()");

    assertThat(number(ROWS + ".length")).isEqualTo(72);
    assertThat(text("document.getElementById('findings-shown').textContent"))
        .isEqualTo("Showing all 72 findings.");
    assertThat(number("document.getElementById('findings-more').offsetHeight")).isZero();
  }

  @Test
  void thousandsOfFindingsStayFewElements() throws IOException {
    open("many");

    assertThat(number(ROWS + ".length")).isEqualTo(25);
    assertThat(number("document.querySelectorAll('*').length")).isLessThan(2_000);
    assertThat(text("document.getElementById('findings-shown').textContent"))
        .isEqualTo("Showing 25 of 2,000 findings (searched: the 2,000 most severe of 7,200).");
  }

  @Test
  void tellsAllWithoutScripts() throws IOException {
    browser().scripts(Chromium.Scripts.OFF);
    open("weekly");

    assertThat(number(ROWS + ".length")).isEqualTo(25);
    assertThat(text("document.getElementById('timeline-table').textContent"))
        .contains("week of 16 Mar 2026", "open (no labels yet)");
    assertThat(
            number(
                "[...document.querySelectorAll('form, .chart')].filter(it =>"
                    + " it.offsetHeight).length"))
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"weekly", "hostile", "small"})
  void fitsOnAPhone(String name) throws IOException {
    browser().screen(390, 844);
    open(name);

    assertThat(number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(390);
  }

  /** WCAG 2.2, 1.4.3: at least 4.5 to 1 for text. */
  @ParameterizedTest
  @CsvSource({"light", "dark"})
  void everyTextStandsOutFromItsGround(String scheme) throws IOException {
    browser().colourScheme(scheme);
    open("weekly");

    assertThat(texts(CONTRAST)).isEmpty();
  }

  @Test
  void tablesAndChartsHaveNames() throws IOException {
    open("weekly");

    assertThat(number("document.querySelectorAll('thead th:not([scope])').length")).isZero();
    assertThat(number("document.querySelectorAll('tbody th:not([scope])').length")).isZero();
    assertThat(text("document.getElementById('timeline-chart').getAttribute('aria-label')"))
        .isEqualTo(
            "gbt-1: log loss 0.403–0.520, reference mean 0.410, 4 of 12 windows alerting. logit-1:"
                + " log loss 0.513–0.528, reference mean 0.520, 0 of 12 windows alerting.");
    assertThat(number("document.querySelectorAll('[role=img]:not([aria-label])').length")).isZero();
    assertThat(number("document.querySelectorAll('h1').length")).isOne();
  }

  /** Lists each text that is too faint, with its colours and their ratio. */
  private static final String CONTRAST =
      """
      (() => {
        const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
        const light = (c) => { c /= 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
        const luminance = ([r, g, b]) => 0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b);
        const ground = (it) => {
          for (; it; it = it.parentElement) {
            const colour = getComputedStyle(it).backgroundColor;
            if (colour !== 'rgba(0, 0, 0, 0)' && colour !== 'transparent') return colour;
          }
          return 'rgb(255, 255, 255)';
        };
        const found = new Set();
        for (const it of document.querySelectorAll('body *')) {
          const own = [...it.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
          if (!own || !it.offsetHeight || it.closest('.chart') || ['SCRIPT', 'STYLE'].includes(it.tagName)) continue;
          const colour = getComputedStyle(it).color;
          const [a, b] = [colour, ground(it)].map((c) => luminance(channels(c))).sort((x, y) => y - x);
          const ratio = (a + 0.05) / (b + 0.05);
          if (ratio < 4.5) found.add(`${it.tagName}.${it.className} ${colour} on ${ground(it)}: ${ratio.toFixed(2)}`);
        }
        return [...found];
      })()
      """;

  private static void open(String name) throws IOException {
    Path page = directory().resolve(name + ".html");
    if (!Files.exists(page)) {
      Files.writeString(page, HtmlReportTest.html(report(name)));
    }
    browser().open(page);
  }

  private static Report report(String name) {
    return switch (name) {
      case "hostile" -> Reports.hostile();
      case "small" -> Reports.small();
      case "many" -> Reports.withFindings(Reports.weekly(), many(Reports.weekly().findings()));
      default -> Reports.weekly();
    };
  }

  private static List<Finding> many(List<Finding> findings) {
    return findings.stream().flatMap(it -> Collections.nCopies(100, it).stream()).toList();
  }

  /** Chooses a filter's value, as a person would. */
  private static void choose(String label, String value) {
    browser()
        .evaluate(
            """
            (() => {
              const select = [...document.querySelectorAll('#filters label')]
                .find((it) => it.firstChild.textContent === '%s').querySelector('select');
              select.value = '%s';
              select.dispatchEvent(new Event('change'));
            })()
            """
                .formatted(label, value));
  }

  /** The number of different colours on a chart: a chart that was not drawn has one. */
  private static int colours(String chart) {
    return number(
        """
        (() => {
          const canvas = document.querySelector('#%s canvas');
          const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
          return new Set(new Uint32Array(pixels.buffer)).size;
        })()
        """
            .formatted(chart));
  }

  private static String text(String expression) {
    return browser().evaluate(expression).asText();
  }

  private static int number(String expression) {
    JsonNode value = browser().evaluate(expression);
    assertThat(value.isNumber()).as(expression + " = " + value).isTrue();
    return value.asInt();
  }

  private static List<String> texts(String expression) {
    List<String> texts = new ArrayList<>();
    browser().evaluate(expression).forEach(it -> texts.add(it.asText()));
    return texts;
  }

  private static Chromium browser() {
    return Objects.requireNonNull(chromium);
  }

  private static Path directory() {
    return Objects.requireNonNull(directory);
  }
}
