package dev.surprisal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surprisal.cluster.Launched.Ended;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A key that a million predictions and a million labels share, in a small heap. */
@Tag("slow")
@ResourceLock("processes")
class SkewIT {

  private static final int OF_ONE_KEY = 1_000_000;
  private static final int OTHERS = 2_000;

  private static final String CONFIGURATION =
      """
      model: {name: skew, classes: [A, B]}
      predictions:
        format: csv
        path: predictions.csv
        options: {header: "true"}
        schema: "id BIGINT, b DOUBLE, at TIMESTAMP"
        key: [id]
        probability: {B: b}
        timestamp: at
      labels:
        format: csv
        path: labels.csv
        options: {header: "true"}
        schema: "id BIGINT, label STRING"
        key: [id]
        label: label
      reference: {from: 2026-01-01, to: 2026-01-02}
      current: {from: 2026-01-02, to: 2026-01-03}
      checks: {max_duplicates: 1}
      output: {path: out}
      """;

  @Test
  void aKeyOfAMillionRowsIsToldApartInLessThanADefaultHeap(@TempDir Path folder)
      throws IOException {
    Files.writeString(folder.resolve("skew.yaml"), CONFIGURATION);
    write(folder.resolve("predictions.csv"), "id,b,at", ",0.25,2026-01-0%d 12:00:00");
    write(folder.resolve("labels.csv"), "id,label", ",B");

    try (Launched run =
        EmbeddedSpark.submit(
            folder, "768m", List.of("--master", "local[2]"), "run", "--config", "skew.yaml")) {
      Ended ended = run.await(Duration.ofMinutes(5));
      assertThat(ended.exitCode()).as(ended.err()).isZero();
    }

    JsonNode latest = new ObjectMapper().readTree(folder.resolve("out/latest.json").toFile());
    JsonNode rows =
        new ObjectMapper()
            .readTree(folder.resolve("out").resolve(latest.path("report").asText()).toFile())
            .path("rows");
    assertThat(rows.path("read").asInt()).isEqualTo(OF_ONE_KEY + OTHERS);
    assertThat(rows.path("scored").asInt()).isEqualTo(1 + OTHERS);
    assertThat(rows.path("duplicate").asInt()).isEqualTo(OF_ONE_KEY - 1);
  }

  private static void write(Path file, String header, String rest) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(header + "\n");
      for (int i = 0; i < OF_ONE_KEY + OTHERS; i++) {
        int id = Math.max(0, i - OF_ONE_KEY + 1);
        out.write(id + String.format(rest, 1 + i % 2) + "\n");
      }
    }
  }
}
