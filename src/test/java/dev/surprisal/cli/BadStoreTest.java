package dev.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.cli.Shop.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with the store is told before any work, with exit code and message. */
class BadStoreTest extends ShopTest {

  private String prefix() {
    return shop.place("x.yaml") + ":16: Invalid output.path: " + shop.place("out") + "/profiles (";
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "profile", "report"})
  void storeOfAnotherModel(String command) throws IOException {
    assertThat(shop.execute("profile").exitCode()).isZero();
    List<Path> before = shop.below("out").toList();

    Ended ended = shop.execute(command, "--set", "model.name=bakery");

    assertThat(ended.complaint())
        .startsWith(
            prefix()
                + "holds profiles of model shop, but the configuration asks for model bakery; ")
        .hasLineCount(1);
    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(shop.below("out")).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void storeOfOtherClassesIsNotOverwritten() {
    assertThat(shop.execute("profile").exitCode()).isZero();

    Ended ended = shop.execute("run", "--set", "model.classes=[BUY, STAY]");

    assertThat(ended.complaint())
        .isEqualTo(
            prefix()
                + "holds profiles of classes [STAY, BUY], but the configuration asks for classes"
                + " [BUY, STAY]; choose another output.path)\n");
    assertThat(ended.exitCode()).isEqualTo(3);
  }

  @Test
  void otherSlicesAreProfiledAgainAndNotMixed() {
    assertThat(shop.execute("profile").exitCode()).isZero();
    String slices = "slices=[device, basket]";
    String day = "2026-01-08";

    assertThat(
            shop.execute("profile", "--from", day, "--to", "2026-01-09", "--set", slices)
                .exitCode())
        .isZero();

    Ended ended = shop.execute("report", "--set", slices);
    assertThat(ended.complaint())
        .isEqualTo(
            prefix()
                + "holds profiles of slices [device], but the configuration asks for slices"
                + " [device, basket]; profile again, or choose another output.path)\n");
    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(shop.execute("run", "--set", slices).exitCode()).isZero();
    assertThat(shop.execute("report", "--set", slices).exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "profile", "report"})
  void storeOfANewerFormatVersion(String command) throws IOException {
    assertThat(shop.execute("profile").exitCode()).isZero();
    Path log =
        shop.below("out/profiles/_commits")
            .filter(it -> it.toString().endsWith(".json"))
            .findFirst()
            .orElseThrow();
    String manifest = Files.readString(log);
    Files.writeString(log, manifest.replace("{\"format_version\":1", "{\"format_version\":2"));
    assertThat(Files.readString(log)).isNotEqualTo(manifest);

    Ended ended = shop.execute(command);

    assertThat(ended.complaint())
        .contains("holds profiles of format version 2, and this Surprisal reads format version 1;")
        .hasLineCount(1);
    assertThat(ended.exitCode()).isEqualTo(3);
  }

  @Test
  void windowOfWhichHalfIsGone() throws IOException {
    assertThat(shop.execute("profile").exitCode()).isZero();
    Path file =
        shop.below("out/profiles")
            .filter(it -> it.toString().contains("window=2026-01-03"))
            .filter(it -> it.toString().endsWith(".parquet"))
            .findFirst()
            .orElseThrow();
    Files.delete(file);

    Ended ended = shop.execute("report");

    assertThat(ended.complaint())
        .startsWith(prefix() + "is damaged: window=2026-01-03T00.00.00Z_")
        .endsWith(
            " is gone; restore it, or run surprisal profile --from 2026-01-03T00:00:00Z --to"
                + " 2026-01-04T00:00:00Z)\n");
    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(shop.execute("profile", "--from", "2026-01-03", "--to", "2026-01-04").exitCode())
        .isZero();
    assertThat(shop.execute("report").exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "profile", "report", "score", "validate"})
  void unknownTableFormat(String command) {
    Ended ended = shop.execute(command, "--set", "output.tables.format=papyrus");

    assertThat(ended.complaint())
        .isEqualTo(
            "--set output.tables.format: Invalid output.tables.format: papyrus (must be one of"
                + " parquet, orc, delta, iceberg, jdbc)\n");
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(shop.published()).isEmpty();
  }

  /** Beside Spark 4.1 both are there, but for a loader that does not find them. */
  @ParameterizedTest
  @CsvSource({
    "run, delta, io.delta:delta-spark_4.1_2.13:4.1.0",
    "validate, delta, io.delta:delta-spark_4.1_2.13:4.1.0",
    "report, iceberg, org.apache.iceberg:iceberg-spark-runtime-4.1_2.13:1.11.0",
  })
  void tableFormatThatIsNotOnTheClassPath(String command, String format, String artifact) {
    Thread thread = Thread.currentThread();
    ClassLoader all = thread.getContextClassLoader();
    thread.setContextClassLoader(new WithoutTableFormats(all));
    try {
      Ended ended = shop.execute(command, "--set", "output.tables.format=" + format);

      assertThat(ended.complaint())
          .isEqualTo(
              "--set output.tables.format: Invalid output.tables.format: "
                  + format
                  + " (is not on the class path; start with --packages "
                  + artifact
                  + ", or what fits your Spark, or choose parquet)\n");
      assertThat(ended.exitCode()).isEqualTo(3);
      assertThat(shop.published()).isEmpty();
    } finally {
      thread.setContextClassLoader(all);
    }
  }

  private static final class WithoutTableFormats extends ClassLoader {

    WithoutTableFormats(ClassLoader all) {
      super(all);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("io.delta.") || name.startsWith("org.apache.iceberg.")) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }
  }

  /** The tables of metrics stay as they are; only the store is asked for. */
  @Test
  void unknownStoreFormat() {
    Ended ended = shop.execute("run", "--set", "output.store.format=papyrus");

    assertThat(ended.complaint())
        .isEqualTo(
            "--set output.store.format: Invalid output.store.format: papyrus (must be one of"
                + " parquet, orc, delta, iceberg)\n");
    assertThat(ended.exitCode()).isEqualTo(2);
  }

  @Test
  void storeAndTablesMayBeOfTwoFormats() {
    String[] settings = {
      "--set", "output.tables.format=orc", "--set", "output.store.format=parquet"
    };
    assertThat(shop.execute("run", settings).exitCode()).isZero();

    assertThat(shop.below("out/profiles")).anyMatch(it -> it.toString().endsWith(".parquet"));
    assertThat(shop.below("out/drift_metrics")).anyMatch(it -> it.toString().endsWith(".orc"));
    assertThat(shop.execute("report", settings).exitCode()).isZero();
  }

  @Test
  void tablesOfAnotherFormat() {
    assertThat(shop.execute("run").exitCode()).isZero();

    Ended ended =
        shop.execute(
            "report", "--set", "output.tables.format=orc", "--set", "output.store.format=parquet");

    assertThat(ended.complaint())
        .isEqualTo(
            "--set output.tables.format: Invalid output.tables.format: orc (must be that of the"
                + " table in "
                + shop.place("out")
                + "/profile_metrics, parquet; or choose another output.path)\n");
    assertThat(ended.exitCode()).isEqualTo(3);
  }

  @Test
  void storeOfAnotherFormat() {
    assertThat(shop.execute("profile").exitCode()).isZero();

    Ended ended = shop.execute("report", "--set", "output.tables.format=orc");

    assertThat(ended.complaint())
        .contains("its format is not output.tables.format, orc")
        .hasLineCount(1);
    assertThat(ended.exitCode()).isEqualTo(3);
  }

  @Test
  void onlyTheWindowsAskedForAreProfiledAndTwiceIsNothingNew() {
    assertThat(shop.execute("profile").exitCode()).isZero();
    shop.writeLabels(shop.labels().selectExpr("id", "'BUY' as label"));
    List<Path> before = shop.below("out/profiles").toList();

    Ended ended = shop.execute("profile", "--from", "2026-01-03", "--to", "2026-01-04T12:00:00");
    assertThat(ended.complaint()).isEmpty();
    assertThat(ended.out()).isEqualTo("Stored 2 windows in " + shop.place("out") + "/profiles\n");
    List<Path> after = shop.below("out/profiles").toList();
    assertThat(shop.execute("profile", "--from", "2026-01-03", "--to", "2026-01-05").exitCode())
        .isZero();

    assertThat(revisions()).containsExactly(1, 1, 2, 2, 1, 1, 1, 1);
    assertThat(shop.below("out/profiles")).containsExactlyInAnyOrderElementsOf(after);
    assertThat(after)
        .containsAll(
            before.stream()
                .filter(it -> it.toString().endsWith(".parquet"))
                .filter(it -> !it.toString().matches(".*window=2026-01-0[34].*"))
                .toList());
  }

  @Test
  void windowsOutsideOfTheRangesAreProfiledToo() {
    Ended ended =
        shop.execute(
            "profile",
            "--set",
            "current={from: 2026-01-05, to: 2026-01-07}",
            "--from",
            "2026-01-07");
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.complaint())
        .isEqualTo(
            "Invalid --to: 2026-01-07T00:00:00Z (must be after --from, 2026-01-07T00:00:00Z)\n");

    assertThat(
            shop.execute(
                    "profile",
                    "--set",
                    "current={from: 2026-01-05, to: 2026-01-07}",
                    "--from",
                    "2026-01-07",
                    "--to",
                    "2026-01-09")
                .exitCode())
        .isZero();
    assertThat(revisions()).containsExactly(1, 1);
  }

  @Test
  void aTimeWithoutRowsIsRefused() {
    Ended ended = shop.execute("profile", "--from", "2027-01-03", "--to", "2027-01-04");

    assertThat(ended.complaint())
        .contains(
            "contains no rows from 2027-01-03T00:00:00Z to 2027-01-04T00:00:00Z; its timestamps are"
                + " from 2026-01-01T00:00:00Z to ");
    assertThat(ended.exitCode()).isEqualTo(3);
  }

  @Test
  void aTimeThatIsNoneIsRefused() {
    Ended ended = shop.execute("profile", "--from", "yesterday");

    assertThat(ended.complaint())
        .isEqualTo("Invalid --from: yesterday (must be a date or timestamp, e.g. 2026-05-31)\n");
    assertThat(ended.exitCode()).isEqualTo(2);
  }

  private List<Integer> revisions() {
    return spark()
        .read()
        .parquet(shop.place("out/profiles"))
        .select("window_start", "revision")
        .distinct()
        .orderBy("window_start")
        .collectAsList()
        .stream()
        .map((Row row) -> row.getInt(1))
        .toList();
  }
}
