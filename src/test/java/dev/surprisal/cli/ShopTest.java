package dev.surprisal.cli;

import dev.surprisal.SparkTest;
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
}
