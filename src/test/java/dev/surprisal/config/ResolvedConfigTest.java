package dev.surprisal.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The configuration as a report shows it. */
class ResolvedConfigTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ConfigReader reader = new ConfigReader();

  private Config read(String text, String... settings) {
    return reader.parse("x.yaml", text, Stream.of(settings).map(Setting::parse).toList()).config();
  }

  private static JsonNode json(Config config) {
    return MAPPER.valueToTree(config.resolved());
  }

  static Stream<String> configurations() {
    return Stream.of(
        Yaml.SMALL,
        Yaml.LARGE,
        Yaml.BESIDE,
        Yaml.TABLES,
        Yaml.CLASSIFIED,
        Yaml.PUSHED,
        Yaml.DATASET,
        Yaml.DATASET_TABLE,
        Yaml.DATASET_LABELS,
        Yaml.SMALL + "limits: {metrics: {accuracy: {min: 0.75}}}\n");
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void readAgainItMeansTheSame(String text) {
    Config config = read(text);

    Config again = read(json(config).toPrettyString());

    assertThat(withoutInheritance(again)).isEqualTo(withoutInheritance(config));
  }

  /** As a text; a default that is written down is inherited like any other value. */
  private static String withoutInheritance(Config config) {
    return config.toString().replaceAll("Inheritance\\[members=\\[[^]]*]]", "");
  }

  @Test
  void defaultsStandWhereNothingIsGiven() {
    JsonNode resolved = json(read(Yaml.SMALL));

    assertThat(resolved.at("/drift/alpha").doubleValue()).isEqualTo(0.05);
    assertThat(resolved.at("/zero/floor").doubleValue()).isEqualTo(1e-15);
    assertThat(resolved.at("/predictions/format").textValue()).isEqualTo("parquet");
    assertThat(resolved.at("/output/tables/format").textValue()).isEqualTo("parquet");
    for (String absent : List.of("labels", "challenger", "classifier", "sliding")) {
      assertThat(resolved.has(absent)).as(absent).isFalse();
    }
  }

  @Test
  void whatTheCommandLineSaysIsThereAndWhatItTakesAwayIsNot() {
    JsonNode resolved =
        json(
            read(
                Yaml.LARGE,
                "drift.alpha=0.001",
                "challenger=",
                "slices=[hour]",
                "output.costliest_rows.columns=[hour]"));

    assertThat(resolved.at("/drift/alpha").doubleValue()).isEqualTo(0.001);
    assertThat(resolved.has("challenger")).isFalse();
    assertThat(resolved.path("slices").toString()).isEqualTo("[\"hour\"]");
  }

  @Test
  void theOrderOfTheFileDoesNotMatter() {
    String other =
        """
        output: {path: target/electricity}
        current: {to: 1998-12-06, from: 1997-05-01}
        reference: {to: 1997-05-01, from: 1996-12-01}
        predictions:
          timestamp: scored_at
          probability: probability
          path: predictions
        model: {classes: [DOWN, UP], name: electricity}
        """;

    assertThat(read(other).resolved().toString()).isEqualTo(read(Yaml.SMALL).resolved().toString());
    assertThat(read(other, "predictions.options={b: 1, a: 2}").resolved().toString())
        .isEqualTo(read(other, "predictions.options={a: 2, b: 1}").resolved().toString());
  }

  @Test
  void noSecretOfAnyDatasetIsThere() {
    String options = "{header: true, password: hunter2, url: 'jdbc:x://u:hunter2@h', pin: 4711}";
    Config config =
        read(
            Yaml.DATASET,
            "predictions.options=" + options,
            "labels.options=" + options,
            "reference.options=" + options,
            "reference.labels.options=" + options,
            "challenger={path: 's3a://k:hunter2@b/c', key: [id], probability: {UP: p}}",
            "challenger.options=" + options,
            "output.metrics.pushgateway.url=http://u:hunter2@push:9091",
            "output.path=ftp://u:hunter2@host/out");

    JsonNode resolved = json(config);

    assertThat(resolved.toString()).doesNotContain("hunter2", "4711");
    for (String dataset : List.of("predictions", "labels", "challenger", "reference")) {
      assertThat(resolved.path(dataset).path("options").toString())
          .isEqualTo(
              "{\"header\":true,\"password\":\"***\",\"pin\":\"***\",\"url\":\"jdbc:x://***@h\"}");
    }
    assertThat(resolved.at("/output/path").textValue()).isEqualTo("ftp://***@host/out");
    assertThat(resolved.at("/output/metrics/pushgateway/url").textValue())
        .isEqualTo("http://***@push:9091");
    assertThat(resolved.at("/challenger/path").textValue()).isEqualTo("s3a://***@b/c");
  }
}
