package dev.surprisal.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.surprisal.config.Config;
import dev.surprisal.config.ConfigReader;
import dev.surprisal.job.Job;
import dev.surprisal.job.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * A report on 2,000 slices in 400 windows: what it costs once the profiles are stored, and how
 * large it is. One in forty slices breaks in the last hundred days. Profiles are stored by the
 * first start; each one after it makes a report of them.
 */
final class WideBench {

  private static final String CONFIGURATION =
      """
      model: {name: wide, classes: [A, B, C]}
      predictions: {path: "%1$s", probability: probability, timestamp: scored_at, label: label}
      reference: {from: 2025-01-01, to: 2025-03-02}
      current: {from: 2025-03-02, to: 2026-02-05}
      slices: [slice]
      limits: {slices: 2000}
      output: {path: "%2$s"}
      """;

  private WideBench() {}

  /**
   * Profiles, or else reports and measures.
   *
   * @param words the folder of the dataset, its rows, and how many reports are made
   */
  public static void main(String[] words) throws IOException {
    Path folder = Path.of(words[0]).resolve("wide-" + words[1]);
    try (Session session = Session.open(ZoneOffset.UTC)) {
      Job job = new Job(config(folder), nowhere(), System.out, Clock.systemUTC());
      if (!Files.exists(folder.resolve("out/profiled"))) {
        write(session.spark(), folder, Long.parseLong(words[1]));
        job.profile();
        Files.createFile(folder.resolve("out/profiled"));
        return;
      }
      for (int i = 0; i < Integer.parseInt(words[2]); i++) {
        report(job, folder);
      }
    }
  }

  private static Config config(Path folder) {
    String text = CONFIGURATION.formatted(folder.resolve("rows"), folder.resolve("out"));
    return new ConfigReader().parse("wide", text, List.of()).config();
  }

  private static PrintStream nowhere() {
    return new PrintStream(OutputStream.nullOutputStream());
  }

  private static void write(SparkSession spark, Path folder, long rows) {
    spark
        .range(0, rows, 1, 2)
        .selectExpr(
            "CAST(pmod(xxhash64(id, 1), 2000) AS INT) AS s",
            "timestamp_seconds(1735689600 + pmod(xxhash64(id, 2), 400L * 86400)) AS scored_at",
            "pmod(xxhash64(id, 3), 1000) / 1000D AS u",
            "pmod(xxhash64(id, 4), 900) / 1000D AS v")
        .selectExpr(
            "concat('slice-', s) AS slice",
            "scored_at",
            "array(0.05D + v, (0.95D - v) * 0.6D, (0.95D - v) * 0.4D) AS probability",
            "CASE WHEN s % 40 = 0 AND scored_at >= '2025-10-28'"
                + " THEN element_at(array('A', 'B', 'C'), 1 + CAST(3 * u AS INT))"
                + " WHEN u < 0.05D + v THEN 'A'"
                + " WHEN u < 0.05D + v + (0.95D - v) * 0.6D THEN 'B' ELSE 'C' END AS label")
        .write()
        .mode("overwrite")
        .parquet(folder.resolve("rows").toString());
  }

  private static void report(Job job, Path folder) throws IOException {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long start = System.nanoTime();
    long processor = system.getProcessCpuTime();
    job.report();
    System.out.printf(
        Locale.ROOT,
        "report: %.1f s, %.1f s of processor time, heap of at most %,d MB (aim: at most 60 s of"
            + " processor time in 2,048 MB)%n",
        (System.nanoTime() - start) / 1e9,
        (system.getProcessCpuTime() - processor) / 1e9,
        Runtime.getRuntime().maxMemory() >> 20);
    try (Stream<Path> files = Files.walk(folder.resolve("out/runs"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        System.out.printf(Locale.ROOT, "%,14d bytes  %s%n", Files.size(file), file.getFileName());
      }
    }
    Folders.delete(folder.resolve("out/runs"));
  }
}
