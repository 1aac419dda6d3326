package dev.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.surprisal.report.json.JsonReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Limits, from the configuration to all that is published. In the current range two of three rows
 * are right: those on the desktop.
 */
class LimitsTest extends ShopTest {

  private static final String[] LIMITS = {
    "--fail-on", "alert",
    "--set", "limits.metrics={accuracy: {min: 0.9}, log_loss: {max: 5}}",
    "--set", "limits.slice_metrics=[{slice: {device: phone}, metrics: {accuracy: {min: 0.5}}}]",
    "--set", "reference.to=2026-01-02",
    "--set", "drift.min_rows=60"
  };

  private Path report() throws IOException {
    JsonNode latest = new ObjectMapper().readTree(folder.resolve("out/latest.json").toFile());
    return folder.resolve("out").resolve(latest.path("report").asText());
  }

  /** A reference of fifty rows, where sixty are asked for, judges nothing. */
  @Test
  void areSeenByAllThatReadsFindings() throws IOException {
    Shop.Ended ended = shop.execute("run", LIMITS);

    assertThat(ended.exitCode()).as(ended.complaint()).isEqualTo(4);
    assertThat(ended.out())
        .contains("ALERT: ")
        .contains("below the limit of 0.9 ")
        .contains("(limits.metrics.accuracy.min)");
    JsonNode report = new ObjectMapper().readTree(report().toFile());
    List<JsonNode> limits =
        StreamSupport.stream(report.path("findings").spliterator(), false)
            .filter(it -> it.path("baseline").asText().equals("limit"))
            .filter(it -> it.path("window").isNull())
            .toList();
    assertThat(limits)
        .extracting(it -> it.path("comparison").asText() + " " + it.path("column").asText())
        .containsExactly("limit_max log_loss", "limit_min accuracy", "limit_min accuracy");
    assertThat(limits)
        .extracting(it -> it.path("state").asText())
        .containsExactly("OK", "ALERT", "ALERT");
    assertThat(Files.readString(report().resolveSibling("metrics.prom")))
        .contains(
            "surprisal_finding_state{model=\"shop\",comparison=\"limit_min\",metric=\"accuracy\","
                + "scope=\"current\",baseline=\"limit\",state=\"ALERT\"} 1");
    assertThat(Files.readString(report().resolveSibling("report.html")))
        .contains("limit (min) of accuracy")
        .contains("(limits.metrics.accuracy.min)");
  }

  @Test
  @EnabledIfSystemProperty(
      named = "surprisal.test.spark",
      matches = "4\\..*",
      disabledReason = "on the older Spark the library that knows the schema is inside the jar")
  void theReportFollowsItsSchema() throws IOException {
    assertThat(shop.execute("run", LIMITS).exitCode()).isEqualTo(4);

    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(JsonReport.class.getResourceAsStream(JsonReport.SCHEMA))
                .validate(new ObjectMapper().readTree(report().toFile())))
        .isEmpty();
  }
}
