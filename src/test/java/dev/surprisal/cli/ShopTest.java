package dev.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.SparkTest;
import dev.surprisal.cli.Shop.Ended;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs commands on a small sample: one for the tests of a class, a copy of it for each of them. */
abstract class ShopTest extends SparkTest {

  @TempDir private static Path sample = Path.of("");

  /** Where the test's copy is, and where its runs publish. */
  @TempDir Path folder = Path.of("");

  Shop shop;

  @BeforeAll
  static void writeSample() {
    Shop.writeSample(spark(), sample);
  }

  @BeforeEach
  void openShop() {
    shop = new Shop(spark(), sample, folder);
  }

  /** Whether the run was refused, and said this. */
  static void assertRefusedSaying(Ended ended, String... texts) {
    assertThat(ended.complaint()).contains(texts);
    assertThat(ended.exitCode()).isEqualTo(3);
  }
}
