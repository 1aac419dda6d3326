package dev.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.SparkTest;
import dev.surprisal.cli.Shop.Ended;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.fs.FileUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs commands on a small sample: one for all tests, a copy of it for each of them. */
abstract class ShopTest extends SparkTest {

  /** Where the test's copy is, and where its runs publish. */
  @TempDir Path folder = Path.of("");

  Shop shop;

  @BeforeEach
  void openShop() {
    shop = new Shop(spark(), Sample.WRITTEN, folder);
  }

  /** Whether the run was refused, and said this. */
  static void assertRefusedSaying(Ended ended, String... texts) {
    assertThat(ended.complaint()).contains(texts);
    assertThat(ended.exitCode()).isEqualTo(3);
  }

  /** Written once, by the first class that asks. */
  private static final class Sample {

    private static final Path WRITTEN = write();

    private static Path write() {
      try {
        Path sample = Files.createTempDirectory("surprisal-shop");
        Runtime.getRuntime()
            .addShutdownHook(new Thread(() -> FileUtil.fullyDelete(sample.toFile())));
        Shop.writeSample(spark(), sample);
        return sample;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
