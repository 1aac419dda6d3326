package dev.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surprisal.cli.Shop.Ended;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A store of each format version stays readable for ever, and its figures stay what they were. What
 * is there is never written again; a store of a new format version is added, of the sample of
 * {@link Shop}, by
 *
 * <pre>mvn test -Dtest=GoldenStoreTest -Dsurprisal.golden=src/test/resources/dev/surprisal/cli
 * </pre>
 */
class GoldenStoreTest extends ShopTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String STORE = "store-v1";
  private static final String FIGURES = "figures.txt";

  /** Three days, labels with their times, a column and a slice. */
  private static final String[] SETTINGS = {
    "--set", "labels.timestamp=came",
    "--set", "reference={from: 2026-01-03, to: 2026-01-05}",
    "--set", "current={from: 2026-01-05, to: 2026-01-06}"
  };

  @Test
  void aStoreOfFormatVersion1IsReadAsItWasWritten() throws IOException, URISyntaxException {
    URL golden = Objects.requireNonNull(GoldenStoreTest.class.getResource(STORE), STORE);
    Path place = Path.of(golden.toURI());
    copy(place.resolve("profiles"), folder.resolve("out/profiles"));
    shop.delete("predictions");
    shop.delete("labels");

    List<String> expected = Files.readAllLines(place.resolve(FIGURES));
    assertThat(expected).hasSizeGreaterThan(100);
    assertThat(figures()).containsAll(expected);
  }

  @Test
  @EnabledIfSystemProperty(named = "surprisal.golden", matches = ".+")
  void writeTheStore() throws IOException {
    shop.writeLabels(
        shop.labels()
            .where("id % 10 > 0")
            .selectExpr(
                "id", "label", "timestamp_seconds(1767225600 + id * 1728 + id * 60) as came"));
    Ended profiled = shop.execute("profile", SETTINGS);
    assertThat(profiled.exitCode()).as(profiled.complaint()).isZero();
    Path place = Path.of(System.getProperty("surprisal.golden"), STORE);
    assertThat(place).doesNotExist();
    copy(folder.resolve("out/profiles"), place.resolve("profiles"));
    Files.write(place.resolve(FIGURES), figures());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.getFileName().toString().startsWith(".")) {
          Path copy = to.resolve(from.relativize(file));
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  /** Every figure of a report on the store, a line each. */
  private List<String> figures() throws IOException {
    Ended reported = shop.execute("report", SETTINGS);
    assertThat(reported.exitCode()).as(reported.complaint()).isZero();
    JsonNode latest = MAPPER.readTree(folder.resolve("out/latest.json").toFile());
    JsonNode report =
        MAPPER.readTree(folder.resolve("out").resolve(latest.path("report").asText()).toFile());
    return Stream.of(report.path("metrics"))
        .flatMap(it -> Stream.iterate(0, i -> i < it.size(), i -> i + 1).map(it::get))
        .map(GoldenStoreTest::line)
        .toList();
  }

  private static String line(JsonNode figure) {
    return String.join(
        " ",
        figure.path("scope").asText(),
        figure.at("/window/start").asText(),
        figure.at("/window/status").asText(),
        figure.at("/window/revision").asText(),
        figure.path("slice").toString(),
        figure.path("metric").asText(),
        figure.path("value").toString(),
        figure.path("rows").asText());
  }
}
