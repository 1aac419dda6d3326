package dev.surprisal.bench;

import dev.surprisal.config.Config;
import dev.surprisal.config.ConfigReader;
import dev.surprisal.job.Job;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Predictions of three classes with keys and their labels, over two days, and whole runs on them.
 * The rows are in lots of the same size, each a folder, so that a number of lots is a dataset of
 * that size with the same rows wherever it is read.
 */
final class Runs {

  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration TIME = Duration.ofDays(2);

  private static final String CONFIGURATION =
      """
      model: {name: size, classes: [A, B, C]}
      predictions:
        path: "%1$s"
        probability: probability
        timestamp: scored_at
        %2$s
      reference: {from: 2026-01-01, to: 2026-01-02}
      current: {from: 2026-01-02, to: 2026-01-03}
      slices: [slice]
      output: {path: "%3$s"}
      """;

  private final SparkSession spark;
  private final Path folder;
  private final long lot;

  /** The rows of a lot, under a folder. */
  Runs(SparkSession spark, Path folder, long lot) {
    this.spark = spark;
    this.folder = folder.resolve("lots-" + lot);
    this.lot = lot;
  }

  /** Writes the lots that are not there. */
  void write(int lots) {
    for (int i = 0; i < lots; i++) {
      if (!Files.exists(folder.resolve("labels/" + i + "/_SUCCESS"))) {
        Dataset<Row> rows = drawn(i);
        save(rows.select("id", "probability", "label", "slice", "scored_at"), "predictions/" + i);
        save(rows.select("id", "label"), "labels/" + i);
      }
    }
  }

  private void save(Dataset<Row> rows, String name) {
    rows.write().mode("overwrite").parquet(folder.resolve(name).toString());
  }

  private Dataset<Row> drawn(int at) {
    return spark
        .range(at * lot, (at + 1) * lot, 1, 2)
        .selectExpr(
            "id",
            "surprisal.normalize(array(1D + %s, 1D + %s, 1D + %s)) AS probability"
                .formatted(uniform(1), uniform(2), uniform(3)),
            "element_at(array('A', 'B', 'C'), 1 + CAST(3 * %s AS INT)) AS label"
                .formatted(uniform(4)),
            "CONCAT('slice-', CAST(20 * %s AS INT)) AS slice".formatted(uniform(5)),
            "timestamp_seconds(%d + CAST(%d * %s AS BIGINT)) AS scored_at"
                .formatted(FROM.getEpochSecond(), TIME.toSeconds(), uniform(6)));
  }

  private static String uniform(int purpose) {
    return "(shiftrightunsigned(xxhash64(id, %d), 11) * 1.1102230246251565E-16D)"
        .formatted(purpose);
  }

  /** Where the first lots of a dataset are. */
  String path(String dataset, int lots) {
    StringBuilder names = new StringBuilder("0");
    for (int i = 1; i < lots; i++) {
      names.append(',').append(i);
    }
    return folder.resolve(dataset) + "/{" + names + "}";
  }

  /** A whole run with the label beside the prediction. */
  void run(int lots) {
    run(path("predictions", lots), "label: label");
  }

  /** A whole run that joins labels. */
  void runJoined(int lots) {
    String labels = "key: [id]\nlabels: {path: \"%s\", key: [id], label: label}";
    run(path("predictions", lots), labels.formatted(path("labels", lots)));
  }

  private void run(String predictions, String labels) {
    Path out = folder.resolve("out");
    // What the run before has stored would be compared with what is to be stored.
    Folders.delete(out);
    Config config =
        new ConfigReader()
            .parse("size", CONFIGURATION.formatted(predictions, labels, out), List.of())
            .config();
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    new Job(config, nowhere, nowhere, Clock.systemUTC()).run();
  }
}
