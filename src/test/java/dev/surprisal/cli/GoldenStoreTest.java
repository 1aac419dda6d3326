package dev.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surprisal.cli.Shop.Ended;
import dev.surprisal.report.json.FlatReport;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Stores of each format version stay readable for ever, and their figures stay what they were. What
 * is there is never written again; stores of a new format version, or of sections that are new, are
 * added, of the sample of {@link Shop}, by
 *
 * <pre>mvn test -Dtest=GoldenStoreTest -Dsurprisal.golden=src/test/resources/dev/surprisal/cli
 * </pre>
 */
class GoldenStoreTest extends ShopTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String STORE = "store-v1";
  private static final String FIGURES = "figures.txt";

  /** Three days. */
  private static final String[] SETTINGS = {
    "--set", "reference={from: 2026-01-03, to: 2026-01-05}",
    "--set", "current={from: 2026-01-05, to: 2026-01-06}"
  };

  /** What states there are, so that all have every section together. */
  enum Kind {
    /** Two classes, labels with their times, weights, columns of numbers and of texts. */
    TWO_CLASSES(
        "array(0.9D - id % 10 / 100D, 0.1D + id % 10 / 100D)",
        "if(id % 2 = 0, 'STAY', 'BUY')",
        "score:1,label_lag:1,numeric_columns:1,categorical_columns:1,weights:1,label_lag_by_class:1",
        "labels.timestamp=came",
        "predictions.weight=1 + id % 3",
        "columns=[basket, device]"),
    /** Three classes. */
    THREE_CLASSES(
        "array(0.5D + id % 10 / 100D, 0.3D, 0.2D - id % 10 / 100D)",
        "element_at(array('STAY', 'BUY', 'ASK'), int(id % 3) + 1)",
        "confidence:1,ranking:1,label_lag:1,numeric_columns:1,label_lag_by_class:1",
        "model.classes=[STAY, BUY, ASK]",
        "labels.timestamp=came"),
    /** A hundred, of which predictions name a few. */
    HUNDRED_CLASSES(
        "map('c1', 0.5D, concat('c', 2 + id % 7), 0.3D)",
        "concat('c', 1 + id % 4)",
        "confidence:1,ranks:1,top_confusions:1,numeric_columns:1",
        "model.classes=["
            + IntStream.range(0, 100).mapToObj(i -> "c" + i).collect(Collectors.joining(", "))
            + "]",
        "predictions.rest=spread");

    private final String probability;
    private final String label;
    private final String sections;
    private final List<String> settings;

    Kind(String probability, String label, String sections, String... settings) {
      this.probability = probability;
      this.label = label;
      this.sections = sections;
      this.settings = List.of(settings);
    }

    /** Where its store is among those of a version. */
    private String folder() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private String[] words() {
      return Stream.concat(
              Stream.of(SETTINGS), settings.stream().flatMap(it -> Stream.of("--set", it)))
          .toArray(String[]::new);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStoreOfFormatVersion1IsReadAsItWasWritten(Kind kind)
      throws IOException, URISyntaxException {
    URL golden = Objects.requireNonNull(GoldenStoreTest.class.getResource(STORE), STORE);
    Path place = Path.of(golden.toURI()).resolve(kind.folder());
    copy(place.resolve("profiles"), folder.resolve("out/profiles"));
    shop.delete("predictions");
    shop.delete("labels");

    List<String> expected = Files.readAllLines(place.resolve(FIGURES));
    assertThat(expected).hasSizeGreaterThan(100);
    assertThat(figures(kind)).containsAll(expected);
    assertThat(shop.below("out/profiles/_commits"))
        .filteredOn(Files::isRegularFile)
        .isNotEmpty()
        .allSatisfy(file -> assertThat(file).content().contains(kind.sections));
  }

  @ParameterizedTest
  @EnumSource
  @EnabledIfSystemProperty(named = "surprisal.golden", matches = ".+")
  void writeTheStore(Kind kind) throws IOException {
    shop.writePredictions(
        shop.predictions()
            .drop("probability")
            .selectExpr("*", kind.probability + " as probability"));
    shop.writeLabels(
        shop.labels()
            .where("id % 10 > 0")
            .selectExpr(
                "id",
                kind.label + " as label",
                "timestamp_seconds(1767225600 + id * 1728 + id * 60) as came"));
    Ended profiled = shop.execute("profile", kind.words());
    assertThat(profiled.exitCode()).as(profiled.complaint()).isZero();
    Path place = Path.of(System.getProperty("surprisal.golden"), STORE, kind.folder());
    assertThat(place).doesNotExist();
    copy(folder.resolve("out/profiles"), place.resolve("profiles"));
    Files.write(place.resolve(FIGURES), figures(kind));
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
  private List<String> figures(Kind kind) throws IOException {
    Ended reported = shop.execute("report", kind.words());
    assertThat(reported.exitCode()).as(reported.complaint()).isZero();
    JsonNode latest = MAPPER.readTree(folder.resolve("out/latest.json").toFile());
    JsonNode report =
        MAPPER.readTree(folder.resolve("out").resolve(latest.path("report").asText()).toFile());
    return Stream.of(FlatReport.metrics(report))
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
        figure.path("metric").asText() + of(figure.path("class")),
        figure.path("value").toString(),
        figure.path("rows").asText());
  }

  private static String of(JsonNode ofClass) {
    return ofClass.isMissingNode() ? "" : "(" + ofClass.asText() + ")";
  }
}
