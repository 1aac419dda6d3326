package dev.surprisal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surprisal.cluster.Launched.Ended;
import dev.surprisal.config.Config;
import dev.surprisal.config.ConfigReader;
import dev.surprisal.config.Setting;
import dev.surprisal.job.Job;
import dev.surprisal.job.demo.Demo;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** The sample dataset in a folder, and the reports made of it. */
final class Sample {

  static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Path folder;

  private Sample(Path folder) {
    this.folder = folder;
  }

  /** Writes the sample in this process. */
  static Sample writtenHere(SparkSession spark, Path folder, long rows) {
    Demo.write(spark, folder.toString(), rows, new PrintStream(OutputStream.nullOutputStream()));
    return new Sample(folder);
  }

  /** Writes the sample by the jar's own command. */
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

  /** Runs the job on the sample in this process. */
  void runHere(String output) {
    List<Setting> settings = List.of(Setting.parse("output.path=" + place(output)));
    Config config = new ConfigReader().read(configuration(), settings).config();
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    new Job(config, nowhere, nowhere, Clock.systemUTC()).run();
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
