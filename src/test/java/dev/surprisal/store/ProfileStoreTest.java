package dev.surprisal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surprisal.SparkTest;
import dev.surprisal.dataset.InputRefusedException;
import dev.surprisal.profile.Cell;
import dev.surprisal.profile.Fold;
import dev.surprisal.profile.Layout;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.Slice;
import dev.surprisal.profile.StoredProfile;
import dev.surprisal.profile.TimeRange;
import dev.surprisal.profile.ZeroPolicy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was kept comes back as it was, and a window changes as a whole or not at all. */
class ProfileStoreTest extends SparkTest {

  private static final Layout LAYOUT = new Layout(2, ZeroPolicy.DEFAULT, 0);
  private static final TimeRange MONDAY = day("2026-05-04");
  private static final TimeRange TUESDAY = day("2026-05-05");
  private static final List<TimeRange> BOTH = List.of(MONDAY, TUESDAY);
  private static final List<String> DIMENSIONS = List.of("city");

  @TempDir private Path directory;
  private ProfileStore store;

  @BeforeEach
  void open() {
    store = store("churn");
  }

  private ProfileStore store(String model) {
    StoreKey key = new StoreKey(model, List.of("DOWN", "UP"), DIMENSIONS, List.of(), LAYOUT);
    return new ProfileStore(spark(), directory.resolve("profiles").toString(), "parquet", key);
  }

  private static TimeRange day(String date) {
    Instant from = Instant.parse(date + "T00:00:00Z");
    return new TimeRange(from, from.plusSeconds(86_400));
  }

  /** A cell of some rows with the label UP. */
  private static Cell cell(
      @Nullable TimeRange window, @Nullable String version, @Nullable String city, int rows) {
    Fold fold = new Fold(LAYOUT);
    long[] state = fold.empty();
    for (int i = 0; i < rows; i++) {
      fold.scored(state, new double[] {0.25, 0.75}, 1);
    }
    return new Cell(
        window,
        version,
        new Slice(DIMENSIONS, Arrays.asList(city)),
        new StoredProfile(LAYOUT, Profile.of(LAYOUT, state).encode()));
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
    assertThatThrownBy(() -> store("fraud").read(BOTH))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageStartingWith(
            "Invalid output.path: "
                + directory.resolve("profiles")
                + " (holds profiles of model=churn;classes=[DOWN, UP];slices=[city];columns=[];")
        .hasMessageEndingWith("; profile again, or choose another output.path)");
  }
}
