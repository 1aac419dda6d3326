package dev.surprisal.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The Spark and the jar that the build left under {@code target/}, run as processes of their own;
 * or another Spark that was gathered there.
 */
final class EmbeddedSpark {

  static final Path HOME =
      Path.of(System.getProperty("surprisal.test.sparkHome", "target/spark")).toAbsolutePath();
  static final Path JAR = Path.of("target", "surprisal.jar").toAbsolutePath();

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "SPARK_HOME",
          HOME.toString(),
          "SPARK_CONF_DIR",
          HOME.resolve("conf").toString(),
          "JAVA_HOME",
          System.getProperty("java.home"),
          "SPARK_LOCAL_IP",
          "127.0.0.1",
          // Else a worker looks for Spark's own build folders before it starts an executor.
          "SPARK_SCALA_VERSION",
          "2.13");

  private EmbeddedSpark() {}

  /**
   * Starts a class of Spark's.
   *
   * @param folder the working directory
   * @param heap as in {@code -Xmx}
   * @param words the class and its arguments
   */
  static Launched start(Path folder, String heap, String... words) {
    requireBuilt();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + HOME.resolve("conf").resolve("jvm.options"),
                "-Xmx" + heap,
                "-XX:TieredStopAtLevel=1",
                "-Dlog4j2.configurationFile="
                    + HOME.resolve("conf").resolve("log4j2.properties").toUri(),
                "-cp",
                HOME.resolve("jars") + "/*"));
    command.addAll(Arrays.asList(words));
    return Launched.start(command, ENVIRONMENT, folder);
  }

  /**
   * Submits our jar through the real {@code SparkSubmit}, as {@code spark-submit} does.
   *
   * @param folder the working directory
   * @param options Spark's words
   * @param words ours
   */
  static Launched submit(Path folder, List<String> options, String... words) {
    return submit(folder, "1g", options, words);
  }

  /** The same with a heap of another size, as in {@code -Xmx}. */
  static Launched submit(Path folder, String heap, List<String> options, String... words) {
    List<String> all = new ArrayList<>();
    all.add("org.apache.spark.deploy.SparkSubmit");
    all.addAll(List.of("--class", "dev.surprisal.cli.Main"));
    all.addAll(List.of("--conf", "spark.driver.host=127.0.0.1"));
    all.addAll(options);
    all.add(JAR.toString());
    all.addAll(Arrays.asList(words));
    return start(folder, heap, all.toArray(String[]::new));
  }

  private static void requireBuilt() {
    try {
      if (!Files.exists(JAR) || !Files.isDirectory(HOME.resolve("jars"))) {
        throw new IllegalStateException(
            "Nothing built at " + JAR.getParent() + ": run mvn package");
      }
      Files.createDirectories(HOME.resolve("conf"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
