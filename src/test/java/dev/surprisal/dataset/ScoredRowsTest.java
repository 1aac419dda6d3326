package dev.surprisal.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.SparkTest;
import java.nio.file.Path;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row with its figures: those by hand, and those that do not exist. */
class ScoredRowsTest extends SparkTest {

  private static final String ROW =
      "select array(0.25D, 0.75D) as q, timestamp'2026-05-03 10:00:00' as at, 'm' as version, ";

  @TempDir private Path directory;
  private Datasets datasets;

  @BeforeEach
  void open() {
    datasets = Datasets.in(spark(), directory).label("label").version("version");
  }

  private Row scored(String label) {
    datasets.of(ROW + label + " as label");
    return ScoredRows.of(datasets.checked(), datasets.scoring(), datasets.layout()).head();
  }

  @Test
  void scoresAClassLabel() {
    Row row = scored("'DOWN'");
    assertThat(row.<String>getAs("status")).isEqualTo("scored");
    assertThat(row.<String>getAs("label")).isEqualTo("DOWN");
    assertThat(row.<String>getAs("predicted")).isEqualTo("UP");
    assertThat(row.<Double>getAs("confidence")).isEqualTo(0.75);
    assertThat(row.<Boolean>getAs("correct")).isFalse();
    assertThat(row.<Double>getAs("label_entropy")).isZero();
    // −ln ¼ = 2 ln 2
    assertThat(row.<Double>getAs("cross_entropy")).isCloseTo(2 * Math.log(2), within(1e-15));
    assertThat(row.<Double>getAs("kl_divergence")).isCloseTo(2 * Math.log(2), within(1e-15));
    // ¾² + ¾²
    assertThat(row.<Double>getAs("brier")).isEqualTo(1.125);
  }

  @Test
  void scoresADistribution() {
    Row row = scored("array(0.5D, 0.5D)");
    // H(p) = ln 2; H(p, q) = ½(ln 4 + ln 4/3) = 2 ln 2 − ½ ln 3
    double crossEntropy = 2 * Math.log(2) - Math.log(3) / 2;
    assertThat(row.<Double>getAs("label_entropy")).isCloseTo(Math.log(2), within(1e-15));
    assertThat(row.<Double>getAs("cross_entropy")).isCloseTo(crossEntropy, within(1e-15));
    assertThat(row.<Double>getAs("kl_divergence"))
        .isCloseTo(crossEntropy - Math.log(2), within(1e-15));
    assertThat(row.<Boolean>getAs("correct")).isFalse();
  }

  @Test
  void leavesOutWhatHasNoSense() {
    Row unlabelled = scored("cast(null as string)");
    assertThat(unlabelled.<String>getAs("status")).isEqualTo("unlabelled");
    assertThat(unlabelled.<String>getAs("predicted")).isEqualTo("UP");
    assertThat(unlabelled.<Object>getAs("correct")).isNull();
    assertThat(unlabelled.<Object>getAs("cross_entropy")).isNull();
    Row rejected = scored("'SIDEWAYS'");
    assertThat(rejected.<String>getAs("status")).isEqualTo("unknown_label");
    assertThat(rejected.<String>getAs("label")).isEqualTo("SIDEWAYS");
    assertThat(rejected.<Object>getAs("predicted")).isNull();
  }

  @Test
  void aSliceNamedAsOneOfItsOwnColumnsHasItsOwnName() {
    datasets.of(ROW + "'UP' as label");
    Datasets sliced = datasets.dimensions("Version", "hour(at)");
    ScoredRows.of(sliced.checked(), sliced.scoring(), sliced.layout())
        .write()
        .parquet(datasets.path("scores"));
    Row row = spark().read().parquet(datasets.path("scores")).head();
    assertThat(row.<String>getAs("version")).isEqualTo("m");
    assertThat(row.<String>getAs("slice_Version")).isEqualTo("m");
    assertThat(row.<String>getAs("hour(at)")).isEqualTo("10");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | 2",
        "2D | 2",
        "float(2) | 2",
        "2.00BD | 2",
        "cast(2 as decimal(38, 18)) | 2",
        "-0D | 0",
        "cast(0 as decimal(20, 9)) | 0",
        "-1e10D | -10000000000",
        "1152921504606846977 | 1152921504606846977",
        "2.5D | 2.5",
        "float(2.5) | 2.5",
        "float(0.1) | 0.1",
        "0.100BD | 0.1",
        "0.0001D | 1.0E-4",
        "0.000100BD | 1.0E-4",
        "1e300D | 1.0E300",
        "double('NaN') | NaN",
        "double('-Infinity') | -Infinity",
        // more digits than a double has, which must not become those of another one
        "12345678901234567.25BD | 12345678901234567.25",
        "string(2D) | 2.0",
        "cast(null as double) |",
      })
  void aNumberIsTheSameSliceAndVersionWhateverItsType(String value, String text) {
    datasets.of(
        "select array(0.25D, 0.75D) as q, timestamp'2026-05-03 10:00:00' as at, 'UP' as label, "
            + value
            + " as version");
    Datasets sliced = datasets.dimensions("version");
    Row row = ScoredRows.of(sliced.checked(), sliced.scoring(), sliced.layout()).head();

    assertThat(row.<String>getAs("version")).isEqualTo(text);
    assertThat(row.<String>getAs("slice_version")).isEqualTo(text);
  }
}
