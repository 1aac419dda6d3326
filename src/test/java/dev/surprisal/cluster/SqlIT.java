package dev.surprisal.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.surprisal.cluster.Launched.Ended;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The words with which the documents bring the functions into {@code spark-sql}, as written there:
 * through the real SparkSubmit, which {@code spark-sql} is a call of; and through {@code spark-sql}
 * itself where {@code SPARK_SQL} names it or {@code SPARK_HOME} is a Spark that has it. The Spark
 * that the build gathers has not, for it takes Spark's Hive module; CI fetches one that has.
 */
@Tag("slow")
@ResourceLock("processes")
class SqlIT {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Path PAGES = Path.of("src", "site", "markdown");
  private static final Path FUNCTIONS = PAGES.resolve("functions.md");

  private static final String PROGRAM = "spark-sql";
  private static final String CATALOG = "--conf spark.sql.catalog.";

  @TempDir Path folder;

  /** Words of Spark's, a query that needs them, and its one row, from the functions' own usage. */
  record Way(List<String> words, String query, String row) {}

  static Stream<Way> ways() {
    // Once, where several pages say the same.
    Stream<Way> withoutPrefix =
        Stream.of(Path.of("README.md"), FUNCTIONS, PAGES.resolve("cross-entropy-and-divergence.md"))
            .map(SqlIT::call)
            .distinct()
            .map(
                words ->
                    new Way(
                        words,
                        "SELECT kl_divergence(array(0.5, 0.5), array(0.25, 0.75), 2),"
                            + " log_loss(0, array(0.25, 0.75), 2)",
                        "0.2075187496394219\t2.0"));
    Way withPrefix =
        new Way(
            catalog(),
            "SELECT surprisal.kl_divergence(array(0.5, 0.5), array(0.25, 0.75), 2),"
                + " surprisal.log_loss(0, array(0.25, 0.75), 2)",
            "0.2075187496394219\t2.0");
    return Stream.concat(withoutPrefix, Stream.of(withPrefix));
  }

  /** The documents name the jar by its path from the project. */
  @BeforeEach
  void linkTheJar() throws IOException {
    Files.createSymbolicLink(folder.resolve("target"), EmbeddedSpark.JAR.getParent());
  }

  @ParameterizedTest
  @MethodSource("ways")
  void documentedWordsServeAnApplication(Way way) {
    List<String> words = new ArrayList<>();
    words.add("org.apache.spark.deploy.SparkSubmit");
    words.addAll(List.of("--conf", "spark.driver.host=127.0.0.1"));
    words.addAll(List.of("--class", SqlRunner.class.getName()));
    words.addAll(way.words());
    words.add(application().toString());
    words.add(way.query());
    try (Launched launched = EmbeddedSpark.start(folder, "1g", words.toArray(String[]::new))) {
      requireRow(way, launched.await(PATIENCE));
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void documentedWordsServeSparkSql(Way way) {
    Optional<Path> program = program();
    assertThat(program.isPresent() || !"true".equals(System.getenv("CI")))
        .as("spark-sql in SPARK_SQL or SPARK_HOME, which CI must have")
        .isTrue();
    assumeTrue(program.isPresent(), "No spark-sql in SPARK_SQL or SPARK_HOME: it is not run");

    List<String> command = new ArrayList<>(List.of(program.orElseThrow().toString()));
    command.addAll(way.words());
    command.addAll(List.of("--conf", "spark.driver.host=127.0.0.1", "-e", way.query()));
    Map<String, String> environment =
        Map.of("JAVA_HOME", System.getProperty("java.home"), "SPARK_LOCAL_IP", "127.0.0.1");
    try (Launched launched = Launched.start(command, environment, folder)) {
      requireRow(way, launched.await(PATIENCE));
    }
  }

  /** The {@code spark-sql} that the environment names, or that of its Spark. */
  private static Optional<Path> program() {
    return Stream.of(
            Optional.ofNullable(System.getenv("SPARK_SQL")).map(Path::of),
            Optional.ofNullable(System.getenv("SPARK_HOME"))
                .map(home -> Path.of(home, "bin", PROGRAM)))
        .flatMap(Optional::stream)
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static void requireRow(Way way, Ended ended) {
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(ended.out().lines()).contains(way.row());
  }

  /** What follows {@code spark-sql} on a page, down to the line that no backslash ends. */
  private static List<String> call(Path page) {
    String text = text(page);
    String call = text.substring(text.indexOf("    " + PROGRAM) + 4 + PROGRAM.length());
    String words =
        call.lines()
            .takeWhile(line -> !line.isEmpty())
            .map(line -> line.replace("\\", ""))
            .collect(Collectors.joining(" "));
    return List.of(words.strip().split(" +"));
  }

  /** The catalog's words, with the jar's from the call before. */
  private static List<String> catalog() {
    String text = text(FUNCTIONS);
    String words = text.substring(text.indexOf(CATALOG)).lines().findFirst().orElseThrow();
    return Stream.concat(call(FUNCTIONS).stream().limit(2), Stream.of(words.split(" ", -1)))
        .toList();
  }

  /** A jar with the one class that is submitted. */
  private Path application() {
    String name = SqlRunner.class.getName().replace('.', '/') + ".class";
    Path jar = folder.resolve("application.jar");
    try (InputStream bytes =
            Objects.requireNonNull(SqlRunner.class.getClassLoader().getResourceAsStream(name));
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry(name));
      bytes.transferTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return jar;
  }

  private static String text(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
