package dev.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surprisal.Program;
import dev.surprisal.SparkTest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sample's metrics file, the alerting rules and the dashboard fit together: held by Prometheus'
 * own programs, where they are installed.
 */
class MonitoringTest extends SparkTest {

  private static final Path RULES = Path.of("conf/prometheus/surprisal.rules.yml");
  private static final Path RULES_TEST =
      Path.of("src/test/resources/dev/surprisal/monitoring/rules.test.yml");
  private static final Path DASHBOARD = Path.of("conf/grafana/surprisal.json");
  private static final Path PAGE = Path.of("src/site/markdown/dashboards.md");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NAME = Pattern.compile("surprisal_[a-z0-9_]+");

  @TempDir private static Path folder = Path.of("");
  private static CapturedTerminal terminal = new CapturedTerminal();

  @BeforeAll
  static void runTheSample() {
    assertThat(execute("demo", "--output", folder.resolve("demo").toString(), "--rows", "60000"))
        .isZero();
    assertThat(run()).as(terminal.err()).isZero();
  }

  private static int run(String... words) {
    List<String> all =
        new ArrayList<>(List.of("run", "--config", folder.resolve("demo/demo.yaml").toString()));
    all.addAll(List.of(words));
    return execute(all.toArray(String[]::new));
  }

  private static int execute(String... words) {
    terminal = new CapturedTerminal();
    return Main.execute(terminal.terminal(), words);
  }

  private static Path latest() {
    return folder.resolve("demo/report/latest.prom");
  }

  /** The names of all series of the file. */
  private static Set<String> names() throws IOException {
    return Files.readAllLines(latest()).stream()
        .filter(it -> !it.startsWith("#"))
        .map(it -> it.substring(0, it.indexOf('{')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> namesIn(String text) {
    Set<String> names = new TreeSet<>();
    Matcher name = NAME.matcher(text);
    while (name.find()) {
      names.add(name.group());
    }
    return names;
  }

  @Test
  void theLatestFileIsThatOfTheLatestRunByteForByte() throws IOException {
    JsonNode pointer =
        JSON.readTree(folder.resolve("demo/report/latest.json").toFile()).path("report");
    Path run = folder.resolve("demo/report").resolve(pointer.asText());

    assertThat(latest()).hasSameBinaryContentAs(run.resolveSibling("metrics.prom"));
  }

  @Test
  void theSampleIsAFileThatAPersonCanRead() throws IOException {
    assertThat(Files.readAllLines(latest()))
        .hasSizeLessThan(1_000)
        .anyMatch(it -> it.equals("surprisal_open_incidents{model=\"shop-visits\"} 1"))
        .anyMatch(
            it ->
                it.startsWith("surprisal_incident_since_timestamp_seconds{")
                    && it.contains("versions=\"v2\"")
                    && it.contains("slice=\"device=tablet\",slice_device=\"tablet\"")
                    // date -d 2026-05-18T00:00Z +%s
                    && it.endsWith(" 1779062400"))
        // date -d 2026-05-31T00:00Z +%s
        .anyMatch(
            it ->
                it.equals(
                    "surprisal_data_end_timestamp_seconds{model=\"shop-visits\"} 1780185600"));
    Set<String> slices =
        Files.readAllLines(latest()).stream()
            .map(Pattern.compile("slice=\"([^\"]*)\"")::matcher)
            .filter(Matcher::find)
            .map(it -> it.group(1))
            .collect(Collectors.toSet());
    assertThat(slices).containsExactly("device=tablet");
  }

  @Test
  void prometheusFindsNothingWrongWithTheFile() throws IOException {
    Program.Ended check = Program.run(latest(), promtool(), "check", "metrics");

    assertThat(check.said()).isEmpty();
    assertThat(check.exitCode()).isZero();
  }

  @Test
  void theAlertingRulesAreSoundAndDoWhatTheirTestsSay() throws IOException {
    String rules = RULES.toString();
    Program.Ended check = Program.run(RULES, promtool(), "check", "rules", rules);
    Program.Ended test = Program.run(RULES, promtool(), "test", "rules", RULES_TEST.toString());

    assertThat(check.exitCode()).as(check.said()).isZero();
    assertThat(test.exitCode()).as(test.said()).isZero();
    assertThat(test.said()).contains("SUCCESS");
  }

  @Test
  void rulesAndDashboardUseNamesThatARunExports() throws IOException {
    assertThat(names()).containsAll(namesIn(Files.readString(RULES)));
    for (String query : queries()) {
      assertThat(names()).as(query).containsAll(namesIn(query));
    }
  }

  /** Families of metrics are told of by a pattern, all others by their names. */
  @Test
  void everySeriesIsOnThePage() throws IOException {
    String page = Files.readString(PAGE);
    String definitions = Files.readString(Path.of("src/site/markdown/definitions.md"));
    for (String name : names()) {
      String withoutUnit = name.replaceFirst("_[a-z]+$", "");
      String metric = withoutUnit.replaceFirst("surprisal_", "").replaceFirst("_(low|upp)er$", "");
      assertThat(
              page.contains("`" + name + "`")
                  || page.contains("`" + withoutUnit + "_<unit>`")
                  || definitions.contains("`" + metric + "`")
                  || definitions.contains("`" + name.replaceFirst("surprisal_", "") + "`"))
          .as("%s is on the page", name)
          .isTrue();
    }
    assertThat(names()).containsAll(inTheTable(page));
  }

  /** The names that the page promises of every run. */
  private static Set<String> inTheTable(String page) {
    return page.lines()
        .filter(it -> it.startsWith("| `surprisal_") && it.endsWith("| always |"))
        .flatMap(it -> namesIn(it.split("\\|")[1]).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void thePanelsOfTheDashboardHaveNumbersOfTheirOwnAndDoNotOverlap() throws IOException {
    Set<Integer> ids = new TreeSet<>();
    Set<String> places = new TreeSet<>();
    for (JsonNode panel : JSON.readTree(DASHBOARD.toFile()).path("panels")) {
      assertThat(ids.add(panel.path("id").asInt())).isTrue();
      assertThat(panel.path("title").asText()).isNotBlank();
      assertThat(panel.path("description").asText()).isNotBlank();
      JsonNode place = panel.path("gridPos");
      for (int x = 0; x < place.path("w").asInt(); x++) {
        for (int y = 0; y < place.path("h").asInt(); y++) {
          int column = place.path("x").asInt() + x;
          assertThat(column).isLessThan(24);
          assertThat(places.add(column + "," + (place.path("y").asInt() + y))).isTrue();
        }
      }
    }
    assertThat(ids).hasSizeGreaterThan(10);
  }

  /** Run, push, scrape, look: every panel has something to show. */
  @Test
  void everyQueryOfTheDashboardFindsSomethingInARealPrometheus() throws IOException {
    Path pushgateway =
        Program.require("prometheus-pushgateway", "prometheus-pushgateway", "pushgateway");
    Path prometheus = Program.require("prometheus", "prometheus");
    try (Program gateway =
        Program.start(
            folder.resolve("gateway.log"),
            "/-/ready",
            pushgateway.toString(),
            "--web.listen-address=")) {
      String url = "http://user:hunter2@" + gateway.address();
      assertThat(run("--set", "output.metrics.pushgateway.url=" + url)).as(terminal.err()).isZero();
      assertThat(terminal.err() + terminal.out()).doesNotContain("hunter2", "not pushed");
      Path scrape =
          Files.writeString(
              folder.resolve("prometheus.yml"),
              """
              scrape_configs:
                - job_name: pushgateway
                  honor_labels: true
                  scrape_interval: 1s
                  static_configs: [{targets: ['%s']}]
              """
                  .formatted(gateway.address()));
      try (Program server =
          Program.start(
              folder.resolve("prometheus.log"),
              "/-/ready",
              prometheus.toString(),
              "--config.file=" + scrape,
              "--storage.tsdb.path=" + folder.resolve("tsdb"),
              "--web.listen-address=")) {
        until(server, "surprisal_series_left_out");
        for (String query : queries()) {
          assertThat(results(server, query)).as(query).isPositive();
        }
      }
    }
  }

  @Test
  void aGatewayThatIsAwayFailsNoRunAndIsToldWithoutThePassword() {
    // A port of this machine that nobody may listen on.
    String url = "http://user:hunter2@127.0.0.1:1";

    assertThat(run("--set", "output.metrics.pushgateway.url=" + url)).isZero();

    assertThat(terminal.err())
        .contains(
            "Metrics not pushed to http://127.0.0.1:1/metrics/job/surprisal/model/shop-visits:"
                + " connection refused")
        .doesNotContain("hunter2");
  }

  private static void until(Program server, String query) throws IOException {
    for (int i = 0; i < 300 && results(server, query) == 0; i++) {
      Program.pause();
    }
  }

  private static int results(Program server, String query) throws IOException {
    String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
    JsonNode answer = JSON.readTree(server.get("/api/v1/query?query=" + encoded));
    assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("success");
    return answer.at("/data/result").size();
  }

  private static String promtool() {
    return Program.require("prometheus", "promtool").toString();
  }

  /** What the panels ask, for the sample's model and all of its versions. */
  private static List<String> queries() throws IOException {
    List<String> queries = new ArrayList<>();
    for (JsonNode panel : JSON.readTree(DASHBOARD.toFile()).path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        queries.add(
            target
                .path("expr")
                .asText()
                .replace("$model", "shop-visits")
                .replace("$version", ".*"));
      }
    }
    assertThat(queries).hasSizeGreaterThan(20);
    return queries;
  }
}
