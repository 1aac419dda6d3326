package dev.surprisal.store;

import static dev.surprisal.store.StoredCells.BOTH;
import static dev.surprisal.store.StoredCells.MONDAY;
import static dev.surprisal.store.StoredCells.TUESDAY;
import static dev.surprisal.store.StoredCells.cell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surprisal.SparkTest;
import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.profile.cube.Cell;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.WindowStatus;
import dev.surprisal.store.ProfileTable.Entry;
import dev.surprisal.store.ProfileTable.Snapshot;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every format keeps the same promises, with its own library. */
@Tag("slow")
class StoreFormatsIT extends SparkTest {

  @TempDir private Path directory;

  /** The libraries of both table formats are there for Spark 4.1, which is compiled for. */
  static Stream<StoreFormat> formats() {
    return Stream.of(StoreFormat.values())
        .filter(
            it ->
                it == StoreFormat.PARQUET
                    || it == StoreFormat.ORC
                    || !spark().version().startsWith("3."));
  }

  private ProfileTables tables(StoreFormat format) {
    SparkSession own = spark().newSession();
    ProfileTables tables = StoredCells.tables(own, directory, format.label());
    tables.requireAvailable();
    tables.configureSession();
    return tables;
  }

  private ProfileTable table(StoreFormat format) {
    return tables(format).open("profiles");
  }

  @ParameterizedTest
  @MethodSource("formats")
  void whatIsKeptIsReplacedByWindowsAndComesBack(StoreFormat format) {
    ProfileStore store = StoredCells.store(tables(format), "churn");
    assertThat(store.read(BOTH)).isEmpty();
    Cell monday = cell(MONDAY, "m1", null, 2);
    Cell none = cell(null, null, "", 1);
    assertThat(store.replace(List.of(none, monday, cell(TUESDAY, "m1", "A", 2)), BOTH))
        .extracting(StoredWindow::revision)
        .containsExactly(1, 1, 1);

    Cell changed = cell(TUESDAY, "m2", "B", 3, 1);
    store.replace(List.of(none, changed), List.of(TUESDAY));
    // The same again is nothing new.
    store.replace(List.of(none, changed), List.of(TUESDAY));

    assertThat(StoredCells.store(tables(format), "churn").read(BOTH))
        .containsExactlyInAnyOrder(
            new StoredWindow(null, 1, List.of(none)),
            new StoredWindow(MONDAY, 1, List.of(monday)),
            new StoredWindow(TUESDAY, 2, List.of(changed)));
    assertThat(store.read(List.of(MONDAY)))
        .extracting(StoredWindow::window)
        .containsExactlyInAnyOrder(null, MONDAY);
    assertThatThrownBy(() -> StoredCells.store(tables(format), "fraud").requireOwn())
        .hasMessageContaining("holds profiles of model churn");
  }

  @ParameterizedTest
  @MethodSource("formats")
  void ofTwoWritersOfOneWindowOneWinsWholeAndTheOtherSaysSo(StoreFormat format) throws Exception {
    // The first commit, so that the table exists and both see the same.
    StoredCells.store(tables(format), "churn").replace(List.of(cell(MONDAY, "m1", "A", 1)), BOTH);

    List<Object> ends = atOnce(writer(format, "A"), writer(format, "B"));

    assertThat(ends).filteredOn(it -> it instanceof ConflictException).hasSize(1);
    String winner =
        ends.stream()
            .filter(String.class::isInstance)
            .map(String.class::cast)
            .findFirst()
            .orElseThrow();
    List<StoredWindow> kept = StoredCells.store(tables(format), "churn").read(BOTH);
    assertThat(kept).extracting(StoredWindow::revision).containsOnly(2);
    assertThat(kept).hasSize(2);
    assertThat(kept.stream().flatMap(it -> it.cells().stream()).map(it -> it.slice().values()))
        .hasSize(4)
        .containsOnly(List.of(winner + 0), List.of(winner + 1));
  }

  /** A writer of two windows with two cells each, who has seen what is there and begins now. */
  private Callable<Object> writer(StoreFormat format, String city) {
    ProfileTables tables = tables(format);
    ProfileTable table = table(format);
    Snapshot seen = table.snapshot();
    ProfileRows rows = new ProfileRows(StoredCells.key("churn", List.of("DOWN", "UP")));
    List<StoredWindow> windows =
        BOTH.stream()
            .map(
                window ->
                    new StoredWindow(
                        window,
                        2,
                        List.of(cell(window, "m1", city + 0, 5), cell(window, "m1", city + 1, 6))))
            .toList();
    List<Entry> entries = windows.stream().map(it -> rows.entry(it, WindowStatus.FINAL)).toList();
    Dataset<Row> written = rows.rows(tables.spark(), windows, entries, Instant.EPOCH);
    return () -> {
      try {
        table.replace(seen, entries, written);
        return city;
      } catch (ConflictException e) {
        return e;
      }
    };
  }

  @ParameterizedTest
  @MethodSource("formats")
  void whoSawAnOlderRevisionKeepsNothing(StoreFormat format) throws Exception {
    Callable<Object> early = writer(format, "A");
    ProfileStore store = StoredCells.store(tables(format), "churn");
    List<Cell> cells = List.of(cell(MONDAY, "m1", "C", 1), cell(TUESDAY, "m1", "C", 1));
    store.replace(cells, BOTH);

    assertThat(early.call()).isInstanceOf(ConflictException.class);
    assertThat(store.read(BOTH).stream().flatMap(it -> it.cells().stream()))
        .containsExactlyInAnyOrderElementsOf(cells);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void writersOfDifferentWindowsDoNotDisturbOneAnother(StoreFormat format) throws Exception {
    ProfileStore store = StoredCells.store(tables(format), "churn");
    store.replace(List.of(cell(MONDAY, "m1", "A", 1)), List.of(MONDAY));
    Callable<Object> tuesday = alone(format, TUESDAY);
    Callable<Object> wednesday = alone(format, StoredCells.day("2026-05-06"));

    assertThat(atOnce(tuesday, wednesday)).noneMatch(it -> it instanceof Exception);
    assertThat(store.read(List.of(MONDAY, TUESDAY, StoredCells.day("2026-05-06")))).hasSize(3);
  }

  private Callable<Object> alone(StoreFormat format, TimeRange window) {
    ProfileStore store = StoredCells.store(tables(format), "churn");
    return () -> {
      try {
        return store.replace(List.of(cell(window, "m1", "A", 3)), List.of(window));
      } catch (InputRefusedException e) {
        return e;
      }
    };
  }

  @Test
  void aNumberOfTheLogIsWrittenByOneWriterWhole() throws Exception {
    var root = new org.apache.hadoop.fs.Path(directory.toUri());
    var configuration = spark().sparkContext().hadoopConfiguration();
    CommitLog log = new CommitLog(root, root.getFileSystem(configuration), configuration);
    for (long number = 1; number <= 5; number++) {
      long next = number;
      List<Callable<Object>> writers =
          IntStream.range(0, 8)
              .<Callable<Object>>mapToObj(
                  i ->
                      () ->
                          log.write(next, "x".repeat(1000 + i).getBytes(StandardCharsets.UTF_8))
                              ? i
                              : -1)
              .toList();
      List<Object> ends = atOnce(writers.toArray(Callable[]::new));
      List<Object> winners = ends.stream().filter(it -> !it.equals(-1)).toList();
      assertThat(winners).hasSize(1);
      assertThat(log.read(number)).hasSize(1000 + (int) winners.get(0));
      assertThat(log.latest()).hasValue(number);
    }
  }

  /** Runs all in threads of their own that begin together. */
  @SafeVarargs
  private static List<Object> atOnce(Callable<Object>... works) throws Exception {
    CyclicBarrier start = new CyclicBarrier(works.length);
    ExecutorService threads = Executors.newFixedThreadPool(works.length);
    try {
      List<Future<Object>> futures = new ArrayList<>();
      for (Callable<Object> work : works) {
        futures.add(
            threads.submit(
                () -> {
                  start.await();
                  return work.call();
                }));
      }
      List<Object> ends = new ArrayList<>();
      for (Future<Object> future : futures) {
        ends.add(future.get());
      }
      return ends;
    } finally {
      threads.shutdownNow();
    }
  }
}
