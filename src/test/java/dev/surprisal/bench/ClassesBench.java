package dev.surprisal.bench;

import dev.surprisal.config.Config;
import dev.surprisal.config.ConfigReader;
import dev.surprisal.job.Job;
import dev.surprisal.job.Session;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Whole runs on many classes in a small heap: 1,000 with an array of all probabilities in each row,
 * and 50,000 of which a row names five.
 */
final class ClassesBench {

  private static final int DENSE = 1_000;
  private static final int SPARSE = 50_000;

  private ClassesBench() {}

  /**
   * Runs.
   *
   * @param words the folder of the datasets, the rows of each, and the runs
   */
  public static void main(String[] words) throws IOException {
    long rows = Long.parseLong(words[1]);
    Path folder = Files.createDirectories(Path.of(words[0], "classes-" + rows));
    try (Session session = Session.open(ZoneOffset.UTC)) {
      write(dense(session.spark(), rows), folder.resolve("dense"));
      write(sparse(session.spark(), rows), folder.resolve("sparse"));
      for (int i = 0; i < Integer.parseInt(words[2]); i++) {
        run(folder, "dense", DENSE, rows, "reject");
        run(folder, "sparse", SPARSE, rows, "spread");
      }
    }
  }

  private static void write(Dataset<Row> rows, Path path) {
    if (!Files.exists(path.resolve("_SUCCESS"))) {
      System.out.println("Writing " + path + " …");
      rows.write().mode("overwrite").parquet(path.toString());
    }
  }

  private static void run(Path folder, String dataset, int classes, long rows, String rest)
      throws IOException {
    Path file = folder.resolve(dataset + ".yaml");
    Files.writeString(file, configuration(folder.resolve(dataset), classes, rest));
    System.gc();
    heap().forEach(MemoryPoolMXBean::resetPeakUsage);
    long start = System.nanoTime();
    Config config = new ConfigReader().read(file.toString(), List.of()).config();
    new Job(config, System.out, System.out, Clock.systemUTC()).run();
    System.out.printf(
        Locale.ROOT,
        "%,d rows of %,d classes, %s: %.1f s, %,d MB of heap at most, of %,d%n",
        rows,
        classes,
        dataset,
        (System.nanoTime() - start) / 1e9,
        heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() >> 20,
        Runtime.getRuntime().maxMemory() >> 20);
  }

  private static List<MemoryPoolMXBean> heap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }

  private static String configuration(Path data, int classes, String rest) {
    String names =
        IntStream.range(0, classes).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
    return """
    model: {name: many, classes: [%s]}
    predictions:
      path: %s
      probability: probability
      rest: %s
      timestamp: scored_at
      label: label
    window: 1 day
    reference: {from: 2026-01-01, to: 2026-01-02}
    current: {from: 2026-01-02, to: 2026-01-03}
    slices: [slice]
    output: {path: %s-out}
    """
        .formatted(names, data, rest, data);
  }

  /** A label, and a prediction that has it at 0.5, another class at 0.3, and the rest evenly. */
  private static Dataset<Row> dense(SparkSession spark, long rows) {
    String even = 0.2 / (DENSE - 2) + "D";
    return drawn(spark, rows, DENSE)
        .selectExpr(
            "transform(sequence(0, %d), i -> case i when y then 0.5D when z then 0.3D else %s end)"
                    .formatted(DENSE - 1, even)
                + " as probability",
            "label",
            "slice",
            "scored_at");
  }

  private static Dataset<Row> sparse(SparkSession spark, long rows) {
    return drawn(spark, rows, SPARSE)
        .selectExpr(
            "map_from_arrays(transform(array(y, z, pmod(z + 1, %1$d), pmod(z + 2, %1$d)),"
                    .formatted(SPARSE)
                + " i -> concat('c', i)), array(0.5D, 0.3D, 0.1D, 0.05D)) as probability",
            "label",
            "slice",
            "scored_at");
  }

  /** Classes y and z that differ by at least 2; every fourth label is z. */
  private static Dataset<Row> drawn(SparkSession spark, long rows, int classes) {
    return spark
        .range(0, rows, 1, 4)
        .selectExpr("*", "cast(pmod(xxhash64(id, 1), %d) as int) as y".formatted(classes))
        .selectExpr(
            "*",
            "cast(pmod(y + 2 + pmod(xxhash64(id, 2), %d), %d) as int) as z"
                .formatted(classes - 5, classes))
        .selectExpr(
            "*",
            "concat('c', if(id % 4 = 0, z, y)) as label",
            "concat('slice-', id % 5) as slice",
            "timestamp_seconds(1767225600 + id * 172800 DIV %d) as scored_at".formatted(rows));
  }
}
