package dev.surprisal.cli;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surprisal.report.json.FlatReport;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Times that are not as they should be: of the machine, of rows, of windows. */
class BadTimesTest extends ShopTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");

  /** Shows the given times one after the other, and goes on with the last one. */
  private static final class SetClock extends Clock {

    private final Deque<Instant> times;

    SetClock(Instant... times) {
      this.times = new ArrayDeque<>(List.of(times));
    }

    @Override
    public Instant instant() {
      return times.size() > 1 ? times.removeFirst() : times.getFirst();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private JsonNode latest() throws IOException {
    JsonNode latest = MAPPER.readTree(folder.resolve("out/latest.json").toFile());
    return MAPPER.readTree(folder.resolve("out").resolve(latest.path("report").asText()).toFile());
  }

  @Test
  void aClockThatWentBackwardsBetweenTwoRunsIsToldAndChangesNothing() throws IOException {
    assertThat(shop.execute("run").exitCode()).isZero();
    JsonNode first = latest();

    CapturedTerminal yesterday = new CapturedTerminal(new SetClock(JUNE.minus(Duration.ofDays(1))));
    Shop.Ended ended = shop.execute(yesterday, "run");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.complaint())
        .matches(
            "The clock went backwards: this run, 20260531T000000Z-[0-9a-f]{4}, is dated before"
                + " the previous run, 20260601T000000Z-[0-9a-f]{4}; latest.json points to this"
                + " run\\.\n");
    assertThat(latest().at("/run/started_at").asText()).isEqualTo("2026-05-31T00:00:00Z");
    assertThat(FlatReport.metrics(latest())).isEqualTo(FlatReport.metrics(first));
    assertThat(latest().path("findings")).isEqualTo(first.path("findings"));
  }

  @Test
  void aClockThatGoesBackwardsDuringARunDoesNotEndItBeforeItStarted() throws IOException {
    CapturedTerminal terminal =
        new CapturedTerminal(new SetClock(JUNE, JUNE.minus(Duration.ofHours(1))));
    Shop.Ended ended = shop.execute(terminal, "run");

    assertThat(ended.complaint())
        .isEqualTo(
            "The clock went backwards during the run, from 2026-06-01T00:00:00Z to"
                + " 2026-05-31T23:00:00Z; finished_at is set to started_at.\n");
    assertThat(latest().at("/run/finished_at")).isEqualTo(latest().at("/run/started_at"));
  }

  @Test
  void aWindowWithoutRowsIsToldAndComparedToNothing() throws IOException {
    shop.writePredictions(shop.predictions().where("id not between 250 and 299"));
    assertThat(shop.execute("run", "--set", "sliding=2 days").exitCode()).isZero();
    JsonNode report = latest();

    assertThat(report.path("notes"))
        .extracting(JsonNode::asText)
        .contains("1 current window has no rows (6 Jan 2026).");
    assertThat(report.path("findings"))
        .filteredOn(it -> it.at("/window/start").asText().equals("2026-01-06T00:00:00Z"))
        .filteredOn(it -> !it.at("/window/sliding").asBoolean())
        .isNotEmpty()
        .allMatch(it -> it.path("state").asText().equals("NO_DATA"));
    assertThat(FlatReport.metrics(report))
        .noneMatch(
            it ->
                it.path("scope").asText().equals("window")
                    && it.at("/window/start").asText().equals("2026-01-06T00:00:00Z")
                    && !it.at("/window/sliding").asBoolean());
    // What slides over it has the rows of the other day.
    assertThat(FlatReport.metrics(report))
        .filteredOn(it -> it.at("/window/sliding").asBoolean())
        .filteredOn(it -> it.at("/window/start").asText().equals("2026-01-06T00:00:00Z"))
        .filteredOn(it -> it.path("slice").isEmpty())
        .filteredOn(it -> it.path("metric").asText().equals("accuracy"))
        .extracting(it -> it.path("rows").asInt())
        .containsExactly(50);
  }

  @Test
  void rowsInNoWindowAreNotReadAndCountedWhereAskedFor() throws IOException {
    shop.writePredictions(
        shop.predictions()
            .withColumn(
                "scored_at",
                expr(
                    "case id when 3 then timestamp '1970-01-01' when 7 then timestamp '2999-12-31'"
                        + " when 9 then timestamp '2026-01-09' else scored_at end")));

    Shop.Ended silent = shop.execute("run");
    assertThat(silent.complaint()).isEmpty();
    assertThat(latest().at("/rows/read").asInt()).isEqualTo(Shop.ROWS - 3);

    for (String command : List.of("run", "profile")) {
      Shop.Ended asked = shop.execute(command, "--set", "checks.count_outside=true");
      assertThat(asked.exitCode()).isZero();
      assertThat(asked.complaint())
          .isEqualTo(
              "3 rows are in no window (timestamps from 1970-01-01T00:00:00Z to"
                  + " 2999-12-31T00:00:00Z) and are not profiled.\n");
    }
  }

  @Test
  void thereIsNothingToTellWhereEveryRowIsInAWindow() {
    assertThat(shop.execute("run", "--set", "checks.count_outside=true").complaint()).isEmpty();
  }
}
