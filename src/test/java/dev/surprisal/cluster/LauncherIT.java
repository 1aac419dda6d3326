package dev.surprisal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.cluster.Launched.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The launcher, on what was packaged, called through a link in a folder with a space. */
@Tag("slow")
@ResourceLock("processes")
class LauncherIT {

  private static final Map<String, String> EMBEDDED =
      Map.of("JAVA_HOME", System.getProperty("java.home"), "SPARK_HOME", "");

  @TempDir Path folder;

  @Test
  void helpIsShownWithoutStartingSpark() {
    Ended ended = launch(EMBEDDED, "run", "--help");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out()).startsWith("Usage: surprisal run");
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void exitCodeOfTheJobIsItsOwn() {
    Ended ended = launch(EMBEDDED, "validate", "--config", "no such.yaml");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).isEqualToIgnoringNewLines("Configuration no such.yaml does not exist");
  }

  @Test
  void installedSparkGetsItsOwnWordsBeforeTheJar() throws IOException {
    Path spark = folder.resolve("my spark");
    Path bin = Files.createDirectories(spark.resolve("bin"));
    Path submit =
        Files.writeString(bin.resolve("spark-submit"), "#!/bin/sh\nprintf '%s|' \"$@\"\n");
    assertThat(submit.toFile().setExecutable(true)).isTrue();
    Map<String, String> environment =
        Map.of(
            "JAVA_HOME",
            System.getProperty("java.home"),
            "SPARK_HOME",
            spark.toString(),
            "SURPRISAL_SPARK_OPTS",
            "--conf spark.a=b");

    Ended ended = launch(environment, "--master", "yarn", "run", "--config", "a b.yaml");

    assertThat(ended.out())
        .isEqualTo(
            "--class|dev.surprisal.cli.Main|--conf|spark.a=b|--master|yarn|"
                + EmbeddedSpark.JAR
                + "|run|--config|a b.yaml|");
  }

  @Test
  void sparkHomeWithoutSparkIsTold() {
    Ended ended =
        launch(
            Map.of("JAVA_HOME", System.getProperty("java.home"), "SPARK_HOME", "/nowhere"),
            "validate",
            "--config",
            "x.yaml");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err())
        .isEqualToIgnoringNewLines(
            "surprisal: SPARK_HOME is /nowhere, which holds neither bin/spark-submit nor jars:"
                + " correct or unset it");
  }

  @Test
  void javaHomeWithoutJavaIsTold() {
    Ended ended = launch(Map.of("JAVA_HOME", "/nowhere", "SPARK_HOME", ""), "run");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err())
        .isEqualToIgnoringNewLines(
            "surprisal: JAVA_HOME is /nowhere, which holds no bin/java: set it to a JDK 17");
  }

  private Ended launch(Map<String, String> environment, String... words) {
    try {
      Path place = Files.createDirectories(folder.resolve("a place"));
      Path link = place.resolve("surprisal");
      Files.createSymbolicLink(link, Path.of("scripts", "surprisal").toAbsolutePath());
      List<String> command =
          Stream.concat(Stream.of(link.toString()), Arrays.stream(words)).toList();
      try (Launched launched = Launched.start(command, environment, place)) {
        return launched.await(Duration.ofMinutes(2));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
