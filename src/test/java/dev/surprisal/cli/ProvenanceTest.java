package dev.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surprisal.cli.Shop.Ended;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** A report says where it came from, as a whole run writes it. */
class ProvenanceTest extends ShopTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonNode report(String command, String... settings) throws IOException {
    String[] words =
        Stream.of(settings).flatMap(it -> Stream.of("--set", it)).toArray(String[]::new);
    Ended ended = shop.execute(command, words);
    assertThat(ended.exitCode()).as(ended.complaint()).isZero();
    return MAPPER.readTree(published("report.json"));
  }

  private String published(String file) throws IOException {
    Path out = folder.resolve("out");
    JsonNode latest = MAPPER.readTree(out.resolve("latest.json").toFile());
    return Files.readString(out.resolve(latest.path("report").asText()).resolveSibling(file));
  }

  private static JsonNode input(JsonNode report, String dataset) {
    return elements(report.at("/run/inputs"))
        .filter(it -> it.path("dataset").asText().equals(dataset))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<JsonNode> elements(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private Map<String, Long> onDisk(String name) {
    Map<String, Long> sizes = new TreeMap<>();
    shop.below(name)
        .filter(file -> file.toString().endsWith(".parquet"))
        .forEach(file -> sizes.put("file:" + file, file.toFile().length()));
    return sizes;
  }

  @Test
  void theFilesOfEveryDatasetAreThoseOnDisk() throws IOException {
    shop.predictions()
        .join(shop.labels(), "id")
        .where("id < 200")
        .write()
        .parquet(shop.place("training"));

    JsonNode report =
        report(
            "run",
            "reference={path: " + shop.place("training") + ", label: label}",
            "challenger={path: " + shop.place("predictions") + ", probability: probability}");

    assertThat(elements(report.at("/run/inputs")).map(it -> it.path("dataset").asText()))
        .containsExactly("challenger", "labels", "predictions", "reference");
    Map<String, String> places =
        Map.of("challenger", "predictions", "labels", "labels", "reference", "training");
    for (String dataset : List.of("challenger", "labels", "predictions", "reference")) {
      Map<String, Long> told = new TreeMap<>();
      JsonNode files = input(report, dataset).path("files");
      files
          .path("listed")
          .forEach(it -> told.put(it.path("path").asText(), it.path("bytes").asLong()));
      Map<String, Long> onDisk = onDisk(places.getOrDefault(dataset, dataset));
      assertThat(told).as(dataset).isNotEmpty().isEqualTo(onDisk);
      assertThat(files.path("bytes").asLong())
          .isEqualTo(onDisk.values().stream().mapToLong(Long::longValue).sum());
    }
    assertThat(elements(report.at("/run/store/tables")).map(it -> it.path("path").asText()))
        .containsExactly(
            "file:" + shop.place("out/profiles"), "file:" + shop.place("out/reference_profiles"));
  }

  @Test
  void twoRunsDifferInNothingButTheRun() throws IOException {
    ObjectNode first = (ObjectNode) report("run");
    ObjectNode second = (ObjectNode) report("run");

    for (String same : List.of("versions", "software", "inputs", "store", "configuration")) {
      assertThat(second.path("run").path(same)).as(same).isEqualTo(first.path("run").path(same));
    }
    assertThat(first.path("run")).isNotEqualTo(second.path("run"));
    first.remove("run");
    second.remove("run");
    assertThat(first).isEqualTo(second);
  }

  @Test
  void theConfigurationIsThatOfTheCommandLineAndGivesTheSameReport() throws IOException {
    JsonNode report = report("run", "drift.alpha=0.001", "slices=[]");

    JsonNode configuration = report.at("/run/configuration");
    assertThat(configuration.at("/drift/alpha").asDouble()).isEqualTo(0.001);
    assertThat(configuration.at("/drift/min_rows").asInt()).isEqualTo(20);
    assertThat(configuration.at("/checks/max_rejected").asDouble()).isEqualTo(0.05);
    shop.write("x.yaml", configuration.toPrettyString());
    JsonNode again = report("run");
    assertThat(again.at("/run/configuration")).isEqualTo(configuration);
    assertThat(again.path("findings")).isEqualTo(report.path("findings"));
  }

  @Test
  void aReportOfProfilesSaysWhichAndThatNoRowsWereRead() throws IOException {
    report("run");
    shop.writeLabels(shop.labels().where("id < 360"));
    report("run");

    JsonNode run = report("report").path("run");

    assertThat(run.path("command").asText()).isEqualTo("report");
    assertThat(run.path("inputs").isEmpty()).isTrue();
    JsonNode table = run.at("/store/tables/0");
    assertThat(table.path("windows").asInt()).isEqualTo(8);
    assertThat(table.path("lowest_revision").asInt()).isEqualTo(1);
    assertThat(table.path("highest_revision").asInt()).isEqualTo(2);
    assertThat(run.at("/store/layout_version").asInt()).isEqualTo(1);
    assertThat(published("report.html")).contains("No rows were read");
  }

  @Test
  void noSecretIsInAnythingThatARunWrites() throws IOException {
    report(
        "run",
        "predictions.options={password: hunter2, 'fs.s3a.secret.key': hunter2, url:"
            + " 'a://b:hunter2@c'}",
        "labels.options={connection: 'user=u password=hunter2'}");

    byte[] secret = "hunter2".getBytes(StandardCharsets.UTF_8);
    List<Path> files = shop.below("out").filter(Files::isRegularFile).toList();
    assertThat(files).hasSizeGreaterThan(8);
    for (Path file : files) {
      assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
          .as(file.toString())
          .doesNotContain(new String(secret, StandardCharsets.ISO_8859_1));
    }
    assertThat(published("report.html")).contains("How this report was produced", "***");
  }

  @Test
  void thePageShowsWhatItWasMadeOf() throws IOException {
    JsonNode software = report("run", "drift.alpha=0.001").at("/run/software");

    // On Spark 3.5 it is the jar that is tested.
    boolean isJar = software.path("packaging").asText().equals("jar");
    assertThat(published("report.html"))
        .containsSubsequence(
            "How this report was produced",
            isJar ? software.path("sha256").asText() : "from a folder of classes, not a jar",
            "<code>run</code>",
            "labels</th><td>parquet</td>",
            "predictions</th><td>parquet</td>",
            "layout version 1): 8 windows, revision 1",
            "\"alpha\" : 0.001");
  }
}
