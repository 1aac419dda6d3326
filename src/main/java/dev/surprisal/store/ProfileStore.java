package dev.surprisal.store;

import dev.surprisal.dataset.source.InputProblem;
import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.profile.cube.Cell;
import dev.surprisal.profile.state.Layout;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.WindowStatus;
import dev.surprisal.store.ProfileTable.Entry;
import dev.surprisal.store.ProfileTable.Snapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The table of profiles, partitioned by window. A window is replaced as a whole, and only when its
 * profiles have changed, so that running twice on the same input leaves the table as it was. A
 * window that loses all its rows keeps one that says so: an empty profile.
 */
public final class ProfileStore {

  /** The name of the table. */
  public static final String TABLE = "profiles";

  /** The name of the table of a reference that is a dataset of its own. */
  public static final String REFERENCE_TABLE = "reference_profiles";

  /** A reader that other runs overtake so often has met something else. */
  private static final int ATTEMPTS = 5;

  private final ProfileTables tables;
  private final String name;
  private final String place;
  private final StoreKey key;
  private final ProfileTable table;
  private final ProfileRows rows;
  private final WindowStatuses statuses;
  private final Clock clock;

  /**
   * Opens a store, whether it exists or not.
   *
   * @param tables the tables among which it is
   * @param key what the profiles are of
   * @param maxLabelDelay how long labels are waited for; null where for ever
   * @param clock tells when a revision was made
   */
  public ProfileStore(
      ProfileTables tables, StoreKey key, @Nullable Duration maxLabelDelay, Clock clock) {
    this(tables, TABLE, key, maxLabelDelay, clock);
  }

  /** Opens a store of another name. */
  public ProfileStore(
      ProfileTables tables,
      String name,
      StoreKey key,
      @Nullable Duration maxLabelDelay,
      Clock clock) {
    this.tables = tables;
    this.name = name;
    this.place = tables.place(name);
    this.key = key;
    this.rows = new ProfileRows(key);
    this.statuses = new WindowStatuses(maxLabelDelay);
    this.clock = clock;
    this.table = tables.open(name);
  }

  /**
   * Proves before the long work that its profiles may be kept here.
   *
   * @throws InputRefusedException where the table is of another model, of other classes, or of a
   *     newer format version
   */
  public void requireOwn() {
    tables.requireFormatOf(name);
    for (Entry entry : snapshot().entries()) {
      if (!key.isOfTheSameModel(entry.key())) {
        throw refused(key.difference(entry.key()) + "; choose another output.path");
      }
    }
  }

  private Snapshot snapshot() {
    Snapshot snapshot = table.snapshot();
    snapshot.entries().stream()
        .mapToInt(entry -> StoreKey.formatVersion(entry.key()))
        .filter(version -> version > Layout.FORMAT_VERSION)
        .findFirst()
        .ifPresent(
            version -> {
              throw NewerFormat.refused(place, version);
            });
    snapshot.entries().stream()
        .flatMap(entry -> StoreKey.unknownSection(entry.key()).stream())
        .findFirst()
        .ifPresent(
            section -> {
              throw NewerFormat.refused(place, section);
            });
    return snapshot;
  }

  /**
   * Keeps the cells of some windows, all at once.
   *
   * @param cells the cells
   * @param windows every window that was profiled, also those without a cell
   * @return the windows as they are now kept
   * @throws InputRefusedException where another run has replaced one of them at the same time; this
   *     one has kept nothing then
   */
  public List<StoredWindow> replace(List<Cell> cells, List<TimeRange> windows) {
    Snapshot before = snapshot();
    Map<@Nullable TimeRange, StoredWindow> old = new HashMap<>();
    readable(before, asked(before, windows)).forEach(it -> old.put(it.window(), it));
    List<StoredWindow> after = new ArrayList<>();
    List<StoredWindow> changed = new ArrayList<>();
    for (Map.Entry<@Nullable TimeRange, List<Cell>> entry : byWindow(cells).entrySet()) {
      StoredWindow now = revised(before, entry.getKey(), entry.getValue());
      StoredWindow was = old.remove(entry.getKey());
      boolean same = was != null && was.cells().equals(now.cells());
      after.add(same ? was : now);
      if (!same) {
        changed.add(now);
      }
    }
    old.values().stream()
        .filter(it -> !it.cells().isEmpty())
        .map(it -> revised(before, it.window(), List.of()))
        .forEach(changed::add);
    write(before, changed);
    renewStatuses();
    return after;
  }

  /**
   * Keeps the cells of a dataset as all that there is: every other window that was kept is one
   * without rows from now on.
   *
   * @return the windows as they are now kept
   * @throws InputRefusedException as {@link #replace} does
   */
  public List<StoredWindow> replaceAll(List<Cell> cells) {
    Snapshot before = snapshot();
    Map<String, StoredWindow> now = new LinkedHashMap<>();
    before
        .entries()
        .forEach(it -> now.put(it.partition(), revised(before, it.window(), List.of())));
    byWindow(cells)
        .forEach(
            (window, own) -> now.put(ProfileRows.partition(window), revised(before, window, own)));
    write(before, List.copyOf(now.values()));
    return now.values().stream().filter(it -> !it.cells().isEmpty()).toList();
  }

  /**
   * The descriptor of the key that the windows with rows have, as {@link #replaceAll} left them;
   * nothing where none is kept.
   */
  public Optional<String> descriptor() {
    tables.requireFormatOf(name);
    return snapshot().entries().stream()
        .filter(it -> it.predictions() > 0)
        .map(Entry::key)
        .findFirst();
  }

  /** The windows that are kept within a stretch of time, whatever their key, in time order. */
  public List<TimeRange> windows(TimeRange within) {
    return snapshot().entries().stream()
        .filter(it -> it.predictions() > 0)
        .flatMap(it -> Stream.ofNullable(it.window()))
        .filter(within::overlaps)
        .sorted(Comparator.comparing(TimeRange::from))
        .toList();
  }

  /** A window with its next revision. */
  private static StoredWindow revised(
      Snapshot before, @Nullable TimeRange window, List<Cell> cells) {
    int last = before.entry(ProfileRows.partition(window)).map(Entry::revision).orElse(0);
    return new StoredWindow(window, last + 1, cells);
  }

  /** The entries of some windows, and of the rows without one. */
  private static List<Entry> asked(Snapshot snapshot, List<TimeRange> windows) {
    Set<String> names = windows.stream().map(ProfileRows::partition).collect(Collectors.toSet());
    names.add(ProfileRows.partition(null));
    return snapshot.entries().stream().filter(it -> names.contains(it.partition())).toList();
  }

  /** The windows of this key that can be read; the others are to be replaced. */
  private List<StoredWindow> readable(Snapshot snapshot, List<Entry> entries) {
    List<Entry> own =
        new ArrayList<>(entries.stream().filter(it -> it.key().equals(key.descriptor())).toList());
    while (true) {
      try {
        return read(snapshot, own);
      } catch (DamagedPartitionException e) {
        if (!own.removeIf(it -> it.partition().equals(e.partition()))) {
          throw e;
        }
      }
    }
  }

  private List<StoredWindow> read(Snapshot snapshot, List<Entry> entries) {
    if (entries.isEmpty()) {
      return List.of();
    }
    Set<String> names = entries.stream().map(Entry::partition).collect(Collectors.toSet());
    return rows.windows(table.rows(snapshot, names), entries);
  }

  private void write(Snapshot before, List<StoredWindow> changed) {
    if (changed.isEmpty()) {
      return;
    }
    List<Entry> entries = changed.stream().map(it -> rows.entry(it, WindowStatus.OPEN)).toList();
    List<Entry> kept =
        statuses.withStatus(entries, WindowStatuses.overlaid(before.entries(), entries));
    try {
      table.replace(before, kept, rows.rows(tables.spark(), changed, kept, clock.instant()));
    } catch (ConflictException e) {
      throw new InputRefusedException(
          InputProblem.invalid(
              "output.path",
              place,
              "another run stored the same windows concurrently, "
                  + e.getMessage()
                  + " among them; this run stored nothing: run it again"),
          e);
    }
  }

  /**
   * Windows become final as time goes on, without a change to their profiles: no new revision. What
   * another run replaces meanwhile has a status of its own already.
   */
  private void renewStatuses() {
    Snapshot now = snapshot();
    List<Entry> own =
        now.entries().stream().filter(it -> it.key().equals(key.descriptor())).toList();
    List<Entry> renewed = new ArrayList<>(statuses.withStatus(own, now.entries()));
    renewed.removeIf(it -> now.entries().contains(it));
    if (renewed.isEmpty()) {
      return;
    }
    List<StoredWindow> windows = readable(now, renewed);
    Set<String> read = new HashSet<>();
    windows.forEach(it -> read.add(ProfileRows.partition(it.window())));
    renewed.removeIf(it -> !read.contains(it.partition()));
    try {
      if (!renewed.isEmpty()) {
        table.replace(now, renewed, rows.rows(tables.spark(), windows, renewed, clock.instant()));
      }
    } catch (ConflictException e) {
      // The other run has seen to it.
    }
  }

  /**
   * The layouts of the kept windows among the given ones, as far as they are of the same columns:
   * they tell which of these are categorical, which only the types of the data tell, and these need
   * not be there any more; and what an older Surprisal has not yet kept.
   */
  public List<Layout> layouts(List<TimeRange> windows) {
    return asked(snapshot(), windows).stream()
        .map(Entry::key)
        .distinct()
        .flatMap(of -> key.layoutOfSameColumns(of).stream())
        .toList();
  }

  /**
   * Reads the kept windows among the given ones, and the rows without a window.
   *
   * @throws InputRefusedException where the table holds profiles of another key, or half of a
   *     window is gone
   */
  public List<StoredWindow> read(List<TimeRange> windows) {
    tables.requireFormatOf(name);
    for (int attempt = 1; ; attempt++) {
      Snapshot snapshot = snapshot();
      List<Entry> entries = asked(snapshot, windows);
      entries.forEach(this::requireSameKey);
      try {
        return read(snapshot, entries).stream().filter(it -> !it.cells().isEmpty()).toList();
      } catch (DamagedPartitionException e) {
        boolean overtaken = table.snapshot().version() != snapshot.version();
        if (!overtaken || attempt == ATTEMPTS) {
          throw refused(snapshot, e);
        }
      }
    }
  }

  /** Reads all windows that are kept, as {@link #read} does, where all are of one key. */
  public List<StoredWindow> readAll() {
    List<TimeRange> windows =
        snapshot().entries().stream().flatMap(it -> Stream.ofNullable(it.window())).toList();
    return read(windows);
  }

  private void requireSameKey(Entry entry) {
    if (key.layoutOf(entry.key()).isEmpty()) {
      throw refused(key.difference(entry.key()) + "; profile again, or choose another output.path");
    }
  }

  private InputRefusedException refused(Snapshot snapshot, DamagedPartitionException e) {
    Optional<TimeRange> window =
        snapshot.entry(e.partition()).flatMap(it -> Optional.ofNullable(it.window()));
    String again =
        window
            .map(it -> "surprisal profile --from " + it.from() + " --to " + it.to())
            .orElse("surprisal profile");
    return refused("is damaged: " + e.getMessage() + "; restore it, or run " + again);
  }

  private InputRefusedException refused(String reason) {
    return new InputRefusedException(InputProblem.invalid("output.path", place, reason));
  }

  private static Map<@Nullable TimeRange, List<Cell>> byWindow(List<Cell> cells) {
    Comparator<Cell> byTime =
        Comparator.comparing(
            cell -> cell.window() == null ? null : cell.window().from(),
            Comparator.nullsFirst(Comparator.<Instant>naturalOrder()));
    return cells.stream()
        .sorted(byTime.thenComparing(ProfileRows.BY_VERSION_AND_SLICE))
        .collect(
            LinkedHashMap::new,
            (map, cell) ->
                map.computeIfAbsent(cell.window(), window -> new ArrayList<>()).add(cell),
            Map::putAll);
  }
}
