package dev.surprisal.report.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.surprisal.report.Report;
import dev.surprisal.report.Reports;
import dev.surprisal.report.RunInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of {@code report.json}. */
public class JsonReportTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void writesFormatVersion2ByteForByte() throws IOException {
    assertThat(text(Reports.small())).isEqualTo(resource("report-v2.json"));
  }

  @Test
  void schemaAcceptsTheGoldenFileOfEveryVersion() throws IOException {
    assertThat(problems(MAPPER.readTree(resource("report-v2.json")))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/run", "/verdict", "/metrics/0", "/metrics/0/window", "/findings/0"})
  void schemaRefusesAFieldThatItDoesNotName(String pointer) throws IOException {
    JsonNode document = MAPPER.readTree(text(Reports.small()));
    at(document, pointer).put("extra", 1);

    assertThat(problems(document)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "verdict", "rows", "metrics", "findings", "attribution", "notes"})
  void schemaDemandsEveryField(String field) throws IOException {
    JsonNode document = MAPPER.readTree(text(Reports.small()));
    ((ObjectNode) document).remove(field);

    assertThat(problems(document)).hasSize(1);
  }

  @Test
  void figureThatIsNotFiniteIsATextAndAMissingOneIsNull() throws IOException {
    JsonNode metrics = FlatReport.metrics(MAPPER.readTree(text(Reports.small())));

    assertThat(metrics.get(2).get("value").textValue()).isEqualTo("Infinity");
    assertThat(metrics.get(3).get("value").textValue()).isEqualTo("NaN");
    assertThat(metrics.get(4).get("value").isNull()).isTrue();
  }

  @Test
  void aFigureOfAClassNamesTheClass() throws IOException {
    JsonNode document = MAPPER.readTree(text(Reports.withClassFigure(Reports.small())));

    assertThat(problems(document)).isEmpty();
    assertThat(FlatReport.metrics(document))
        .filteredOn(it -> it.path("class").asText().equals("fraud"))
        .hasSize(1);
  }

  @Test
  void aConfusionNamesBothClasses() throws IOException {
    JsonNode document = MAPPER.readTree(text(Reports.withConfusion(Reports.small())));

    assertThat(problems(document)).isEmpty();
    assertThat(FlatReport.metrics(document))
        .filteredOn(it -> it.has("predicted"))
        .extracting(it -> it.path("class").asText(), it -> it.path("predicted").asText())
        .containsExactly(tuple("fraud", "none"));
  }

  @Test
  void figuresReadBackAsTheSameDoubles() throws IOException {
    JsonNode metrics = FlatReport.metrics(MAPPER.readTree(text(Reports.small())));

    assertThat(metrics.get(0).get("value").doubleValue()).isEqualTo(0.1 + 0.2);
    assertThat(metrics.get(1).get("value").doubleValue()).isEqualTo(1e-7);
  }

  @Test
  void figuresAreTheShortestDecimalsOnEveryJdk() {
    // Double.toString gives 1.9999999999999998E23 before JDK 19 (JDK-4511638).
    assertThat(text(Reports.withLogLoss(Reports.small(), 2e23))).contains("2.0E23");
  }

  /** The report without the object {@code run}: what two runs on the same input must share. */
  public static String withoutRun(Report report) throws IOException {
    ObjectNode document = (ObjectNode) MAPPER.readTree(text(report));
    document.remove("run");
    return document.toString();
  }

  @Test
  void onlyTheObjectRunDiffersBetweenTwoRuns() throws IOException {
    Report first = Reports.small();
    Report second =
        Reports.withRun(
            first,
            new RunInfo(
                "other",
                Instant.parse("2027-01-01T00:00:00Z"),
                Instant.parse("2027-01-01T00:00:01Z"),
                "elsewhere",
                Map.of("spark", "3.5.6"),
                Reports.RUN.provenance()));

    assertThat(text(first)).isNotEqualTo(text(second));
    assertThat(withoutRun(first)).isEqualTo(withoutRun(second));
  }

  @Test
  void slidingWindowsSaySoAndOthersDoNot() throws IOException {
    JsonNode document = MAPPER.readTree(text(Reports.withSliding(Reports.small())));

    assertThat(problems(document)).isEmpty();
    JsonNode sliding = FlatReport.metrics(document).path(5);
    assertThat(sliding.path("scope").textValue()).isEqualTo("window");
    assertThat(sliding.at("/window/sliding").booleanValue()).isTrue();
    assertThat(document.at("/findings/3/window"))
        .isEqualTo(
            MAPPER.readTree(
                "{\"start\": \"2026-02-02T00:00:00Z\", \"end\": \"2026-02-23T00:00:00Z\","
                    + " \"sliding\": true}"));
    assertThat(text(Reports.small())).doesNotContain("sliding");
  }

  @Test
  void windowsThatLackRowsAreToldOfTogetherAndOthersAreNot() throws IOException {
    JsonNode document = MAPPER.readTree(text(Reports.withFolded(Reports.small())));

    assertThat(problems(document)).isEmpty();
    assertThat(document.at("/findings/3/window"))
        .isEqualTo(
            MAPPER.readTree(
                "{\"start\": \"2026-02-02T00:00:00Z\", \"end\": \"2026-03-02T00:00:00Z\"}"));
    assertThat(document.at("/findings/3/windows"))
        .isEqualTo(
            MAPPER.readTree(
                """
                {"count": 3, "of": 4,
                 "first": {"start": "2026-02-02T00:00:00Z", "end": "2026-02-09T00:00:00Z"},
                 "last": {"start": "2026-02-23T00:00:00Z", "end": "2026-03-02T00:00:00Z"}}
                """));
    assertThat(document.at("/findings/0/windows").isMissingNode()).isTrue();
    ((ObjectNode) document.at("/findings/3/windows")).put("count", 1);
    assertThat(problems(document)).hasSize(1);
  }

  @Test
  void whatTheClassifierFoundIsToldAndWhatItCouldNotIsNull() throws IOException {
    JsonNode document = MAPPER.readTree(text(Reports.withClassifier(Reports.small())));

    assertThat(problems(document)).isEmpty();
    JsonNode told = document.at("/classifier/separations/0");
    assertThat(told.path("auc").doubleValue()).isEqualTo(0.75);
    assertThat(told.at("/columns/0/share").doubleValue()).isEqualTo(1);
    assertThat(document.at("/classifier/separations/1/auc").isNull()).isTrue();
    ((ObjectNode) told).put("guess", 1);
    assertThat(problems(document)).hasSize(1);
  }

  @Test
  void textsOfAnyKindSurvive() throws IOException {
    String hostile = "</script><script>alert('x')</script> \" \\ \u2028 \u0000 \ud83d\ude00 é";
    Report report = Reports.withModelName(Reports.small(), hostile);

    JsonNode document = MAPPER.readTree(text(report));

    assertThat(document.get("model").get("name").textValue()).isEqualTo(hostile);
    assertThat(problems(document)).isEmpty();
  }

  @Test
  void halfASurrogatePairDoesNotStopTheReport() throws IOException {
    String half = "broken \ud83d";

    JsonNode document = MAPPER.readTree(text(Reports.withModelName(Reports.small(), half)));

    assertThat(document.get("model").get("name").textValue()).isEqualTo(half);
  }

  @Test
  void linesEndWithLineFeedsAlone() {
    assertThat(text(Reports.small())).endsWith("}\n").doesNotContain("\r");
  }

  @Test
  void eachFindingIsALine() {
    assertThat(text(Reports.small()).lines().filter(it -> it.contains("\"p_value\"")))
        .hasSize(Reports.small().findings().size())
        .allMatch(it -> it.startsWith("    {\"comparison\": \""));
  }

  private static ObjectNode at(JsonNode document, String pointer) {
    return (ObjectNode) document.at(pointer);
  }

  public static Set<ValidationMessage> problems(JsonNode document) throws IOException {
    try (InputStream schema = JsonReport.class.getResourceAsStream(JsonReport.SCHEMA)) {
      JsonSchema validator =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
      return validator.validate(document);
    }
  }

  public static String text(Report report) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      new JsonReport(JsonReport.Detail.FULL).write(report, bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toString(UTF_8);
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = JsonReportTest.class.getResourceAsStream(name)) {
      assertThat(stream).as(name).isNotNull();
      return new String(stream.readAllBytes(), UTF_8);
    }
  }
}
