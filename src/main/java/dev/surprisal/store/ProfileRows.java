package dev.surprisal.store;

import dev.surprisal.profile.cube.Cell;
import dev.surprisal.profile.cube.RowTally;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.cube.StoredProfile;
import dev.surprisal.profile.state.Layout;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.WindowStatus;
import dev.surprisal.store.ProfileTable.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Stored windows as rows, one for each profile, and back. What a query may ask for without reading
 * a profile stands in columns of its own.
 *
 * @param key what the profiles are of
 */
record ProfileRows(StoreKey key) {

  /** The column that the table is partitioned by. */
  static final String PARTITION = "window";

  static final StructType SCHEMA =
      StructType.fromDDL(
          "window STRING NOT NULL, window_start TIMESTAMP, window_end TIMESTAMP, status STRING NOT"
              + " NULL, revision INT NOT NULL, written_at TIMESTAMP NOT NULL, key STRING NOT NULL,"
              + " version STRING, dimensions ARRAY<STRING> NOT NULL, slice ARRAY<STRING> NOT NULL,"
              + " folded INT NOT NULL, rows BIGINT NOT NULL, predictions"
              + " BIGINT NOT NULL, scored BIGINT NOT NULL, duplicates BIGINT NOT NULL, rejected"
              + " BIGINT NOT NULL, profile BINARY NOT NULL");

  private static final String NO_WINDOW = "none";

  /** The one window of rows without timestamps: it has neither start nor end. */
  private static final String ALWAYS = "all";

  static final Comparator<Cell> BY_VERSION_AND_SLICE =
      Comparator.comparing(Cell::version, Comparator.nullsFirst(Comparator.<String>naturalOrder()))
          .thenComparing(Cell::slice);

  /** A window's name in a path: {@code 1997-05-01T00.00.00Z_1997-05-08T00.00.00Z}. */
  static String partition(@Nullable TimeRange window) {
    if (window == null) {
      return NO_WINDOW;
    }
    return window.isAlways() ? ALWAYS : (window.from() + "_" + window.to()).replace(':', '.');
  }

  /** Whether a partition is the window of rows without timestamps. */
  static boolean isAlways(String partition) {
    return partition.equals(ALWAYS);
  }

  /** What is known of a window without reading it again. */
  Entry entry(StoredWindow window, WindowStatus status) {
    long predictions = 0;
    long scored = 0;
    for (Cell cell : Cell.ofOneSet(window.cells())) {
      RowTally tally = cell.profile().tally();
      predictions += tally.predictions();
      scored += tally.scored();
    }
    return new Entry(
        partition(window.window()),
        window.window(),
        window.revision(),
        status,
        key.descriptor(),
        predictions,
        scored);
  }

  /** The rows of some windows. */
  Dataset<Row> rows(
      SparkSession spark, List<StoredWindow> windows, List<Entry> entries, Instant writtenAt) {
    Map<String, WindowStatus> statuses =
        entries.stream().collect(Collectors.toMap(Entry::partition, Entry::status));
    List<Row> rows =
        windows.stream()
            .flatMap(
                it -> {
                  WindowStatus status =
                      statuses.getOrDefault(partition(it.window()), WindowStatus.OPEN);
                  return rows(it, status, TimeRange.micros(writtenAt));
                })
            .toList();
    Dataset<Row> table = spark.createDataFrame(rows, MicrosecondRows.schema(SCHEMA));
    return MicrosecondRows.withTimes(table, SCHEMA).coalesce(1);
  }

  /** A row for each cell; for a window that has lost its cells, one that says so. */
  private Stream<Row> rows(StoredWindow window, WindowStatus status, long writtenAt) {
    if (window.cells().isEmpty()) {
      StoredProfile empty = new StoredProfile(key.layout(), new byte[0]);
      Cell none = new Cell(window.window(), null, Slice.ALL, empty);
      return Stream.of(row(window, status, writtenAt, none));
    }
    return window.cells().stream().map(cell -> row(window, status, writtenAt, cell));
  }

  private Row row(StoredWindow window, WindowStatus status, long writtenAt, Cell cell) {
    TimeRange range = window.window();
    TimeRange timed = range == null || range.isAlways() ? null : range;
    RowTally tally = cell.profile().tally();
    return RowFactory.create(
        partition(range),
        timed == null ? null : TimeRange.micros(timed.from()),
        timed == null ? null : TimeRange.micros(timed.to()),
        status.name(),
        window.revision(),
        writtenAt,
        key.descriptor(),
        cell.version(),
        cell.slice().dimensions().toArray(String[]::new),
        cell.slice().values().toArray(String[]::new),
        cell.folded(),
        tally.read(),
        tally.predictions(),
        tally.scored(),
        tally.duplicates(),
        tally.read() - tally.predictions() - tally.duplicates(),
        cell.profile().bytes());
  }

  /** The windows of some rows, in the order of the entries, each with its cells in their order. */
  List<StoredWindow> windows(Dataset<Row> rows, List<Entry> entries) {
    Map<String, List<Cell>> cells = new LinkedHashMap<>();
    Map<String, Entry> byPartition = new LinkedHashMap<>();
    Map<String, Layout> layouts = new HashMap<>();
    entries.forEach(
        it -> {
          cells.put(it.partition(), new ArrayList<>());
          byPartition.put(it.partition(), it);
          layouts.computeIfAbsent(it.key(), of -> key.layoutOf(of).orElse(key.layout()));
        });
    Column[] columns =
        Stream.of(PARTITION, "version", "dimensions", "slice", "folded", "profile")
            .map(functions::col)
            .toArray(Column[]::new);
    for (Row row : rows.select(columns).collectAsList()) {
      Entry entry = byPartition.get(row.getString(0));
      byte[] profile = row.getAs("profile");
      if (entry != null && profile.length > 0) {
        Layout layout = layouts.getOrDefault(entry.key(), key.layout());
        cells
            .getOrDefault(entry.partition(), List.of())
            .add(cell(row, entry.window(), new StoredProfile(layout, profile)));
      }
    }
    return entries.stream()
        .map(
            it -> {
              List<Cell> own = cells.getOrDefault(it.partition(), List.of());
              own.sort(BY_VERSION_AND_SLICE);
              return new StoredWindow(it.window(), it.revision(), own);
            })
        .toList();
  }

  private Cell cell(Row row, @Nullable TimeRange window, StoredProfile profile) {
    List<@Nullable String> values = row.getList(row.fieldIndex("slice"));
    return new Cell(
        window,
        row.getAs("version"),
        new Slice(row.getList(row.fieldIndex("dimensions")), values),
        row.getAs("folded"),
        profile.as(key.layout()));
  }
}
