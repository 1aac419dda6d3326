package dev.surprisal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.SparkTest;
import dev.surprisal.cluster.Launched.Ended;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The real jar on a cluster of two workers. */
@Tag("slow")
@ResourceLock("processes")
class ClusterIT extends SparkTest {

  @Test
  void reportIsTheSameAsOnOneMachineAlsoWhereAnExecutorDies(@TempDir Path folder) {
    Sample sample = Sample.writtenHere(spark(), folder.resolve("sample"), 60_000);
    sample.runHere("local");

    try (Cluster cluster = new Cluster(folder, 2);
        Launched driver = cluster.submit(folder, sample.run("cluster"))) {
      cluster.awaitExecutors();
      cluster.awaitStage();
      cluster.executors().get(0).destroyForcibly();

      Ended ended = driver.await(Sample.PATIENCE);
      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertThat(ended.err()).contains("Lost executor");
    }
    assertThat(sample.report("cluster")).isEqualTo(sample.report("local"));
  }
}
