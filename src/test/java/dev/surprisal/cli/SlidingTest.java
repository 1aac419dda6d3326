package dev.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surprisal.report.json.FlatReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sliding windows, from the configuration to the report. */
class SlidingTest extends ShopTest {

  private JsonNode report(String command, String sliding) throws IOException {
    Shop.Ended ended = shop.execute(command, "--set", "sliding=" + sliding);
    assertThat(ended.exitCode()).as(ended.complaint()).isZero();
    ObjectMapper mapper = new ObjectMapper();
    JsonNode latest = mapper.readTree(folder.resolve("out/latest.json").toFile());
    Path report = folder.resolve("out").resolve(latest.path("report").asText());
    return mapper.readTree(report.toFile());
  }

  /** Start, end and rows of the log loss of all rows. */
  private static List<String> logLossOfAll(JsonNode metrics) {
    List<String> found = new ArrayList<>();
    for (JsonNode it : metrics) {
      if (it.at("/window/sliding").asBoolean()
          && it.path("slice").isEmpty()
          && it.path("metric").asText().equals("log_loss")) {
        found.add(
            it.at("/window/start").asText().substring(0, 10)
                + " "
                + it.at("/window/end").asText().substring(0, 10)
                + " "
                + it.path("rows").asInt());
      }
    }
    return found;
  }

  @Test
  void areTheSumsOfTheLastWindowsOfEitherRange() throws IOException {
    JsonNode run = report("run", "3 days");

    assertThat(logLossOfAll(FlatReport.metrics(run)))
        .containsExactly(
            "2026-01-01 2026-01-04 150",
            "2026-01-02 2026-01-05 150",
            "2026-01-05 2026-01-08 150",
            "2026-01-06 2026-01-09 150");
    assertThat(run.path("findings"))
        .filteredOn(it -> it.at("/window/sliding").asBoolean())
        .filteredOn(it -> it.path("slice").isEmpty())
        .filteredOn(it -> it.path("comparison").asText().equals("log_loss"))
        .extracting(it -> it.at("/window/start").asText(), it -> it.path("state").asText())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("2026-01-05T00:00:00Z", "ALERT"),
            org.assertj.core.groups.Tuple.tuple("2026-01-06T00:00:00Z", "ALERT"));
  }

  @Test
  void theStoreAloneGivesThemWhateverTheirLength() throws IOException {
    report("run", "2 days");
    shop.delete("predictions");
    shop.delete("labels");

    assertThat(logLossOfAll(FlatReport.metrics(report("report", "4 days"))))
        .containsExactly("2026-01-01 2026-01-05 200", "2026-01-05 2026-01-09 200");
  }

  @Test
  void saysThatTheRangeIsTooShortForAny() throws IOException {
    assertThat(report("run", "5 days").path("notes"))
        .extracting(JsonNode::asText)
        .containsExactly("No sliding windows: the current range has fewer than 5 windows.");
  }
}
