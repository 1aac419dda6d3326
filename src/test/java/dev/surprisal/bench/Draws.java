package dev.surprisal.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The dataset of the benchmarks, in Parquet: two distributions of ten or two classes a row, a
 * label, one of twenty slices, and times over two days. It is written once and kept.
 */
final class Draws {

  static final int CLASSES = 10;
  static final int SLICES = 20;
  static final int FINE_SLICES = 2_000;
  static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

  private final SparkSession spark;
  private final int classes;
  private final String arrays;
  private final String vectors;

  private Draws(SparkSession spark, int classes, Path folder) {
    this.spark = spark;
    this.classes = classes;
    this.arrays = folder.resolve("arrays").toString();
    this.vectors = folder.resolve("vectors").toString();
  }

  /** The dataset of so many rows, of ten classes, under a folder. */
  static Draws of(SparkSession spark, Path folder, long rows) {
    return written(new Draws(spark, CLASSES, folder.resolve("draws-" + rows)), rows);
  }

  /** The same of two classes. */
  static Draws ofTwoClasses(SparkSession spark, Path folder, long rows) {
    return written(new Draws(spark, 2, folder.resolve("draws-" + rows + "-of-2")), rows);
  }

  private static Draws written(Draws draws, long rows) {
    if (!Files.exists(Path.of(draws.vectors, "_SUCCESS"))) {
      System.out.println("Writing " + draws.arrays + " …");
      draws.draw(rows).write().mode("overwrite").parquet(draws.arrays);
      draws.asVectors().write().mode("overwrite").parquet(draws.vectors);
    }
    return draws;
  }

  /** Rows of arrays with more to slice by: 2,000 values of {@code fine}, ten each of five. */
  static Draws sliced(SparkSession spark, Path folder, long rows) {
    Draws draws = new Draws(spark, CLASSES, folder.resolve("slices-" + rows));
    if (!Files.exists(Path.of(draws.arrays, "_SUCCESS"))) {
      System.out.println("Writing " + draws.arrays + " …");
      draws.draw(rows).write().mode("overwrite").parquet(draws.arrays);
    }
    return draws;
  }

  int classes() {
    return classes;
  }

  /** Where the rows with arrays are. */
  String path() {
    return arrays;
  }

  /** The rows: {@code reference} and {@code probability}, {@code label}, {@code slice}, times. */
  Dataset<Row> ofArrays() {
    return spark.read().parquet(arrays);
  }

  /** The rows with vectors in place of arrays, as an MLlib model writes them. */
  Dataset<Row> ofVectors() {
    return spark.read().parquet(vectors);
  }

  /** The rows with arrays, brought into vectors as they are read. */
  Dataset<Row> asVectors() {
    Dataset<Row> rows = ofArrays();
    return rows.select(
        functions.array_to_vector(rows.col("reference")).as("reference"),
        functions.array_to_vector(rows.col("probability")).as("probability"),
        rows.col("label").cast("double").as("label"));
  }

  private Dataset<Row> draw(long rows) {
    return spark
        .range(0, rows, 1, 4)
        .selectExpr(
            distribution(0) + " AS reference",
            distribution(classes) + " AS probability",
            "CAST(%d * %s AS INT) AS label".formatted(classes, uniform(101)),
            "CONCAT('slice-', CAST(%d * %s AS INT)) AS slice".formatted(SLICES, uniform(102)),
            "CONCAT('fine-', CAST(%d * %s AS INT)) AS fine".formatted(FINE_SLICES, uniform(103)),
            ten(0),
            ten(1),
            ten(2),
            ten(3),
            ten(4),
            "timestamp_seconds(%d + id * %d DIV %d) AS scored_at"
                .formatted(FROM.getEpochSecond(), Duration.ofDays(2).toSeconds(), rows));
  }

  private static String ten(int dimension) {
    return "CONCAT('ten-', CAST(10 * %s AS INT)) AS ten%d"
        .formatted(uniform(110 + dimension), dimension);
  }

  private String distribution(int purpose) {
    return IntStream.range(purpose, purpose + classes)
        .mapToObj(i -> "0.001D + " + uniform(i))
        .collect(Collectors.joining(", ", "surprisal.normalize(array(", "))"));
  }

  private static String uniform(int purpose) {
    return "(shiftrightunsigned(xxhash64(id, %d), 11) * 1.1102230246251565E-16D)"
        .formatted(purpose);
  }
}
