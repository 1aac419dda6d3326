package dev.surprisal.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.surprisal.SparkTest;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.report.json.FlatReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job on real input, whose log loss and accuracy scikit-learn 1.2.1 computed: two models
 * of the New South Wales electricity market, of which one breaks in May 1997.
 */
class ElectricityTest extends SparkTest {

  private static JsonNode report;
  private static List<String> summary;

  @BeforeAll
  static void run(@TempDir Path output) throws IOException {
    Electricity.assumeThere();
    spark();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Outcome outcome = Electricity.run(output, new PrintStream(out, true, StandardCharsets.UTF_8));
    assertThat(outcome.state()).isEqualTo(FindingState.ALERT);
    summary = out.toString(StandardCharsets.UTF_8).lines().toList();
    report = Electricity.report(output);
  }

  @Test
  void logLossAndAccuracyAreThoseOfScikitLearnToTwelveDigits() {
    assertMetric("gbt-1", "reference", "log_loss", 0.4726202027121654);
    assertMetric("gbt-1", "current", "log_loss", 1.479908310942499);
    assertMetric("gbt-1", "reference", "accuracy", 0.796875);
    assertMetric("gbt-1", "current", "accuracy", 0.7152065527065528);
    assertMetric("logit-1", "reference", "log_loss", 0.6234450372628934);
    assertMetric("logit-1", "current", "log_loss", 0.6179111474956692);
    assertMetric("logit-1", "reference", "accuracy", 0.6626106194690266);
    assertMetric("logit-1", "current", "accuracy", 0.634508547008547);
  }

  private static void assertMetric(String version, String scope, String metric, double expected) {
    List<JsonNode> found =
        stream(FlatReport.metrics(report))
            .filter(value -> value.get("version").asText().equals(version))
            .filter(value -> value.get("scope").asText().equals(scope))
            .filter(value -> value.get("metric").asText().equals(metric))
            .filter(value -> value.get("slice").isEmpty())
            .toList();
    assertThat(found).hasSize(1);
    assertThat(found.get(0).get("value").asDouble()).isCloseTo(expected, within(expected * 1e-12));
  }

  @Test
  void everyRowHasItsEnd() {
    assertThat(report.at("/rows/read").asLong()).isEqualTo(70_624);
    assertThat(report.at("/rows/scored").asLong()).isEqualTo(70_624);
  }

  @Test
  void theBoostedTreesAlertFromMayOrJune1997() {
    JsonNode version = version("gbt-1");
    assertThat(version.get("state").asText()).isEqualTo("ALERT");
    LocalDate since = LocalDate.parse(version.at("/first_alert/start").asText().substring(0, 10));
    assertThat(since).isBetween(LocalDate.of(1997, 5, 1), LocalDate.of(1997, 6, 30));
  }

  @Test
  void theLogisticRegressionAsAWholeHasNoAlertOfItsLogLoss() {
    assertThat(logLossFindings("logit-1")).isNotEmpty().noneMatch(ElectricityTest::alerts);
    assertThat(logLossFindings("gbt-1")).anyMatch(ElectricityTest::alerts);
  }

  @Test
  void thePageSaysInWordsWhatBecameOfBothModels() {
    assertThat(report.at("/verdict/sentence").asText())
        .startsWith(
            "Columns vicprice, vicdemand and transfer have varied since the week of 1 May 1997,"
                + " ongoing (84 of 84 windows). Column nswprice shifted over the whole range,"
                + " ongoing. 2 open incidents (1,492 of 11,848 checks alerting).");
    assertThat(version("gbt-1").get("sentence").asText())
        .startsWith("Log loss of gbt-1 increased by 1.007 nats (213.1 %), from 0.473 to 1.480.")
        .contains(" Change point: week of 5 Jun 1997 (earliest ")
        .contains(" Alerted in 43 of ");
    assertThat(version("logit-1").get("sentence").asText())
        .contains("No statistically significant change in the log loss of logit-1 ");
    assertThat(version("logit-1").get("sentence").asText())
        .contains("Input drift without loss of performance. Shifted: ");
    String text = version("gbt-1").get("sentence").asText();
    assertThat(text).contains("No single slice explains the increase");
    for (String column : List.of("vicprice", "vicdemand", "transfer")) {
      assertThat(text).contains(column + " (");
    }
  }

  /** Two that are on, and two that have recovered; all that alerts is in them. */
  @Test
  void fourCausesAreFourIncidents() {
    assertThat(stream(report.get("incidents")))
        .extracting(
            it -> it.get("status").asText() + " " + it.get("kind").asText(),
            it -> it.get("suspect").asText(),
            it -> stream(it.get("versions")).map(JsonNode::asText).toList(),
            it -> it.at("/since/start").asText())
        .containsExactly(
            tuple("ongoing inputs", "inputs", List.of("gbt-1", "logit-1"), "1997-05-01T00:00:00Z"),
            tuple("ongoing inputs", "inputs", List.of("gbt-1", "logit-1"), ""),
            tuple("recovered performance", "performance", List.of("gbt-1"), "1997-06-05T00:00:00Z"),
            tuple(
                "recovered predictions",
                "inputs",
                List.of("gbt-1", "logit-1"),
                "1997-06-12T00:00:00Z"));
    assertThat(stream(report.get("incidents"))).allMatch(it -> it.get("slice").isEmpty());
    long alerts = stream(report.get("findings")).filter(ElectricityTest::alerts).count();
    assertThat(
            stream(report.get("incidents"))
                .mapToLong(it -> it.get("findings").asLong() + it.get("echoes").asLong())
                .sum())
        .isEqualTo(alerts);
  }

  /** Of all rows, in the whole current range and in each window. */
  private static List<JsonNode> logLossFindings(String version) {
    return stream(report.get("findings"))
        .filter(finding -> finding.get("comparison").asText().equals("log_loss"))
        .filter(finding -> finding.get("version").asText().equals(version))
        .filter(finding -> finding.get("slice").isEmpty())
        .toList();
  }

  private static boolean alerts(JsonNode finding) {
    return finding.get("state").asText().equals("ALERT");
  }

  @Test
  void theColumnsOfVictoriaAreFoundToHaveMoved() {
    for (String column : List.of("vicprice", "vicdemand", "transfer")) {
      assertThat(
              stream(report.get("findings"))
                  .filter(finding -> column.equals(finding.path("column").asText()))
                  .filter(finding -> finding.get("window").isNull())
                  .filter(finding -> finding.get("slice").isEmpty()))
          .hasSize(2)
          .allMatch(ElectricityTest::alerts);
    }
  }

  /** Summer is all that the reference has seen; in winter other hours are the dear ones. */
  @Test
  void theSeasonsOfTheLabelsRaiseNoAlert() {
    List<JsonNode> labels =
        stream(report.get("findings"))
            .filter(finding -> finding.get("comparison").asText().equals("label_distribution"))
            .toList();
    assertThat(labels).hasSizeGreaterThan(100).noneMatch(ElectricityTest::alerts);
    assertThat(labels.stream().filter(it -> it.get("state").asText().equals("WARN")))
        .isNotEmpty()
        .allSatisfy(
            it ->
                assertThat(it.get("sentence").asText())
                    .endsWith(
                        "this slice does not stand out among the 28 slices by weekday and"
                            + " daypart."));
  }

  @Test
  void theSummaryIsShortAndShowsTheVerdictFirst() {
    assertThat(summary).hasSizeLessThanOrEqualTo(40);
    assertThat(summary.get(0)).startsWith("ALERT").contains("vicprice");
    assertThat(summary)
        .anyMatch(
            line -> line.contains("RECOVERED     gbt-1 degraded from the week of 5 Jun 1997"));
  }

  private static JsonNode version(String name) {
    return stream(report.at("/verdict/versions"))
        .filter(version -> Objects.equals(version.get("version").asText(), name))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
