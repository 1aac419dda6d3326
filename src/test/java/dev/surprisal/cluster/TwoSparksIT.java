package dev.surprisal.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.surprisal.cluster.Launched.Ended;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One jar through the launcher on both Sparks that it is for: the same bytes, and each reads the
 * profiles of the other. Run by {@code src/spark35/pom.xml}, which gathers the older Spark.
 */
@ResourceLock("processes")
class TwoSparksIT {

  private static final Path ELECTRICITY_DATA = Path.of("..", "shared", "data", "electricity");
  private static final Pattern REPORT = Pattern.compile("\"report\": \"([^\"]+)\"");
  private static final Pattern RUN = Pattern.compile("(?s)\n  \"run\": \\{\n.*?\n  },");

  private static final Map<Input, FirstRuns> FIRST_RUNS = new EnumMap<>(Input.class);

  @TempDir private static Path folder = Path.of("");

  private enum Spark {
    OLDER(EmbeddedSpark.HOME),
    NEWER(Path.of("target", "spark").toAbsolutePath());

    private final Path home;

    Spark(Path home) {
      this.home = home;
    }

    Spark other() {
      return this == OLDER ? NEWER : OLDER;
    }
  }

  private enum Input {
    SAMPLE,
    ELECTRICITY;

    /** The configuration, after whatever it needs was written or was found. */
    String prepare() {
      if (this == SAMPLE) {
        return new Sample(folder.resolve("a sample"), 40_000).configuration();
      }
      assumeTrue(
          Files.isDirectory(ELECTRICITY_DATA),
          "The real input is not beside the project: " + ELECTRICITY_DATA);
      return Path.of("conf", "electricity.yaml").toString();
    }
  }

  /** What an input came to on each Spark. */
  private record FirstRuns(
      String configuration, Map<Spark, List<String>> summaries, Map<Spark, String> reports) {

    String report(Spark spark) {
      return Objects.requireNonNull(reports.get(spark));
    }
  }

  @ParameterizedTest
  @EnumSource
  void reportAndSummaryAreTheSameOnBoth(Input input) {
    FirstRuns runs = firstRuns(input);

    assertSame(runs.report(Spark.OLDER), runs.report(Spark.NEWER));
    assertThat(runs.summaries().get(Spark.OLDER))
        .hasSizeGreaterThan(5)
        .isEqualTo(runs.summaries().get(Spark.NEWER));
  }

  /** By {@code run}, which raises the revision of every window whose profiles have changed. */
  @ParameterizedTest
  @EnumSource
  void profilesOfOneAreThoseOfTheOther(Spark writer) {
    FirstRuns runs = firstRuns(Input.SAMPLE);
    Path output = output(Input.SAMPLE, writer);

    launch(writer.other(), runs.configuration(), output);

    assertSame(report(output, writer.other()), runs.report(writer));
  }

  private static FirstRuns firstRuns(Input input) {
    FirstRuns known = FIRST_RUNS.get(input);
    if (known != null) {
      return known;
    }
    FirstRuns runs =
        new FirstRuns(input.prepare(), new EnumMap<>(Spark.class), new EnumMap<>(Spark.class));
    for (Spark spark : Spark.values()) {
      Path output = output(input, spark);
      Ended ended = launch(spark, runs.configuration(), output);
      runs.summaries().put(spark, summary(ended));
      runs.reports().put(spark, report(output, spark));
    }
    FIRST_RUNS.put(input, runs);
    return runs;
  }

  /** Shows where they differ first: a report may have a hundred million characters. */
  private static void assertSame(String actual, String expected) {
    assertThat(expected).hasSizeGreaterThan(100_000).contains("\"log_loss\"");
    int at = Arrays.mismatch(actual.toCharArray(), expected.toCharArray());
    assertThat(at < 0 ? "" : around(at, actual)).isEqualTo(at < 0 ? "" : around(at, expected));
  }

  private static String around(int at, String text) {
    return text.substring(Math.max(0, at - 200), Math.min(text.length(), at + 200));
  }

  private static Path output(Input input, Spark writer) {
    return folder.resolve(input + "-" + writer);
  }

  private static Ended launch(Spark spark, String configuration, Path output) {
    Map<String, String> environment =
        Map.of(
            "JAVA_HOME",
            System.getProperty("java.home"),
            "SPARK_HOME",
            spark.home.toString(),
            "SPARK_CONF_DIR",
            "");
    List<String> words =
        List.of(
            Path.of("scripts", "surprisal").toString(),
            "run",
            "--config",
            configuration,
            "--set",
            "output.path=" + output);
    try (Launched launched = Launched.start(words, environment, Path.of("").toAbsolutePath())) {
      Ended ended = launched.await(Sample.PATIENCE);
      assertThat(ended.exitCode()).as(ended.err()).isZero();
      // That would be another jar.
      assertThat(ended.err()).doesNotContain("Building Surprisal");
      return ended;
    }
  }

  /** What was said on standard output, but for where the report is. */
  private static List<String> summary(Ended ended) {
    return ended.out().lines().filter(line -> !line.contains(folder.toString())).toList();
  }

  /** The last report, by the given Spark, without the one object that says so. */
  private static String report(Path output, Spark reporter) {
    try {
      Matcher file = REPORT.matcher(Files.readString(output.resolve("latest.json")));
      assertThat(file.find()).isTrue();
      String whole = Files.readString(output.resolve(file.group(1)));
      Matcher run = RUN.matcher(whole);
      assertThat(run.find()).isTrue();
      String older = "\"spark\": \"" + System.getProperty("surprisal.test.spark") + "\"";
      assertThat(run.group().contains(older)).as(run.group()).isEqualTo(reporter == Spark.OLDER);
      return run.replaceFirst("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
