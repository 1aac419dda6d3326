package dev.surprisal.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A small, sound dataset in a folder, for tests to spoil, and a terminal to run commands on it: 400
 * predictions of eight days, 50 a day, a label for each. At first one prediction in fifteen is
 * wrong; on the last four days one in three, all of them on phones.
 */
final class Shop {

  static final int ROWS = 400;

  private static final String CONFIGURATION =
      """
      model: {name: shop, classes: [STAY, BUY]}
      predictions:
        path: %1$s/predictions
        key: [id]
        probability: probability
        timestamp: scored_at
      labels:
        path: %1$s/labels
        key: [id]
        label: label
      reference: {from: 2026-01-01, to: 2026-01-05}
      current: {from: 2026-01-05, to: 2026-01-09}
      slices: [device]
      columns: [basket]
      drift: {min_rows: 20}
      output: {path: %1$s/out, json: full}
      """;

  private final SparkSession spark;
  private final Path folder;

  /** Opens a shop in a folder, with a copy of the sample. */
  Shop(SparkSession spark, Path sample, Path folder) {
    this.spark = spark;
    this.folder = folder;
    write("x.yaml", CONFIGURATION.formatted(folder));
    for (String dataset : List.of("predictions", "labels")) {
      copy(sample.resolve(dataset), folder.resolve(dataset));
    }
  }

  /** Writes the sound datasets once, for many shops. */
  static void writeSample(SparkSession spark, Path sample) {
    predictions(spark).write().parquet(sample.resolve("predictions").toString());
    labels(spark).write().parquet(sample.resolve("labels").toString());
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.list(from)) {
      Files.createDirectory(to);
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sound predictions. */
  Dataset<Row> predictions() {
    return predictions(spark);
  }

  private static Dataset<Row> predictions(SparkSession spark) {
    return spark
        .range(0, ROWS, 1, 2)
        .selectExpr(
            "id",
            "timestamp_seconds(1767225600 + id * 1728) as scored_at",
            "if(id % 2 = 0, array(0.9D, 0.1D), array(0.2D, 0.8D)) as probability",
            "if(id % 3 = 0, 'phone', 'desktop') as device",
            "cast(id % 7 as double) as basket");
  }

  /** A label for each prediction. */
  Dataset<Row> labels() {
    return labels(spark);
  }

  private static Dataset<Row> labels(SparkSession spark) {
    return spark
        .range(0, ROWS, 1, 2)
        .selectExpr(
            "id",
            "if((id % 2 = 0) = (id < 200 and id % 10 < 8 or id % 3 > 0), 'STAY', 'BUY') as label");
  }

  void writePredictions(Dataset<Row> rows) {
    delete("predictions");
    rows.write().parquet(place("predictions"));
  }

  void writeLabels(Dataset<Row> rows) {
    delete("labels");
    rows.write().parquet(place("labels"));
  }

  /** A path in the folder, as text. */
  String place(String name) {
    return folder.resolve(name).toString();
  }

  Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete(String name) {
    for (Path path : below(name).sorted((a, b) -> b.compareTo(a)).toList()) {
      try {
        Files.delete(path);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The files and folders of a path, itself among them; none where it does not exist. */
  Stream<Path> below(String name) {
    Path path = folder.resolve(name);
    if (!Files.exists(path)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.walk(path)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What stands in the output folder, sorted. */
  List<String> published() {
    Path out = folder.resolve("out");
    return below("out")
        .filter(file -> !file.equals(out) && out.relativize(file).getNameCount() == 1)
        .map(file -> file.getFileName().toString())
        .sorted()
        .toList();
  }

  /** Runs a command on the configuration. */
  Ended execute(String command, String... words) {
    return execute(new CapturedTerminal(), command, words);
  }

  /** Runs a command in a terminal, whose clock it goes by. */
  Ended execute(CapturedTerminal terminal, String command, String... words) {
    List<String> all = new ArrayList<>(List.of(command, "--config", place("x.yaml")));
    all.addAll(List.of(words));
    int exitCode = Main.execute(terminal.terminal(), all.toArray(String[]::new));
    return new Ended(exitCode, terminal.out(), withoutProgress(terminal.err()));
  }

  /** What a command left behind: its code, its results, and its complaints without the steps. */
  record Ended(int exitCode, String out, String complaint) {}

  private static String withoutProgress(String err) {
    StringBuilder text = new StringBuilder();
    err.lines()
        .filter(line -> !line.endsWith(" …") && !line.endsWith(" rows a second"))
        .forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
