package dev.surprisal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.function.SurprisalCatalog;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The tests are run on what they are meant to be run on: Maven says which Spark, and where our
 * classes come from.
 */
@EnabledIfSystemProperty(
    named = PlatformTest.SPARK,
    matches = ".+",
    disabledReason = "Only Maven says what to expect")
class PlatformTest extends SparkTest {

  static final String SPARK = "surprisal.test.spark";
  static final String CLASSES = "surprisal.test.classes";

  @Test
  void sparkIsTheOneThatWasPinned() {
    assertThat(spark().version()).isEqualTo(System.getProperty(SPARK));
  }

  @Test
  void classesAreThoseThatWereBuilt() throws URISyntaxException {
    assertThat(
            Path.of(
                SurprisalCatalog.class.getProtectionDomain().getCodeSource().getLocation().toURI()))
        .isEqualTo(Path.of(System.getProperty(CLASSES)).toAbsolutePath().normalize());
  }
}
