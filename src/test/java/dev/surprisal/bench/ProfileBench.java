package dev.surprisal.bench;

import dev.surprisal.dataset.CheckPolicy;
import dev.surprisal.dataset.DuplicatePolicy;
import dev.surprisal.dataset.PredictionSpec;
import dev.surprisal.dataset.ProbabilitySpec;
import dev.surprisal.dataset.Reader;
import dev.surprisal.dataset.Scoring;
import dev.surprisal.dataset.SourceSpec;
import dev.surprisal.job.Session;
import dev.surprisal.profile.Layout;
import dev.surprisal.profile.TimeRange;
import dev.surprisal.profile.WindowLength;
import dev.surprisal.profile.Windows;
import dev.surprisal.profile.ZeroPolicy;
import dev.surprisal.store.Profiler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The full profile beside Spark's bare scan of the same columns and beside MLlib's log loss alone:
 * 3 million rows, 10 classes, 20 slices, Parquet, in one JVM, after warm-up.
 */
final class ProfileBench {

  private static final int CLASSES = 10;
  private static final int SLICES = 20;
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final int WARM_UPS = 3;
  private static final int ROUNDS = 7;

  private final SparkSession spark;
  private final String arrays;
  private final String vectors;

  private ProfileBench(SparkSession spark, Path folder) {
    this.spark = spark;
    this.arrays = folder.resolve("arrays").toString();
    this.vectors = folder.resolve("vectors").toString();
  }

  /**
   * Measures.
   *
   * @param words the folder of the dataset, which is kept for the next time, and its rows
   */
  public static void main(String[] words) {
    try (Session session = Session.open(ZoneOffset.UTC)) {
      Path folder = Path.of(words[0]);
      long rows = Long.parseLong(words[1]);
      ProfileBench bench = new ProfileBench(session.spark(), folder.resolve(words[1]));
      bench.writeIfAbsent(rows);
      bench.measure(rows);
    }
  }

  private void measure(long rows) {
    for (int i = 0; i < WARM_UPS; i++) {
      scan();
      profile();
      logLossOfMllib(ofArrays());
      logLossOfMllib(ofVectors());
    }
    double[] scan = new double[ROUNDS];
    double[] profile = new double[ROUNDS];
    double[] mllib = new double[ROUNDS];
    double[] mllibOfVectors = new double[ROUNDS];
    // In turns, so that a disturbance hits all of them.
    for (int i = 0; i < ROUNDS; i++) {
      scan[i] = seconds(this::scan);
      profile[i] = seconds(this::profile);
      mllib[i] = seconds(() -> logLossOfMllib(ofArrays()));
      mllibOfVectors[i] = seconds(() -> logLossOfMllib(ofVectors()));
    }
    System.out.printf(
        Locale.ROOT,
        "%,d rows, %d classes, %d slices, %s; medians of %d rounds%n",
        rows,
        CLASSES,
        SLICES,
        spark.sparkContext().master(),
        ROUNDS);
    tell("Spark's noop scan", scan, scan);
    tell("full profile", profile, scan);
    tell("MLlib's logLoss", mllib, scan);
    tell("... of vectors", mllibOfVectors, scan);
    System.out.printf(
        Locale.ROOT,
        "full profile / MLlib's logLoss: %.2f (aim: at most 0.50)%n",
        median(profile) / median(mllib));
  }

  private static void tell(String what, double[] seconds, double[] scan) {
    System.out.printf(
        Locale.ROOT,
        "%-18s %6.2f s, from %.2f to %.2f; %.2f times the scan%s%n",
        what,
        median(seconds),
        Arrays.stream(seconds).min().orElseThrow(),
        Arrays.stream(seconds).max().orElseThrow(),
        median(seconds) / median(scan),
        what.equals("full profile") ? " (aim: at most 2.00)" : "");
  }

  private void scan() {
    spark
        .read()
        .parquet(arrays)
        .select("probability", "label", "slice", "scored_at")
        .write()
        .format("noop")
        .mode("overwrite")
        .save();
  }

  private void profile() {
    Windows windows =
        new Windows(
            new TimeRange(FROM, FROM.plus(Duration.ofDays(1))),
            new TimeRange(FROM.plus(Duration.ofDays(1)), FROM.plus(Duration.ofDays(2))),
            WindowLength.parse("1 day"));
    Scoring scoring =
        new Scoring(
            classes(),
            new PredictionSpec(
                new SourceSpec("parquet", arrays, null, Map.of(), null),
                List.of(),
                ProbabilitySpec.ofColumn("probability", ProbabilitySpec.Scale.PROBABILITY),
                "scored_at",
                null,
                "label",
                DuplicatePolicy.LATEST),
            null,
            List.of("slice"),
            List.of(),
            CheckPolicy.DEFAULT);
    int cells =
        new Profiler(new Layout(CLASSES, ZeroPolicy.DEFAULT, 0), windows, List.of("slice"))
            .profile(
                new Reader(spark, scoring).plan(List.of(windows.reference(), windows.current())))
            .size();
    if (cells != 2 * SLICES) {
      throw new IllegalStateException("Profiled " + cells + " cells, not " + 2 * SLICES);
    }
  }

  /** The same rows, brought into the vectors that MLlib wants. */
  private Dataset<Row> ofArrays() {
    Dataset<Row> rows = spark.read().parquet(arrays);
    return rows.select(
        functions.array_to_vector(rows.col("probability")).as("probability"),
        rows.col("label").cast("double").as("label"));
  }

  /** A dataset of vectors, as an MLlib model writes it. */
  private Dataset<Row> ofVectors() {
    return spark.read().parquet(vectors);
  }

  private static void logLossOfMllib(Dataset<Row> rows) {
    double loss =
        new MulticlassClassificationEvaluator()
            .setMetricName("logLoss")
            .setLabelCol("label")
            .setPredictionCol("label")
            .setProbabilityCol("probability")
            .evaluate(rows);
    if (!(loss > 0)) {
      throw new IllegalStateException("MLlib's log loss is " + loss);
    }
  }

  private void writeIfAbsent(long rows) {
    if (Files.exists(Path.of(vectors, "_SUCCESS"))) {
      return;
    }
    System.out.println("Writing " + arrays + " …");
    rows(rows).write().mode("overwrite").parquet(arrays);
    ofArrays().write().mode("overwrite").parquet(vectors);
  }

  private Dataset<Row> rows(long count) {
    String weights =
        IntStream.range(0, CLASSES)
            .mapToObj(i -> "0.001D + " + uniform(i))
            .collect(Collectors.joining(", "));
    return spark
        .range(0, count, 1, 4)
        .selectExpr(
            "array(" + weights + ") AS weights",
            "CAST(%d * %s AS INT) AS label".formatted(CLASSES, uniform(101)),
            "CONCAT('slice-', CAST(%d * %s AS INT)) AS slice".formatted(SLICES, uniform(102)),
            "timestamp_seconds(%d + id * %d DIV %d) AS scored_at"
                .formatted(FROM.getEpochSecond(), Duration.ofDays(2).toSeconds(), count))
        .selectExpr("*", "aggregate(weights, 0D, (sum, x) -> sum + x) AS total")
        .selectExpr(
            "transform(weights, x -> x / total) AS probability", "label", "slice", "scored_at");
  }

  private static String uniform(int purpose) {
    return "shiftrightunsigned(xxhash64(id, %d), 11) * 1.1102230246251565E-16D".formatted(purpose);
  }

  private static List<String> classes() {
    return IntStream.range(0, CLASSES).mapToObj(i -> "class-" + i).toList();
  }

  private static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
