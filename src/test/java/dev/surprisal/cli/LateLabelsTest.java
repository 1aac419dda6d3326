package dev.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surprisal.report.json.FlatReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Labels that come late: what they change, and what is told of them. */
class LateLabelsTest extends ShopTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Labels that came so many seconds after their predictions, by an expression over the key. */
  private Dataset<Row> labels(String lag) {
    return shop.labels()
        .selectExpr(
            "id",
            "label",
            "timestamp_seconds(1767225600 + id * 1728 + cast(" + lag + " as bigint)) as came");
  }

  private JsonNode report(String... more) throws IOException {
    String[] words = new String[more.length + 2];
    words[0] = "--set";
    words[1] = "labels.timestamp=came";
    System.arraycopy(more, 0, words, 2, more.length);
    Shop.Ended ended = shop.execute("run", words);
    assertThat(ended.exitCode()).as(ended.complaint()).isZero();
    JsonNode latest = MAPPER.readTree(folder.resolve("out/latest.json").toFile());
    return MAPPER.readTree(folder.resolve("out").resolve(latest.path("report").asText()).toFile());
  }

  private static JsonNode withoutRun(JsonNode report) {
    ObjectNode copy = report.deepCopy();
    copy.remove("run");
    return copy;
  }

  /** A figure of all rows of the windows, by the day they start on. */
  private static Map<String, Double> windows(JsonNode report, String metric) {
    Map<String, Double> values = new TreeMap<>();
    for (JsonNode it : FlatReport.metrics(report)) {
      if (it.path("scope").asText().equals("window")
          && it.path("slice").isEmpty()
          && it.path("metric").asText().equals(metric)) {
        values.put(it.at("/window/start").asText().substring(0, 10), it.path("value").asDouble());
      }
    }
    return values;
  }

  private static Map<String, String> statuses(JsonNode report) {
    Map<String, String> statuses = new TreeMap<>();
    for (JsonNode it : FlatReport.metrics(report)) {
      if (it.path("scope").asText().equals("window")) {
        statuses.put(
            it.at("/window/start").asText().substring(0, 10), it.at("/window/status").asText());
      }
    }
    return statuses;
  }

  private List<Path> filesOfTheStore() {
    return shop.below("out/profiles").filter(file -> file.toString().endsWith(".parquet")).toList();
  }

  @Test
  void aLabelThatComesLateChangesItsWindowAlone() throws IOException {
    shop.writeLabels(labels("3600").where("id <> 340"));
    JsonNode first = report();
    List<Path> before = filesOfTheStore();
    shop.writeLabels(labels("3600"));
    JsonNode second = report();

    assertThat(first.at("/run/rescored").isMissingNode()).isTrue();
    assertThat(second.at("/run/previous")).isEqualTo(first.at("/run/id"));
    assertThat(second.at("/run/rescored")).hasSize(1);
    JsonNode change = second.at("/run/rescored/0");
    assertThat(change.at("/window/start").asText()).isEqualTo("2026-01-07T00:00:00Z");
    assertThat(change.at("/before/revision").asInt()).isEqualTo(1);
    assertThat(change.at("/after/revision").asInt()).isEqualTo(2);
    assertThat(change.at("/before/label_coverage").asDouble()).isEqualTo(49 / 50.0);
    assertThat(change.at("/after/label_coverage").asDouble()).isEqualTo(1);
    assertThat(change.at("/before/log_loss").asDouble())
        .isEqualTo(windows(first, "log_loss").get("2026-01-07"));
    assertThat(change.at("/after/log_loss").asDouble())
        .isEqualTo(windows(second, "log_loss").get("2026-01-07"))
        .isNotEqualTo(change.at("/before/log_loss").asDouble());

    Map<String, Double> unchanged = windows(second, "log_loss");
    unchanged.remove("2026-01-07");
    assertThat(windows(first, "log_loss")).containsAllEntriesOf(unchanged);
    assertThat(filesOfTheStore())
        .containsAll(
            before.stream().filter(file -> !file.toString().contains("window=2026-01-07")).toList())
        .doesNotContainAnyElementsOf(
            before.stream().filter(file -> file.toString().contains("window=2026-01-07")).toList());
    assertThat(
            Files.readString(
                folder.resolve("out/runs/" + second.at("/run/id").asText() + "/report.html")))
        .contains("Windows updated since the last report", "98.0 % → 100 %");
  }

  @Test
  void whatTheReportBeforeToldAlreadyIsNotToldAgain() throws IOException {
    shop.writeLabels(labels("3600").where("id < 390"));
    report();
    shop.writeLabels(labels("3600"));
    JsonNode second = report();
    JsonNode third = report();

    assertThat(second.at("/run/rescored")).hasSize(1);
    assertThat(third.at("/run/rescored").isEmpty()).isTrue();
    assertThat(withoutRun(third)).isEqualTo(withoutRun(second));
  }

  @Test
  void everyWindowTellsItsCoverageAndHowLongItsLabelsTook() throws IOException {
    // On the first day an hour; on the second day from 0 to 49 hours, each once.
    shop.writeLabels(
        labels("if(id < 50, 3600, 3600 * (id % 50))").where("id % 50 < 40 or id < 100"));
    JsonNode report = report();

    assertThat(windows(report, "label_coverage"))
        .containsEntry("2026-01-01", 1.0)
        .containsEntry("2026-01-03", 0.8);
    // Half a bucket of the histogram is 2.2 %.
    assertThat(windows(report, "label_lag_p50").get("2026-01-01")).isCloseTo(3600, within(79.0));
    assertThat(windows(report, "label_lag_p90").get("2026-01-01")).isCloseTo(3600, within(79.0));
    assertThat(windows(report, "label_lag_p50").get("2026-01-02"))
        .isCloseTo(24 * 3600, within(24 * 79.0));
    assertThat(windows(report, "label_lag_p90").get("2026-01-02"))
        .isCloseTo(44 * 3600, within(44 * 79.0));
  }

  @Test
  void aClassThatIsKnownLateIsTold() throws IOException {
    shop.writeLabels(
        shop.labels()
            .selectExpr(
                "id",
                "label",
                "timestamp_seconds(1767225600 + id * 1728 + if(label = 'BUY', 864000, 3600)) as"
                    + " came"));
    JsonNode report = report();
    Map<String, Double> lags = new TreeMap<>();
    for (JsonNode it : FlatReport.metrics(report)) {
      if (it.path("metric").asText().equals("class_label_lag_p90")) {
        assertThat(it.path("slice")).isEmpty();
        lags.merge(it.path("class").asText(), it.path("value").asDouble(), Math::max);
      }
    }

    assertThat(lags).containsOnlyKeys("STAY", "BUY");
    // Half a bucket is 9.1 %.
    assertThat(lags.get("STAY")).isCloseTo(3600, within(328.0));
    assertThat(lags.get("BUY")).isCloseTo(864_000, within(78_624.0));
  }

  @Test
  void labelsWithoutATimeHaveNoLag() throws IOException {
    assertThat(shop.execute("run").exitCode()).isZero();
    JsonNode latest = MAPPER.readTree(folder.resolve("out/latest.json").toFile());
    Path report = folder.resolve("out").resolve(latest.path("report").asText());

    assertThat(Files.readString(report)).contains("label_coverage").doesNotContain("label_lag");
  }

  @Test
  void labelsDatedBeforeTheirPredictionsAreScoredCountedAndTold() throws IOException {
    shop.writeLabels(labels("if(id % 50 = 7, -60, 3600)"));
    JsonNode report = report();

    assertThat(report.at("/rows/scored").asInt()).isEqualTo(Shop.ROWS);
    assertThat(windows(report, "labels_before_predictions"))
        .containsEntry("2026-01-01", 1.0)
        .containsEntry("2026-01-08", 1.0);
    assertThat(report.path("notes"))
        .extracting(JsonNode::asText)
        .contains(
            "8 labels are dated before their predictions; scored, but excluded from label_lag_p50"
                + " and label_lag_p90.");
  }

  @Test
  void aWindowIsFinalWhenItsLabelsAreNotWaitedForAnyMore() throws IOException {
    shop.writeLabels(labels("3600").where("id % 50 < 40 and id not between 100 and 149"));

    assertThat(statuses(report("--set", "labels.lag=2 days")))
        .containsEntry("2026-01-01", "FINAL")
        // No label at all is not lateness.
        .containsEntry("2026-01-03", "OPEN")
        .containsEntry("2026-01-06", "FINAL")
        .containsEntry("2026-01-07", "PARTIAL")
        .containsEntry("2026-01-08", "PARTIAL");
    assertThat(statuses(report()))
        .containsEntry("2026-01-01", "PARTIAL")
        .containsEntry("2026-01-08", "PARTIAL");
  }
}
