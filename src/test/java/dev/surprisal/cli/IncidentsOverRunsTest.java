package dev.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.surprisal.SparkTest;
import dev.surprisal.report.json.FlatReport;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that breaks on 18 May, watched by a job that a scheduler starts day after day. */
class IncidentsOverRunsTest extends SparkTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder = Path.of("");

  private final List<JsonNode> messages = Collections.synchronizedList(new ArrayList<>());
  private CapturedTerminal terminal = new CapturedTerminal();
  private String notify = "";
  private Instant now = Instant.parse("2026-06-01T00:00:00Z");

  private int execute(String... words) {
    now = now.plusSeconds(3600);
    terminal = new CapturedTerminal(Clock.fixed(now, ZoneOffset.UTC));
    return Main.execute(terminal.terminal(), words);
  }

  private int command(String command, String... words) {
    List<String> first = List.of(command, "--config", folder.resolve("demo/demo.yaml").toString());
    return execute(Stream.concat(first.stream(), Stream.of(words)).toArray(String[]::new));
  }

  /** A real server, for programs that take messages. */
  private HttpServer listener() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (InputStream body = exchange.getRequestBody()) {
            messages.add(JSON.readTree(body));
          }
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  /** The occasions of the messages since the last time. */
  private List<String> heard() {
    List<String> heard = messages.stream().map(it -> it.path("occasions").toString()).toList();
    messages.clear();
    return heard;
  }

  private int report(String until, String failOn) {
    int exitCode = command("report", "--to", until, "--fail-on", failOn, "--set", notify);
    assertThat(exitCode).as(terminal.err()).isIn(0, 4);
    return exitCode;
  }

  private JsonNode latest(String name) throws IOException {
    Path output = folder.resolve("demo/report");
    JsonNode pointer = JSON.readTree(output.resolve("latest.json").toFile());
    return JSON.readTree(
        output.resolve("runs").resolve(pointer.path("run_id").asText()).resolve(name).toFile());
  }

  private JsonNode incident() throws IOException {
    JsonNode incidents = latest("incidents.json").path("incidents");
    assertThat(incidents).hasSize(1);
    return incidents.path(0);
  }

  @Test
  void wakesOnceAndAgainOnlyWhereThereIsNews() throws IOException {
    HttpServer server = listener();
    notify =
        "notify={webhooks: [{url: 'http://localhost:" + server.getAddress().getPort() + "/x'}]}";
    try {
      runs();
    } finally {
      server.stop(0);
    }
  }

  private void runs() throws IOException {
    assertThat(execute("demo", "--output", folder.resolve("demo").toString(), "--rows", "60000"))
        .isZero();
    assertThat(command("run", "--fail-on", "new", "--set", notify)).as(terminal.err()).isEqualTo(4);
    assertThat(terminal.err()).contains("Notified webhook http://localhost:");
    assertThat(messages.get(0).at("/incidents/0/slice/device").asText()).isEqualTo("tablet");
    assertThat(heard()).containsExactly("[\"new\"]");
    assertThat(incident().path("change").asText()).isEqualTo("new");
    assertThat(reportHasOnlyWhatMatters()).isLessThan(2_000_000);
    assertThat(size("report.html")).isLessThan(1_200_000);

    assertThat(report("2026-05-17", "warn")).isZero();
    assertThat(latest("incidents.json").path("compared_with").isNull()).isTrue();
    assertThat(report("2026-05-21", "new")).isEqualTo(4);
    String id = incident().path("id").asText();
    assertThat(heard()).containsExactly("[\"new\"]");
    // A scheduler tries again what has failed: it fails again.
    assertThat(report("2026-05-21", "new")).isEqualTo(4);
    assertThat(incident().path("change").asText()).isEqualTo("new");
    assertThat(heard()).containsExactly("[\"new\"]");
    assertThat(report("2026-05-24", "new")).isZero();
    assertThat(terminal.out()).contains("No incident has changed since run ");
    assertThat(heard()).isEmpty();
    assertThat(incident().path("change").asText()).isEqualTo("unchanged");
    assertThat(incident().path("id").asText()).isEqualTo(id);
    assertThat(report("2026-05-24", "alert")).isEqualTo(4);

    acknowledged(id);
    history(id);
  }

  private int reportHasOnlyWhatMatters() throws IOException {
    JsonNode report = latest("report.json");
    assertThat(report.path("findings"))
        .allMatch(
            it ->
                List.of("ALERT", "WARN", "ERROR").contains(it.path("state").asText())
                    || it.path("slice").isEmpty() && it.path("window").isNull());
    assertThat(report.path("findings"))
        .filteredOn(it -> !it.path("incident").isNull())
        .hasSize(incident().path("findings").asInt() + incident().path("echoes").asInt());
    assertThat(FlatReport.metrics(report))
        .filteredOn(it -> it.path("scope").asText().equals("window"))
        .isNotEmpty()
        .allMatch(it -> it.path("slice").isEmpty());
    return size("report.json");
  }

  private int size(String name) throws IOException {
    String run = latest("report.json").at("/run/id").asText();
    return (int) Files.size(folder.resolve("demo/report/runs").resolve(run).resolve(name));
  }

  private void acknowledged(String id) throws IOException {
    assertThat(command("acknowledge", "0123", "--until", "2099-01-01", "--reason", "x"))
        .isEqualTo(3);
    assertThat(terminal.err()).contains("No incident 0123 in the latest run").contains(id);
    assertThat(command("acknowledge", id, "--until", "2020-01-01", "--reason", "x")).isEqualTo(2);
    assertThat(terminal.err()).contains("must be in the future");
    assertThat(command("acknowledge", id.substring(0, 6), "--until", "2099-01-01")).isEqualTo(2);
    assertThat(terminal.err()).contains("Missing required option: '--reason=TEXT'");

    assertThat(
            command(
                "acknowledge", id.substring(0, 6), "--until", "2099-01-01", "--reason", "known"))
        .as(terminal.err())
        .isZero();

    assertThat(terminal.out()).contains("Acknowledged until 2099-01-01").contains(id);
    assertThat(report("2026-05-26", "warn")).isZero();
    assertThat(incident().at("/acknowledged/reason").asText()).isEqualTo("known");
    assertThat(terminal.out()).contains("Acknowledged: known.");
    assertThat(command("acknowledge", id, "--withdraw")).isZero();
    assertThat(report("2026-05-27", "alert")).isEqualTo(4);
  }

  private void history(String id) {
    assertThat(command("history")).isZero();
    assertThat(terminal.out())
        .startsWith("1 incident in 8 runs")
        .contains(id + "  v2 degraded on device=tablet since 18 May 2026, ongoing")
        .contains("so far 13 days");
  }
}
