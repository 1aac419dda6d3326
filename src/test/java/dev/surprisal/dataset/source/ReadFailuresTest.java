package dev.surprisal.dataset.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.surprisal.SparkTest;
import dev.surprisal.dataset.CheckedRows;
import dev.surprisal.dataset.Datasets;
import dev.surprisal.dataset.spec.DuplicatePolicy;
import dev.surprisal.dataset.spec.LabelSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong while rows are read is told as a fault of the input that caused it. */
class ReadFailuresTest extends SparkTest {

  private static final String ROWS =
      "select id, array(0.5D, 0.5D) as q, timestamp'2026-05-03 10:00:00' as at, 'UP' as label,"
          + " cast(id as string) as text from range(1000)";

  @TempDir private Path directory;
  private Datasets datasets;

  @BeforeEach
  void open() {
    datasets = Datasets.in(spark(), directory).of(ROWS).of("labels", ROWS);
  }

  private static String refusal(Datasets datasets) {
    CheckedRows rows = datasets.checked();
    InputRefusedException refused =
        catchThrowableOfType(
            InputRefusedException.class,
            () -> ReadFailures.explaining(datasets.scoring(), () -> datasets.profile(rows)));
    assertThat(refused).as("refused").isNotNull();
    assertThat(refused.problems()).hasSize(1);
    return String.valueOf(refused.getMessage());
  }

  /**
   * Overwrites the middle of every data file, which leaves its footer, and so its schema, whole.
   */
  private void damage(String name) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(datasets.path(name)))) {
      for (Path file : files.filter(f -> f.getFileName().toString().startsWith("part-")).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 4, bytes.length / 2, (byte) 0x7f);
        Files.write(file, bytes);
        Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc"})
  void tellsADamagedFileOfPredictions(String format) throws IOException {
    datasets.write("predictions", format, ROWS);
    damage("predictions");
    assertThat(refusal(datasets.files(format, Map.of(), null)))
        .startsWith(
            "Invalid predictions.path: "
                + datasets.path("predictions")
                + " (a file cannot be read: ");
  }

  @Test
  void tellsADamagedFileOfLabels() throws IOException {
    datasets.write("labels", "parquet", ROWS);
    damage("labels");
    LabelSpec labels =
        new LabelSpec(
            Datasets.parquet(directory, "labels"),
            List.of("id"),
            "label",
            null,
            DuplicatePolicy.LATEST,
            null,
            List.of());
    assertThat(refusal(datasets.key(DuplicatePolicy.LATEST, "id").labels(labels)))
        .startsWith(
            "Invalid labels.path: " + datasets.path("labels") + " (a file cannot be read: ");
  }

  @Test
  void tellsAFileThatVanished() throws IOException {
    datasets.write("predictions", "parquet", ROWS);
    Datasets files = datasets.files("parquet", Map.of(), null);
    CheckedRows rows = files.checked();
    try (Stream<Path> all = Files.list(Path.of(datasets.path("predictions")))) {
      all.forEach(ReadFailuresTest::delete);
    }
    assertThatThrownBy(() -> ReadFailures.explaining(files.scoring(), () -> files.profile(rows)))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageStartingWith(
            "Invalid predictions.path: "
                + datasets.path("predictions")
                + " (a file cannot be read: ");
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void tellsAnExpressionThatHasNoValueForARow() {
    assertThat(refusal(datasets.dimensions("1 / (id - 7)")))
        .isEqualTo(
            "Invalid slices: 1 / (id - 7) (has no value for one of the rows: Division by zero;"
                + " write nullif(…, 0) around the divisor, or try_divide, which gives null there)");
  }

  @Test
  void letsOtherFailuresPass() {
    IllegalStateException other = new IllegalStateException("not the input's fault");
    assertThatThrownBy(
            () ->
                ReadFailures.explaining(
                    datasets.scoring(),
                    () -> {
                      throw other;
                    }))
        .isSameAs(other);
    assertThat(ReadFailures.refusal(other, datasets.scoring())).isEmpty();
  }
}
