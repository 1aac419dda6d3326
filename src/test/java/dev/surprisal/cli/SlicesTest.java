package dev.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surprisal.report.json.FlatReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slices, from the configuration to the report. */
class SlicesTest extends ShopTest {

  private static final String HOURS =
      "slices=[[\"hour(scored_at) < 12\", \"nullif(device, 'phone')\"]]";

  private JsonNode latest() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode latest = mapper.readTree(folder.resolve("out/latest.json").toFile());
    Path report = folder.resolve("out").resolve(latest.path("report").asText());
    return mapper.readTree(report.toFile());
  }

  private JsonNode report(String command, String... settings) throws IOException {
    Shop.Ended ended = shop.execute(command, settings);
    assertThat(ended.exitCode()).as(ended.complaint()).isZero();
    return latest();
  }

  /** Rows of the log loss in the current range, by slice. */
  private static Map<String, Integer> rows(JsonNode report) {
    Map<String, Integer> rows = new TreeMap<>();
    for (JsonNode it : FlatReport.metrics(report)) {
      if (it.path("scope").asText().equals("current")
          && !it.path("slice").isEmpty()
          && it.path("metric").asText().equals("log_loss")) {
        rows.put(it.path("slice").toString(), it.path("rows").asInt());
      }
    }
    return rows;
  }

  @Test
  void areOfExpressionsCrossedAndWithNulls() throws IOException {
    // 200 rows of four days, every third by phone, half of them before noon.
    assertThat(rows(report("run", "--set", HOURS)))
        .isEqualTo(
            Map.of(
                "{\"hour(scored_at) < 12\":\"true\",\"nullif(device, 'phone')\":null}", 33,
                "{\"hour(scored_at) < 12\":\"false\",\"nullif(device, 'phone')\":null}", 34,
                "{\"hour(scored_at) < 12\":\"true\",\"nullif(device, 'phone')\":\"desktop\"}", 67,
                "{\"hour(scored_at) < 12\":\"false\",\"nullif(device, 'phone')\":\"desktop\"}",
                    66));
  }

  @Test
  void beyondTheBoundTheSmallestAreAddedUpVisibly() throws IOException {
    // Of 200 rows in four windows, id % 50 < 40 in the first slice of each.
    JsonNode report =
        report(
            "run",
            "--set",
            "slices=[\"if(id % 50 < 40, 'big', concat('small ', id % 50))\"]",
            "--set",
            "limits.slices=1");

    String slice = "{\"if(id % 50 < 40, 'big', concat('small ', id % 50))\":";
    assertThat(rows(report)).isEqualTo(Map.of(slice + "\"big\"}", 160, slice + "\"other\"}", 40));
    String note =
        "Slices by if(id % 50 < 40, 'big', concat('small ', id % 50)): 1 reported individually; the"
            + " rest, up to 10 per window and version (80 of 400 rows), are merged into slice other"
            + " (limits.slices is 1).";
    assertThat(report.path("notes")).extracting(JsonNode::asText).contains(note);
  }

  @Test
  void windowsThatWereProfiledDayByDayAreComparedAsIfAtOnce() throws IOException {
    String[] bounded = {
      "--set", "slices=[basket, device, [basket, device]]", "--set", "limits.slices=6"
    };
    JsonNode atOnce = report("run", bounded);
    shop.delete("out");
    for (String day : new String[] {"2026-01-07", "2026-01-08", "2026-01-09"}) {
      Shop.Ended ended =
          shop.execute("profile", bounded[0], bounded[1], bounded[2], bounded[3], "--to", day);
      assertThat(ended.exitCode()).as(ended.complaint()).isZero();
    }
    JsonNode dayByDay = report("report", bounded);

    assertThat(withoutRun(dayByDay)).isEqualTo(withoutRun(atOnce));
    assertThat(rows(atOnce)).containsKey("{\"basket\":\"other\"}");
    assertThat(rows(atOnce).values().stream().mapToInt(it -> it).sum()).isEqualTo(3 * 200);
  }

  private static JsonNode withoutRun(JsonNode report) {
    ObjectNode copy = report.deepCopy();
    copy.remove("run");
    return copy;
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "profile"})
  void explainTellsWhatWouldBeReadAndDoesNothing(String command) {
    Shop.Ended ended = shop.execute(command, "--explain");

    assertThat(ended.exitCode()).as(ended.complaint()).isZero();
    assertThat(ended.out())
        .contains(
            "Read\n  predictions: parquet " + shop.place("predictions"),
            "  labels: parquet " + shop.place("labels"),
            "  reference: 2026-01-01T00:00:00Z to 2026-01-05T00:00:00Z, 4 windows",
            "  version: none",
            "  slices: device; at most 1,000 per window, the rest in slice other (limits.slices)",
            "Cells\n  rows aggregated by device\n  There is only one set of dimensions.",
            "Spark's plan",
            "profile_rows");
    assertThat(shop.published()).isEmpty();
  }
}
