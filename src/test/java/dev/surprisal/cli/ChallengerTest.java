package dev.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surprisal.cli.Shop.Ended;
import dev.surprisal.report.json.FlatReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** A second prediction set, from the configuration to the report. */
class ChallengerTest extends ShopTest {

  /** The same predictions, but exchanged on tablets; keys of every tenth row are not there. */
  private String[] exchangedOn(String device) {
    String path = folder.resolve("second").toString();
    shop.predictions()
        .where("id % 10 <> 3")
        .selectExpr(
            "id", "if(device = '" + device + "', reverse(probability), probability) as probability")
        .write()
        .parquet(path);
    return new String[] {
      "--set",
      "challenger={name: gbt-2, path: '" + path + "', probability: probability}",
      "--set",
      "drift.min_rows=10"
    };
  }

  private JsonNode report(String command, String... settings) throws IOException {
    Ended ended = shop.execute(command, settings);
    assertThat(ended.exitCode()).as(ended.complaint()).isZero();
    ObjectMapper mapper = new ObjectMapper();
    JsonNode latest = mapper.readTree(folder.resolve("out/latest.json").toFile());
    return mapper.readTree(report(latest).toFile());
  }

  private Path report(JsonNode latest) {
    return folder.resolve("out").resolve(latest.path("report").asText());
  }

  private String device() {
    return shop.predictions().select("device").orderBy("device").head().getString(0);
  }

  @Test
  void theSliceWhereTheyDifferComesFirst() throws IOException {
    String device = device();

    JsonNode report = report("run", exchangedOn(device));
    JsonNode disagreement = report.at("/challenger/disagreement");

    assertThat(report.at("/challenger/name").asText()).isEqualTo("gbt-2");
    JsonNode all = disagreement.get(0);
    assertThat(all.path("slice")).isEmpty();
    assertThat(all.path("rows").asDouble()).isEqualTo(180);
    assertThat(all.path("missing").asDouble()).isEqualTo(20);
    assertThat(all.path("invalid").asDouble()).isZero();
    JsonNode most = disagreement.get(1);
    assertThat(most.at("/slice/device").asText()).isEqualTo(device);
    assertThat(most.path("class_differs").asDouble()).isGreaterThan(0.9);
    // Elsewhere they are equal: all that differs is on this device.
    assertThat(all.path("js_divergence").asDouble() * all.path("rows").asDouble())
        .isCloseTo(
            most.path("js_divergence").asDouble() * most.path("rows").asDouble(), within(1e-12));
    assertThat(report.at("/notes/0").asText())
        .startsWith("Compared with gbt-2: 180 predictions, 20 without a counterpart");
  }

  @Test
  void everyWindowHasItsFiguresAndThePageItsTable() throws IOException {
    JsonNode report = report("run", exchangedOn(device()));

    List<String> scopes =
        StreamSupport.stream(FlatReport.metrics(report).spliterator(), false)
            .filter(it -> it.path("metric").asText().equals("challenger_js_divergence"))
            .map(it -> it.path("scope").asText())
            .distinct()
            .toList();
    assertThat(scopes).containsExactly("reference", "current", "window");
    ObjectMapper mapper = new ObjectMapper();
    Path page =
        report(mapper.readTree(folder.resolve("out/latest.json").toFile()))
            .resolveSibling("report.html");
    assertThat(Files.readString(page)).contains("Disagreement with <bdi>gbt-2</bdi>");
  }

  @Test
  void aReportOfTheStoreAloneTellsTheSame() throws IOException {
    String[] settings = exchangedOn(device());
    JsonNode first = report("run", settings);
    shop.delete("predictions");
    shop.delete("labels");
    shop.delete("second");

    assertThat(report("report", settings).path("challenger")).isEqualTo(first.path("challenger"));
  }

  @Test
  void keysOfWhichNoneMatchesAreRefused() {
    String path = folder.resolve("others").toString();
    shop.predictions().selectExpr("id + 100000 as id", "probability").write().parquet(path);

    Ended ended =
        shop.execute("run", "--set", "challenger={path: '" + path + "', probability: probability}");

    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.complaint())
        .contains("Invalid challenger.key: [id] (matches none of the ")
        .contains("are these the same keys?");
  }
}
