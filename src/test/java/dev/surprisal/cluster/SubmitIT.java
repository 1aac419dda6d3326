package dev.surprisal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.cluster.Launched.Ended;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The real jar through the real SparkSubmit, on this machine. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock("processes")
class SubmitIT {

  private static final List<String> ONE_CORE = List.of("--master", "local[1]");
  private static final List<String> TWO_CORES = List.of("--master", "local[2]");

  private Sample sample;

  @BeforeAll
  void writeSample(@TempDir Path folder) {
    sample = new Sample(folder.resolve("a folder"), 40_000);
  }

  @Test
  void goodRunIsQuietAndTheSameOnOneCoreAndOnTwoAndDriftEndsWithCodeFourWhereAskedFor() {
    Ended ended = sample.submit(TWO_CORES, sample.run("two"));
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("report.html");
    assertThat(ended.err()).doesNotContain("WARN", "ERROR", "Exception", "\tat ");

    String[] words = sample.run("one", "--fail-on", "alert");
    assertThat(sample.submit(ONE_CORE, words).exitCode()).isEqualTo(4);

    assertThat(sample.report("two")).isEqualTo(sample.report("one"));
    assertThat(sample.report("one").at("/verdict/state").asText()).isEqualTo("ALERT");
  }

  @Test
  void wrongConfigurationEndsWithCodeTwoAndOneMessage() {
    Ended ended =
        sample.submit(TWO_CORES, "run", "--config", sample.configuration(), "--set", "unit=miles");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).contains("unit", "miles").doesNotContain("\tat ");
  }

  @Test
  void missingInputEndsWithCodeThreeAndPublishesNothing() {
    String[] words = sample.run("missing", "--set", "predictions.path=/nowhere");

    Ended ended = sample.submit(TWO_CORES, words);

    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.err()).contains("predictions.path", "/nowhere").doesNotContain("\tat ");
    assertThat(sample.place("missing").resolve("latest.json")).doesNotExist();
  }
}
