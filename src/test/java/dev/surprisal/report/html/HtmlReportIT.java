package dev.surprisal.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.report.Chromium;
import dev.surprisal.report.Report;
import dev.surprisal.report.Reports;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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

  private static final String ROWS =
      "[...document.querySelectorAll('#findings-table tbody tr')].filter(it => !it.hidden)";

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
  @ValueSource(strings = {"weekly", "pictured", "hostile", "small", "many"})
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
  void namesStayTextsEvenUnderThePointer() throws IOException {
    open("hostile");
    browser().evaluate(POINT);

    assertThat(text("typeof window.injected")).isEqualTo("undefined");
    assertThat(number("document.querySelectorAll('img, iframe, [onclick], [onload]').length"))
        .isZero();
    assertThat(number("document.scripts.length")).isOne();
    assertThat(browser().events("Log.entryAdded")).isEmpty();
  }

  @Test
  void aWindowsFiguresAreUnderThePointer() throws IOException {
    open("pictured");
    browser().evaluate(POINT);

    assertThat(text("document.getElementById('tip').textContent"))
        .matches("week of .*Log loss 0\\.\\d+ \\(95 % CI .*\\) ?.*rows · .*labelled");
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
    assertThat(texts(ROWS + ".map(it => it.cells[0].textContent.trim())"))
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
    assertThat(number("document.querySelectorAll('*').length")).isLessThan(6_000);
    assertThat(text("document.getElementById('findings-shown').textContent"))
        .isEqualTo("Showing 25 of 200 findings (searched: the 200 most severe of 7,200).");
  }

  @Test
  void tellsAllWithoutScripts() throws IOException {
    browser().scripts(Chromium.Scripts.OFF);
    open("pictured");

    assertThat(number(ROWS + ".length")).isEqualTo(72);
    assertThat(text("document.getElementById('v0-windows').textContent"))
        .contains("week of 16 Mar 2026", "open (no labels yet)");
    assertThat(
            number("[...document.querySelectorAll('form')].filter(it => it.offsetHeight).length"))
        .isZero();
    assertThat(text(SHOWN)).isEqualTo("fig-log-loss");
    browser().evaluate("document.getElementById('figure-volume').click()");
    assertThat(text(SHOWN)).isEqualTo("fig-volume");
    assertThat(number(DRAWN)).isGreaterThan(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"weekly", "pictured", "hostile", "small"})
  void fitsOnAPhone(String name) throws IOException {
    browser().screen(360, 780);
    open(name);
    assertThat(number("document.documentElement.scrollHeight")).isLessThan(4_000);
    browser().evaluate(UNFOLD);

    assertThat(number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(360);
  }

  @ParameterizedTest
  @CsvSource({"pictured, light", "pictured, dark", "hostile, light"})
  void axeFindsNothingSerious(String name, String scheme) throws IOException {
    browser().colourScheme(scheme);
    open(name);
    browser().evaluate(UNFOLD);
    browser().evaluate(axe() + ";0");

    assertThat(
            texts(
                """
                axe.run().then(found => found.violations
                  .filter(it => it.impact === 'serious' || it.impact === 'critical')
                  .map(it => it.id + ': ' + it.nodes[0].html))
                """))
        .isEmpty();
  }

  @Test
  void paperHasAllThatIsFolded() throws IOException {
    browser().scripts(Chromium.Scripts.OFF);
    // The width of A4 within its margins.
    browser().screen(703, 1_000);
    open("pictured");
    int onScreen = number("document.documentElement.scrollHeight");
    browser().printer();

    assertThat(number("document.documentElement.scrollHeight")).isGreaterThan(3 * onScreen);
    assertThat(number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(703);
    assertThat(texts(HIDDEN)).isEmpty();
    assertThat(browser().printed()).isGreaterThan(100_000);
  }

  /** 2,000 slices by 400 windows: the page has a part of them, and says so. */
  @Test
  void opensWithinTwoSecondsOfAWideReport() throws IOException {
    open("wide");

    assertThat(number("Math.round(performance.getEntriesByType('navigation')[0].loadEventEnd)"))
        .isLessThan(2_000);
    assertThat(text("document.getElementById('slices').textContent"))
        .contains("1,980 more slices with smaller changes");
  }

  @Test
  void whatALinkLeadsToIsUnfolded() throws IOException {
    open("weekly");
    browser().evaluate("document.querySelector('nav a[href=\"#findings\"]').click()");
    browser().evaluate("new Promise(done => setTimeout(done, 100))");

    assertThat(number(ROWS + "[0].offsetHeight")).isPositive();
  }

  /** WCAG 2.2, 1.4.3: at least 4.5 to 1 for text. */
  @ParameterizedTest
  @CsvSource({"light", "dark"})
  void everyTextStandsOutFromItsGround(String scheme) throws IOException {
    browser().colourScheme(scheme);
    open("pictured");
    browser().evaluate(UNFOLD);

    assertThat(texts(CONTRAST)).isEmpty();
  }

  @Test
  void tablesAndChartsHaveNames() throws IOException {
    open("weekly");

    assertThat(number("document.querySelectorAll('thead th:not([scope])').length")).isZero();
    assertThat(number("document.querySelectorAll('tbody th:not([scope])').length")).isZero();
    assertThat(number("document.querySelectorAll('[role=img]:not([aria-label])').length")).isZero();
    assertThat(number("document.querySelectorAll('h1').length")).isOne();
  }

  private static final String UNFOLD =
      "document.querySelectorAll('details').forEach(it => it.open = true)";

  /** Moves the pointer over the first chart. */
  private static final String POINT =
      """
      (() => {
        const frame = document.querySelector('.fig-log-loss .frame');
        const box = frame.getBoundingClientRect();
        frame.dispatchEvent(new PointerEvent('pointermove', { clientX: box.left + box.width / 2, clientY: box.top + 20 }));
      })()
      """;

  /** The figure over time that is seen. */
  private static final String SHOWN =
      "[...new Set([...document.querySelectorAll('.figure')].filter(it => it.offsetHeight).map(it"
          + " => it.classList[1]))].join()";

  /** The lines that have been drawn and are seen. */
  private static final String DRAWN =
      "[...document.querySelectorAll('.line-chart path.line')].filter(it =>"
          + " it.getBoundingClientRect().width > 100).length";

  /** What would be missing on paper. */
  private static final String HIDDEN =
      "[...document.querySelectorAll('details > *')].filter(it => !it.checkVisibility() &&"
          + " !it.matches('form, button, #glossary ul')).map(it => it.outerHTML.slice(0, 80))";

  private static String axe() throws IOException {
    try (InputStream script = HtmlReportIT.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Lists each text that is too faint, with its colours and their ratio. */
  private static final String CONTRAST =
      """
      (() => {
        const channels = (colour) => colour.match(/[\\d.]+/g).map((it) => it * (colour.startsWith('color(') ? 255 : 1));
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
          if (!own || !it.offsetHeight || it.closest('svg') || ['SCRIPT', 'STYLE'].includes(it.tagName)) continue;
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
      case "pictured" -> Reports.pictured();
      case "wide" -> Reports.wide(2_000, 400);
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
