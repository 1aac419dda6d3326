package dev.surprisal.store;

import static dev.surprisal.store.StoredCells.BOTH;
import static dev.surprisal.store.StoredCells.LAYOUT;
import static dev.surprisal.store.StoredCells.MONDAY;
import static dev.surprisal.store.StoredCells.TUESDAY;
import static dev.surprisal.store.StoredCells.cell;
import static dev.surprisal.store.StoredCells.day;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surprisal.SparkTest;
import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.profile.Metric;
import dev.surprisal.profile.cube.Cell;
import dev.surprisal.profile.cube.StoredProfile;
import dev.surprisal.profile.state.Layout;
import dev.surprisal.profile.time.TimeRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was kept comes back as it was, and a window changes as a whole or not at all. */
class ProfileStoreTest extends SparkTest {

  @TempDir private Path directory;
  private ProfileStore store;

  @BeforeEach
  void open() {
    store = StoredCells.store(tables(), "churn");
  }

  private ProfileTables tables() {
    return StoredCells.tables(spark(), directory, "parquet");
  }

  @Test
  void readsNothingWhereNothingWasKept() {
    assertThat(store.read(BOTH)).isEmpty();
  }

  @Test
  void givesBackWhatItWasGiven() {
    List<Cell> cells =
        List.of(
            cell(null, null, null, 1),
            cell(MONDAY, null, "Łódź / 'x'", 2),
            cell(MONDAY, "m1", null, 3),
            cell(TUESDAY, "m1", "", 4));
    List<StoredWindow> kept = store.replace(cells, BOTH);
    List<StoredWindow> read = store.read(BOTH);
    assertThat(read).containsExactlyInAnyOrderElementsOf(kept);
    assertThat(read.stream().flatMap(window -> window.cells().stream()))
        .containsExactlyInAnyOrderElementsOf(cells);
    assertThat(read).extracting(StoredWindow::revision).containsOnly(1);
  }

  /** Spark 3.5 takes one class for a time or the other; before 1582 their calendars differ. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void timesAreKeptWhateverClassSparkHasForThem(boolean instants) {
    String java8 = "spark.sql.datetime.java8API.enabled";
    TimeRange longAgo = day("1026-05-04");
    try {
      spark().conf().set(java8, instants);
      store.replace(List.of(cell(longAgo, "m1", "A", 2)), List.of(longAgo));
    } finally {
      spark().conf().unset(java8);
    }
    Row row =
        spark()
            .read()
            .parquet(directory.resolve("profiles").toString())
            .selectExpr("string(window_start)", "string(window_end)")
            .head();
    assertThat(row).hasToString("[1026-05-04 00:00:00,1026-05-05 00:00:00]");
  }

  @Test
  void theSameProfilesAreNoNewRevision() {
    List<Cell> cells = List.of(cell(MONDAY, "m1", "A", 2), cell(TUESDAY, "m1", "A", 2));
    store.replace(cells, BOTH);
    List<Cell> otherOrder = List.of(cells.get(1), cells.get(0));
    assertThat(store.replace(otherOrder, BOTH)).extracting(StoredWindow::revision).containsOnly(1);
  }

  @Test
  void aWindowThatChangedIsReplacedAndTheOtherStays() {
    store.replace(List.of(cell(MONDAY, "m1", "A", 2), cell(TUESDAY, "m1", "A", 2)), BOTH);
    Cell changed = cell(TUESDAY, "m1", "B", 3);
    store.replace(List.of(changed), List.of(TUESDAY));
    assertThat(store.read(BOTH))
        .containsExactlyInAnyOrder(
            new StoredWindow(MONDAY, 1, List.of(cell(MONDAY, "m1", "A", 2))),
            new StoredWindow(TUESDAY, 2, List.of(changed)));
  }

  @Test
  void readsOnlyTheWindowsAskedFor() {
    store.replace(List.of(cell(MONDAY, "m1", "A", 2), cell(TUESDAY, "m1", "A", 2)), BOTH);
    assertThat(store.read(List.of(TUESDAY)))
        .extracting(StoredWindow::window)
        .containsExactly(TUESDAY);
  }

  @Test
  void refusesProfilesOfAnotherModel() {
    store.replace(List.of(cell(MONDAY, "m1", "A", 2)), BOTH);
    assertThatThrownBy(() -> StoredCells.store(tables(), "fraud").read(BOTH))
        .isInstanceOf(InputRefusedException.class)
        .hasMessage(
            "Invalid output.path: "
                + directory.resolve("profiles")
                + " (holds profiles of model churn, but the configuration asks for model fraud;"
                + " profile again, or choose another output.path)");
  }

  @Test
  void doesNotOverwriteProfilesOfAnotherModelOrOfOtherClasses() {
    store.replace(List.of(cell(MONDAY, "m1", "A", 2)), BOTH);
    StoreKey other = StoredCells.key("churn", List.of("UP", "DOWN"));
    assertThatThrownBy(() -> StoredCells.store(tables(), other, null).requireOwn())
        .isInstanceOf(InputRefusedException.class)
        .hasMessage(
            "Invalid output.path: "
                + directory.resolve("profiles")
                + " (holds profiles of classes [DOWN, UP], but the configuration asks for classes"
                + " [UP, DOWN]; choose another output.path)");
  }

  @Test
  void aQueryReadsCountsAndStatusWithoutAProfile() {
    ProfileStore patient =
        StoredCells.store(
            tables(), StoredCells.key("churn", List.of("DOWN", "UP")), Duration.ofDays(1));
    TimeRange wednesday = day("2026-05-06");
    List<Cell> cells =
        List.of(
            cell(MONDAY, "m1", "A", 2, 1),
            cell(TUESDAY, "m1", "A", 3, 4),
            cell(wednesday, "m1", "A", 0, 5));
    patient.replace(cells, List.of(MONDAY, TUESDAY, wednesday));
    assertThat(query("date(window_start)", "status", "revision", "rows", "predictions", "scored"))
        .containsExactly(
            // A day after Monday's end is Tuesday's end, which has passed; Wednesday has no label.
            "[2026-05-04,FINAL,1,3,3,2]",
            "[2026-05-05,FINAL,1,7,7,3]",
            "[2026-05-06,OPEN,1,5,5,0]");
  }

  @Test
  void aWindowBecomesFinalWithoutANewRevisionWhenTimeHasGoneOn() {
    ProfileStore patient =
        StoredCells.store(
            tables(), StoredCells.key("churn", List.of("DOWN", "UP")), Duration.ofDays(1));
    patient.replace(List.of(cell(MONDAY, "m1", "A", 2, 1)), List.of(MONDAY));
    assertThat(query("status", "revision")).containsExactly("[PARTIAL,1]");
    patient.replace(List.of(cell(TUESDAY, "m1", "A", 1, 1)), List.of(TUESDAY));
    assertThat(query("status", "revision")).containsExactly("[FINAL,1]", "[PARTIAL,1]");
  }

  @Test
  void aWindowOfWhichTheFileIsGoneIsRefusedByItsName() throws IOException {
    store.replace(List.of(cell(MONDAY, "m1", "A", 2), cell(TUESDAY, "m1", "A", 2)), BOTH);
    Path file = file("window=2026-05-04");
    Files.delete(file);
    assertThatThrownBy(() -> store.read(BOTH))
        .isInstanceOf(InputRefusedException.class)
        .hasMessage(
            "Invalid output.path: "
                + directory.resolve("profiles")
                + " (is damaged: window=2026-05-04T00.00.00Z_2026-05-05T00.00.00Z/"
                + file.getFileName()
                + " is gone; restore it, or run surprisal profile --from 2026-05-04T00:00:00Z --to"
                + " 2026-05-05T00:00:00Z)");
    assertThat(store.read(List.of(TUESDAY))).hasSize(1);
  }

  @Test
  void aFileThatIsCutShortIsRefusedAndMendedByProfilingAgain() throws IOException {
    List<Cell> cells = List.of(cell(MONDAY, "m1", "A", 2));
    store.replace(cells, BOTH);
    Path file = file("window=2026-05-04");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> store.read(BOTH))
        .hasMessageContaining(
            " has "
                + bytes.length / 2
                + " bytes of the "
                + bytes.length
                + " that were written; restore it, or run surprisal profile --from ");
    store.replace(cells, BOTH);
    assertThat(store.read(BOTH)).containsExactly(new StoredWindow(MONDAY, 2, cells));
  }

  @Test
  void windowsWithoutACommitLogAreRefused() throws IOException {
    store.replace(List.of(cell(MONDAY, "m1", "A", 2)), BOTH);
    Path commits = directory.resolve("profiles/_commits");
    try (Stream<Path> files = Files.list(commits)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(commits);
    assertThatThrownBy(() -> store.read(BOTH))
        .hasMessageContaining("it has windows but no _commits to tell which are valid");
  }

  @Test
  void aNewerFormatVersionIsNeitherReadNorOverwritten() throws IOException {
    Path commits = Files.createDirectories(directory.resolve("profiles/_commits"));
    Files.writeString(commits.resolve("000000000007.json"), "{\"format_version\": 2, \"x\": []}");
    String refusal =
        "holds profiles of format version 2, and this Surprisal reads format version 1; use the"
            + " Surprisal that wrote them, or choose another output.path)";
    assertThatThrownBy(() -> store.read(BOTH)).hasMessageEndingWith(refusal);
    assertThatThrownBy(() -> store.requireOwn()).hasMessageEndingWith(refusal);
    assertThatThrownBy(() -> store.replace(List.of(cell(MONDAY, "m1", "A", 2)), BOTH))
        .hasMessageEndingWith(refusal);
    assertThat(directory.resolve("profiles")).isDirectoryNotContaining("glob:**window*");
  }

  @Test
  void aSectionOfALaterVersionIsNeitherReadNorOverwritten() throws IOException {
    store.replace(List.of(cell(MONDAY, "m1", "A", 2)), BOTH);
    Path commits = directory.resolve("profiles/_commits");
    try (Stream<Path> files = Files.list(commits)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".json")).toList()) {
        Files.writeString(file, Files.readString(file).replace(",brier:1,", ",brier:2,"));
      }
    }
    String refusal =
        "holds profiles with section brier version 2, which this Surprisal does not know; use the"
            + " Surprisal that wrote them, or choose another output.path)";
    assertThatThrownBy(() -> store.read(BOTH)).hasMessageEndingWith(refusal);
    assertThatThrownBy(() -> store.requireOwn()).hasMessageEndingWith(refusal);
    assertThatThrownBy(() -> store.replace(List.of(cell(MONDAY, "m1", "A", 3)), BOTH))
        .hasMessageEndingWith(refusal);
  }

  /** An older Surprisal keeps fewer sections; what it lacks is left out of the other windows. */
  @Test
  void whatNotAllWindowsHaveIsLeftOut() {
    String fewer = LAYOUT.descriptor().replace(",brier:1,", ",");
    StoreKey key = StoredCells.key("churn", List.of("DOWN", "UP"));
    StoreKey older =
        new StoreKey(
            key.model(), key.classes(), key.dimensions(), key.columns(), Layout.parse(fewer));
    ProfileStore ofOlder = StoredCells.store(tables(), older, null);
    List<Cell> cells = List.of(cell(MONDAY, "m1", "A", 2));
    store.replace(cells, BOTH);

    List<StoredWindow> read = ofOlder.read(BOTH);
    StoredProfile profile = read.get(0).cells().get(0).profile();

    assertThat(ofOlder.layouts(BOTH)).containsExactly(LAYOUT);
    assertThat(profile.layout().descriptor()).isEqualTo(fewer);
    assertThat(Metric.LOG_LOSS.value(profile.open()))
        .isEqualTo(Metric.LOG_LOSS.value(cells.get(0).profile().open()));
    assertThat(profile.tally()).isEqualTo(cells.get(0).profile().tally());
  }

  @Test
  void profilesThatLackASectionAreToldByIt() throws IOException {
    store.replace(List.of(cell(MONDAY, "m1", "A", 2)), BOTH);
    Path commits = directory.resolve("profiles/_commits");
    try (Stream<Path> files = Files.list(commits)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".json")).toList()) {
        Files.writeString(file, Files.readString(file).replace(",brier:1,", ","));
      }
    }
    assertThatThrownBy(() -> store.read(BOTH))
        .hasMessageContaining("sections=rows:1,outcomes:1")
        .hasMessageContaining(",divergence:1,losses:1")
        .hasMessageContaining(",divergence:1,brier:1,losses:1")
        .hasMessageContaining("profile again, or choose another output.path");
  }

  @Test
  void whatAWriterLeftThatDiedIsNotRead() throws IOException {
    List<Cell> cells = List.of(cell(MONDAY, "m1", "A", 2));
    store.replace(cells, BOTH);
    Path file = file("window=2026-05-04");
    Files.copy(file, file.resolveSibling("r2-of-one-that-died.parquet"));
    Files.createDirectories(directory.resolve("profiles/_staging/half/window=x"));
    assertThat(store.read(BOTH)).containsExactly(new StoredWindow(MONDAY, 1, cells));
  }

  private Path file(String window) throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("profiles"))) {
      return files
          .filter(it -> it.toString().contains(window) && it.toString().endsWith(".parquet"))
          .findFirst()
          .orElseThrow();
    }
  }

  private List<String> query(String... columns) {
    Dataset<Row> table = spark().read().parquet(directory.resolve("profiles").toString());
    return table.orderBy("window_start").selectExpr(columns).collectAsList().stream()
        .map(Row::toString)
        .toList();
  }
}
