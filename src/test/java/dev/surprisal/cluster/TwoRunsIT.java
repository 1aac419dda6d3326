package dev.surprisal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surprisal.SparkTest;
import dev.surprisal.cluster.Launched.Ended;
import dev.surprisal.config.Config;
import dev.surprisal.config.ConfigReader;
import dev.surprisal.config.Setting;
import dev.surprisal.job.Job;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Two processes that store the same windows at the same time. */
@Tag("slow")
@ResourceLock("processes")
class TwoRunsIT extends SparkTest {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final String CONFIGURATION =
      """
      model: {name: twice, classes: [A, B]}
      predictions:
        format: csv
        path: predictions.csv
        options: {header: "true"}
        schema: "b DOUBLE, at TIMESTAMP, label STRING"
        probability: {B: b}
        timestamp: at
        label: label
      reference: {from: 2026-01-01, to: 2026-01-02}
      current: {from: 2026-01-02, to: 2026-01-03}
      output: {path: out}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void writeInput() throws IOException {
    spark();
    Files.writeString(folder.resolve("twice.yaml"), CONFIGURATION);
    write("first.csv", 100);
    write("second.csv", 60);
  }

  private void write(String name, int rows) throws IOException {
    StringBuilder text = new StringBuilder("b,at,label\n");
    for (int i = 0; i < rows; i++) {
      text.append("0.25,2026-01-0%d 12:00:00,A%n".formatted(1 + i % 2));
    }
    Files.writeString(folder.resolve(name), text);
  }

  private Launched start(String command, String predictions) {
    return EmbeddedSpark.submit(
        folder,
        List.of("--master", "local[2]"),
        command,
        "--config",
        "twice.yaml",
        "--set",
        "predictions.path=" + predictions);
  }

  private Ended run(String command, String predictions) {
    try (Launched run = start(command, predictions)) {
      return run.await(PATIENCE);
    }
  }

  @Test
  void oneWinsWholeAndTheOtherSaysSo() throws Exception {
    Ended second;
    Ended first;
    try (Launched slow = start("profile", "first.csv")) {
      awaitStaging(slow);
      // It has seen the store, and stands still before it commits.
      slow.signal("STOP");
      second = run("profile", "second.csv");
      slow.signal("CONT");
      first = slow.await(PATIENCE);
    }

    assertThat(second.exitCode()).as(second.err()).isZero();
    assertThat(first.exitCode()).as(first.err()).isEqualTo(3);
    assertThat(first.err())
        .contains(
            "Invalid output.path: ",
            "another run stored the same windows concurrently",
            "this run stored nothing: run it again")
        .doesNotContain("\tat ");
    assertThat(rowsOfReport("second.csv")).isEqualTo(60);

    Ended again = run("profile", "first.csv");
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(rowsOfReport("first.csv")).isEqualTo(100);
  }

  /** Until the run has begun to write its windows, where no reader looks. */
  private void awaitStaging(Launched run) throws InterruptedException, IOException {
    Path staging = folder.resolve("out/profiles/_staging");
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!hasFiles(staging)) {
      assertThat(run.isAlive() && System.nanoTime() < end).as(run.output()).isTrue();
      Thread.sleep(2);
    }
  }

  private static boolean hasFiles(Path staging) throws IOException {
    if (!Files.isDirectory(staging)) {
      return false;
    }
    try (Stream<Path> files = Files.list(staging)) {
      return files.findAny().isPresent();
    }
  }

  /** By this process, which reads what the others stored. */
  private int rowsOfReport(String predictions) throws IOException {
    List<Setting> settings =
        List.of(
            Setting.parse("predictions.path=" + folder.resolve(predictions)),
            Setting.parse("output.path=" + folder.resolve("out")));
    Config config =
        new ConfigReader().read(folder.resolve("twice.yaml").toString(), settings).config();
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    new Job(config, nowhere, nowhere, Clock.systemUTC()).report();
    Path out = folder.resolve("out");
    ObjectMapper mapper = new ObjectMapper();
    JsonNode latest = mapper.readTree(out.resolve("latest.json").toFile());
    return mapper
        .readTree(out.resolve(latest.path("report").asText()).toFile())
        .at("/rows/read")
        .asInt();
  }
}
