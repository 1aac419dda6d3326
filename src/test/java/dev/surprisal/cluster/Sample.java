package dev.surprisal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surprisal.cluster.Launched.Ended;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The sample dataset in a folder, written by the jar's own command, and the reports made of it. */
final class Sample {

  static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Path folder;

  /** Writes the sample. */
  public Sample(Path folder, long rows) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Ended ended =
        submit(List.of(), "demo", "--output", folder.toString(), "--rows", String.valueOf(rows));
    assertThat(ended.exitCode()).as(ended.err()).isZero();
  }

  /** Submits to a local master and waits for the end. */
  Ended submit(List<String> sparkWords, String... words) {
    try (Launched launched = EmbeddedSpark.submit(folder, sparkWords, words)) {
      return launched.await(PATIENCE);
    }
  }

  /** The words that run the job on the sample, with its output in a place of its own. */
  String[] run(String output, String... more) {
    String place = "output.path=" + place(output);
    return Stream.concat(
            Stream.of("run", "--config", configuration(), "--set", place), Arrays.stream(more))
        .toArray(String[]::new);
  }

  Path place(String output) {
    return folder.resolve(output);
  }

  String configuration() {
    return folder.resolve("demo.yaml").toString();
  }

  /** The report that {@code latest.json} points to, without the one object that may differ. */
  JsonNode report(String output) {
    Path place = place(output);
    JsonNode latest = json(place.resolve("latest.json"));
    ObjectNode report = (ObjectNode) json(place.resolve(latest.path("report").asText()));
    assertThat(report.remove("run")).isNotNull();
    return report;
  }

  private static JsonNode json(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
