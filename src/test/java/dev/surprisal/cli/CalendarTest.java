package dev.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surprisal.SparkTest;
import dev.surprisal.report.json.FlatReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows of the calendar, from the configuration to the report and the store. */
class CalendarTest extends SparkTest {

  /** 21 March 2026, midnight in Paris. */
  private static final long MARCH = 1_774_047_600L;

  /** 17 October 2026, midnight in Paris. */
  private static final long OCTOBER = 1_792_188_000L;

  private static final String CONFIGURATION =
      """
      model: {name: tides, classes: [LOW, HIGH]}
      time_zone: Europe/Paris
      predictions:
        path: %1$s/predictions
        probability: probability
        timestamp: scored_at
        label: label
      drift: {min_rows: 10}
      output: {path: %1$s/out}
      """;

  @TempDir private static Path sample = Path.of("");

  @TempDir private Path folder = Path.of("");
  private Shop shop;

  @BeforeEach
  void open() {
    if (!sample.resolve("labels").toFile().exists()) {
      Shop.writeSample(spark(), sample);
    }
    shop = new Shop(spark(), sample, folder);
    shop.write("x.yaml", CONFIGURATION.formatted(folder));
  }

  /** A prediction in every quarter of an hour of some days, by the clock of the universe. */
  private void writeQuarters(long from, int days, String timestamp) {
    shop.writePredictions(
        spark()
            .range(0, days * 96L, 1, 2)
            .selectExpr(
                "id",
                timestamp.formatted("timestamp_seconds(" + from + " + 900 * id)") + " as scored_at",
                "array(0.3D, 0.7D) as probability",
                "if(id % 3 = 0, 'LOW', 'HIGH') as label"));
  }

  /** The scored rows of every window, by its first instant. */
  private Map<String, Integer> windows(String reference, String current, String window)
      throws IOException {
    Shop.Ended ended =
        shop.execute(
            "run",
            "--set",
            "reference=" + reference,
            "--set",
            "current=" + current,
            "--set",
            "window=" + window);
    assertThat(ended.exitCode()).as(ended.complaint()).isZero();
    JsonNode report =
        new ObjectMapper()
            .readTree(
                shop.below("out/runs")
                    .filter(file -> file.endsWith("report.json"))
                    .findFirst()
                    .orElseThrow()
                    .toFile());
    Map<String, Integer> windows = new LinkedHashMap<>();
    for (JsonNode metric : FlatReport.metrics(report)) {
      if (metric.path("scope").asText().equals("window")
          && metric.path("metric").asText().equals("log_loss")) {
        windows.put(metric.at("/window/start").asText(), metric.path("rows").asInt());
      }
    }
    return windows;
  }

  @Test
  void theDayOnWhichClocksAreSetForwardHas23Hours() throws IOException {
    writeQuarters(MARCH, 12, "%s");

    assertThat(
            windows(
                "{from: 2026-03-21, to: 2026-03-28}",
                "{from: 2026-03-28, to: 2026-03-31}",
                "1 day"))
        .containsEntry("2026-03-27T23:00:00Z", 96)
        .containsEntry("2026-03-28T23:00:00Z", 92)
        .containsEntry("2026-03-29T22:00:00Z", 96)
        .hasSize(10);
    assertThat(shop.below("out/profiles").map(Path::getFileName).map(Path::toString))
        .contains("window=2026-03-28T23.00.00Z_2026-03-29T22.00.00Z");
  }

  @Test
  void anHourThatClocksShowTwiceIsTwoWindows() throws IOException {
    writeQuarters(OCTOBER, 12, "%s");

    assertThat(
            windows(
                "{from: 2026-10-24, to: 2026-10-25}",
                "{from: 2026-10-25, to: 2026-10-26}",
                "1 hour"))
        .hasSize(24 + 25)
        .containsEntry("2026-10-25T00:00:00Z", 4)
        .containsEntry("2026-10-25T01:00:00Z", 4);
  }

  /** Without a zone, a time that clocks show twice is the first of the two, as documented. */
  @Test
  void timestampsWithoutAZoneFallIntoTheFirstOfTheTwo() throws IOException {
    writeQuarters(OCTOBER, 12, "cast(from_utc_timestamp(%s, 'Europe/Paris') as timestamp_ntz)");

    assertThat(
            windows(
                "{from: 2026-10-24, to: 2026-10-25}",
                "{from: 2026-10-25, to: 2026-10-26}",
                "1 hour"))
        .hasSize(24 + 24)
        .containsEntry("2026-10-25T00:00:00Z", 8)
        .doesNotContainKey("2026-10-25T01:00:00Z");
  }

  @Test
  void weeksBeginOnMondayAndMonthsOnTheFirst() throws IOException {
    writeQuarters(MARCH, 40, "%s");

    assertThat(
            windows(
                "{from: 2026-03-23, to: 2026-03-30}",
                "{from: 2026-03-30, to: 2026-04-06}",
                "1 week"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("2026-03-22T23:00:00Z", 7 * 96 - 4, "2026-03-29T22:00:00Z", 7 * 96));
    shop.delete("out");
    assertThat(
            windows(
                "{from: 2026-03-01, to: 2026-04-01}",
                "{from: 2026-04-01, to: 2026-04-02}",
                "1 month"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("2026-02-28T23:00:00Z", 11 * 96 - 4, "2026-03-31T22:00:00Z", 29 * 96 + 4));
  }
}
