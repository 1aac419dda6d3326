package dev.surprisal.store;

import dev.surprisal.dataset.InputProblem;
import dev.surprisal.dataset.InputRefusedException;
import dev.surprisal.profile.Cell;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.RowStatus;
import dev.surprisal.profile.Slice;
import dev.surprisal.profile.StoredProfile;
import dev.surprisal.profile.TimeRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The table of profiles, partitioned by window. A window is replaced as a whole, and only when its
 * profiles have changed, so that running twice on the same input leaves the table as it was. A
 * window that loses all its rows keeps one that says so: an empty profile.
 */
public final class ProfileStore {

  private static final String NO_WINDOW = "none";
  private static final String PARTITION = "window";

  private static final StructType SCHEMA =
      new StructType()
          .add(PARTITION, DataTypes.StringType, false)
          .add("window_start", DataTypes.TimestampType)
          .add("window_end", DataTypes.TimestampType)
          .add("revision", DataTypes.IntegerType, false)
          .add("key", DataTypes.StringType, false)
          .add("version", DataTypes.StringType)
          .add("slice", DataTypes.createArrayType(DataTypes.StringType, true), false)
          .add("rows", DataTypes.LongType, false)
          .add("scored", DataTypes.LongType, false)
          .add("profile", DataTypes.BinaryType, false);

  private static final Comparator<Cell> BY_VERSION_AND_SLICE =
      Comparator.comparing(Cell::version, Comparator.nullsFirst(Comparator.<String>naturalOrder()))
          .thenComparing(Cell::slice);

  private final SparkSession spark;
  private final String path;
  private final String format;
  private final StoreKey key;

  /**
   * Opens a store, whether it exists or not.
   *
   * @param spark the session
   * @param path the table's directory
   * @param format the Spark source that it is written with
   * @param key what the profiles are of
   */
  public ProfileStore(SparkSession spark, String path, String format, StoreKey key) {
    this.spark = spark;
    this.path = path;
    this.format = format;
    this.key = key;
  }

  /**
   * Keeps the cells of some windows.
   *
   * @param cells the cells
   * @param windows every window that was profiled, also those without a cell
   * @return the windows as they are now kept
   */
  public List<StoredWindow> replace(List<Cell> cells, List<TimeRange> windows) {
    Map<@Nullable TimeRange, StoredWindow> before = new HashMap<>();
    read(windows, false).forEach(window -> before.put(window.window(), window));
    List<StoredWindow> after = new ArrayList<>();
    List<StoredWindow> changed = new ArrayList<>();
    for (Map.Entry<@Nullable TimeRange, List<Cell>> entry : byWindow(cells).entrySet()) {
      StoredWindow old = before.get(entry.getKey());
      boolean same = old != null && old.cells().equals(entry.getValue());
      int revision = old == null ? 1 : same ? old.revision() : old.revision() + 1;
      StoredWindow now = new StoredWindow(entry.getKey(), revision, entry.getValue());
      after.add(now);
      if (!same) {
        changed.add(now);
      }
    }
    byWindow(cells).keySet().forEach(before::remove);
    before.values().stream()
        .filter(old -> !old.cells().isEmpty())
        .map(old -> new StoredWindow(old.window(), old.revision() + 1, List.of()))
        .forEach(changed::add);
    write(changed);
    return after;
  }

  /**
   * Reads the kept windows among the given ones, and the rows without a window.
   *
   * @throws InputRefusedException where the table holds profiles of another key
   */
  public List<StoredWindow> read(List<TimeRange> windows) {
    return read(windows, true).stream().filter(window -> !window.cells().isEmpty()).toList();
  }

  /** Also finds the windows that were emptied, by their revision. */
  private List<StoredWindow> read(List<TimeRange> windows, boolean strict) {
    if (!exists()) {
      return List.of();
    }
    Map<String, TimeRange> byName = new LinkedHashMap<>();
    windows.forEach(window -> byName.put(name(window), window));
    Map<@Nullable TimeRange, List<Cell>> cells = new LinkedHashMap<>();
    Map<@Nullable TimeRange, Integer> revisions = new HashMap<>();
    for (Row row : rows()) {
      String name = row.getAs(PARTITION);
      if (!name.equals(NO_WINDOW) && !byName.containsKey(name)) {
        continue;
      }
      if (!key.descriptor().equals(row.getAs("key"))) {
        if (strict) {
          throw refuse(row.getAs("key"));
        }
        continue;
      }
      TimeRange window = byName.get(name);
      List<Cell> ofWindow = cells.computeIfAbsent(window, w -> new ArrayList<>());
      if (row.<byte[]>getAs("profile").length > 0) {
        ofWindow.add(cell(row, window));
      }
      revisions.put(window, row.getAs("revision"));
    }
    List<StoredWindow> stored = new ArrayList<>();
    cells.forEach(
        (window, ofWindow) -> {
          ofWindow.sort(BY_VERSION_AND_SLICE);
          stored.add(new StoredWindow(window, revisions.getOrDefault(window, 1), ofWindow));
        });
    return stored;
  }

  private InputRefusedException refuse(String theirs) {
    return new InputRefusedException(
        InputProblem.invalid(
            "output.path",
            path,
            "holds profiles of "
                + theirs
                + ", and the configuration asks for "
                + key.descriptor()
                + "; profile again, or choose another output.path"));
  }

  private List<Row> rows() {
    Dataset<Row> table = spark.read().format(format).schema(SCHEMA).load(path);
    return table.collectAsList();
  }

  private boolean exists() {
    Path directory = new Path(path);
    try {
      return directory.getFileSystem(spark.sparkContext().hadoopConfiguration()).exists(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Cell cell(Row row, @Nullable TimeRange window) {
    List<@Nullable String> values = row.getList(row.fieldIndex("slice"));
    byte[] profile = row.getAs("profile");
    return new Cell(
        window,
        row.getAs("version"),
        new Slice(key.dimensions(), values),
        new StoredProfile(key.layout(), profile));
  }

  private static Map<@Nullable TimeRange, List<Cell>> byWindow(List<Cell> cells) {
    Comparator<Cell> byTime =
        Comparator.comparing(
            cell -> cell.window() == null ? null : cell.window().from(),
            Comparator.nullsFirst(Comparator.<Instant>naturalOrder()));
    return cells.stream()
        .sorted(byTime.thenComparing(BY_VERSION_AND_SLICE))
        .collect(
            LinkedHashMap::new,
            (map, cell) ->
                map.computeIfAbsent(cell.window(), window -> new ArrayList<>()).add(cell),
            Map::putAll);
  }

  private void write(List<StoredWindow> windows) {
    if (windows.isEmpty()) {
      return;
    }
    List<Row> rows = windows.stream().flatMap(this::rows).collect(Collectors.toList());
    Dataset<Row> table = spark.createDataFrame(rows, MicrosecondRows.schema(SCHEMA));
    MicrosecondRows.withTimes(table, SCHEMA)
        .coalesce(1)
        .write()
        .format(format)
        .mode(SaveMode.Overwrite)
        // Only the partitions written are replaced.
        .option("partitionOverwriteMode", "dynamic")
        .partitionBy(PARTITION)
        .save(path);
  }

  /** A row for each cell; for a window that has lost its cells, one that says so. */
  private Stream<Row> rows(StoredWindow window) {
    if (window.cells().isEmpty()) {
      return Stream.of(row(window, null, new @Nullable String[0], 0, 0, new byte[0]));
    }
    return window.cells().stream()
        .map(
            cell -> {
              Profile profile = cell.profile().open();
              return row(
                  window,
                  cell.version(),
                  cell.slice().values().toArray(String[]::new),
                  profile.read(),
                  profile.rows(RowStatus.SCORED),
                  cell.profile().bytes());
            });
  }

  private Row row(
      StoredWindow window,
      @Nullable String version,
      @Nullable String[] slice,
      long read,
      long scored,
      byte[] profile) {
    TimeRange range = window.window();
    return RowFactory.create(
        range == null ? NO_WINDOW : name(range),
        range == null ? null : TimeRange.micros(range.from()),
        range == null ? null : TimeRange.micros(range.to()),
        window.revision(),
        key.descriptor(),
        version,
        slice,
        read,
        scored,
        profile);
  }

  /** A window's name in a path: {@code 1997-05-01T00.00.00Z_1997-05-08T00.00.00Z}. */
  private static String name(TimeRange window) {
    return (window.from() + "_" + window.to()).replace(':', '.');
  }
}
