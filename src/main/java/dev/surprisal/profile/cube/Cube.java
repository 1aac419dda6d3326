package dev.surprisal.profile.cube;

import dev.surprisal.profile.Profile;
import dev.surprisal.profile.state.Layout;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.Windows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All profiles of a run, rolled up from the kept cells: coarser windows and slices are sums of
 * finer ones, so that they need no scan of their own. Roll-ups are made when asked for, few
 * versions and slices at a time, to keep the memory to the kept cells in their stored form.
 */
public final class Cube {

  private final Layout layout;
  private final Windows windows;
  private final List<List<String>> sliceSets;
  private final List<Cell> cells;
  private final List<OtherSlices> others = new ArrayList<>();
  private final Set<@Nullable String> referenceVersions;

  /**
   * Takes the kept cells.
   *
   * @param layout the layout of all profiles
   * @param windows the windows
   * @param sliceSets the sets of dimensions to report by; the set of none is always there
   * @param cells the cells, of each set or of one that has all of its dimensions
   */
  public Cube(
      Layout layout, Windows windows, List<List<String>> sliceSets, Collection<Cell> cells) {
    this.layout = layout;
    this.windows = windows;
    this.sliceSets = sliceSets.stream().map(List::copyOf).toList();
    this.cells = List.copyOf(OtherSlices.agreed(cells, others));
    this.referenceVersions = referenceVersions(this.cells);
  }

  /** The distinct dimensions of some sets, in the order of their first use. */
  public static List<String> dimensions(List<List<String>> sliceSets) {
    return sliceSets.stream().flatMap(List::stream).distinct().toList();
  }

  /** The windows. */
  public Windows windows() {
    return windows;
  }

  /** The sets of which not every slice is told of by itself. */
  public List<OtherSlices> others() {
    return List.copyOf(others);
  }

  /** The profile of every row read, also those without a window. */
  public Profile total() {
    return Profile.sum(layout, Cell.ofOneSet(cells).stream().map(cell -> cell.profile().open()));
  }

  /**
   * The versions of the model, in order, null first. Where the reference is a dataset of its own,
   * those of the prediction dataset.
   */
  public List<@Nullable String> versions() {
    TreeSet<@Nullable String> versions =
        new TreeSet<>(Comparator.nullsFirst(Comparator.<String>naturalOrder()));
    for (Cell cell : cells) {
      TimeRange window = cell.window();
      if (window != null && isJudged(window)) {
        versions.add(cell.version());
      }
    }
    return new ArrayList<>(versions);
  }

  /** Whether its versions are told of: a reference dataset only serves those of the predictions. */
  private static boolean isJudged(TimeRange window) {
    return window.side() == TimeRange.Side.PREDICTIONS;
  }

  /**
   * The versions that the reference dataset has, null where it has rows without one; none where
   * there is no such dataset. It serves as the reference of these, each with its own rows, and of
   * every other version with all of its rows.
   */
  public Set<@Nullable String> referenceVersions() {
    return Collections.unmodifiableSet(referenceVersions);
  }

  private static Set<@Nullable String> referenceVersions(List<Cell> cells) {
    Set<@Nullable String> versions = new HashSet<>();
    for (Cell cell : cells) {
      TimeRange window = cell.window();
      if (window != null && !isJudged(window)) {
        versions.add(cell.version());
      }
    }
    return versions;
  }

  private List<Supplier<Series>> toCome(@Nullable String version, List<String> set) {
    Map<Slice, List<Cell>> bySlice = new HashMap<>();
    for (Cell cell : cells(set)) {
      if (isOf(version, cell)) {
        bySlice.computeIfAbsent(cell.slice().project(set), s -> new ArrayList<>()).add(cell);
      }
    }
    return bySlice.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .<Supplier<Series>>map(entry -> () -> series(version, entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Whether a cell is of a window, and of a version or of what serves as its reference. */
  private boolean isOf(@Nullable String version, Cell cell) {
    TimeRange window = cell.window();
    return window != null
        && (Objects.equals(version, cell.version())
            || !isJudged(window) && !referenceVersions.contains(version));
  }

  /**
   * The rows of a slice that are in none of some other slices, over time. It is a sum of the cells
   * that are kept of a set with all their dimensions, and as exact as they are.
   *
   * @return nothing where no such cells are kept
   */
  public Optional<Series> without(@Nullable String version, Slice slice, Collection<Slice> others) {
    Set<String> dimensions = new LinkedHashSet<>(slice.dimensions());
    others.forEach(other -> dimensions.addAll(other.dimensions()));
    List<Cell> finer = cells(List.copyOf(dimensions));
    if (finer.isEmpty()) {
      return Optional.empty();
    }
    List<Cell> rest =
        finer.stream()
            .filter(cell -> isOf(version, cell) && cell.slice().isIn(slice))
            .filter(cell -> others.stream().noneMatch(cell.slice()::isIn))
            .toList();
    return Optional.of(series(version, slice, rest));
  }

  /**
   * Looks at every series, several at a time, as far as the memory allows.
   *
   * @param look what to find in one; the same whatever else is looked at
   * @return what was found, in the order of version, set of dimensions and slice
   */
  public <T> List<T> eachSeries(Function<Series, T> look) {
    return eachSeries(versions(), look);
  }

  /** Looks at every series of some versions, in the same way. */
  public <T> List<T> eachSeries(Collection<@Nullable String> ofVersions, Function<Series, T> look) {
    List<Supplier<Series>> all = new ArrayList<>();
    for (String version : ofVersions) {
      for (List<String> set : sliceSets()) {
        all.addAll(toCome(version, set));
      }
    }
    ForkJoinPool pool = new ForkJoinPool(atATime());
    try {
      return pool.submit(() -> all.parallelStream().map(it -> look.apply(it.get())).toList())
          .join();
    } finally {
      pool.shutdown();
    }
  }

  /** How many series fit into half of the memory, as far as there are processors for them. */
  private int atATime() {
    Runtime machine = Runtime.getRuntime();
    long fitting = seriesIn(machine.maxMemory() / 2);
    return (int) Math.max(1, Math.min(machine.availableProcessors(), fitting));
  }

  /** How many series fit into so many bytes. */
  public long seriesIn(long bytes) {
    long profiles = windows.all().size() * (windows.slidingSpan() > 0 ? 2L : 1L) + 2;
    return bytes / Math.max(1, profiles * Long.BYTES * layout.longs());
  }

  /** The cells of a set, or those of another that add up to them. */
  private List<Cell> cells(List<String> set) {
    List<Cell> own = cells.stream().filter(cell -> cell.isOf(set)).toList();
    return own.isEmpty()
        ? Cell.ofOneSet(
            cells.stream().filter(it -> it.slice().dimensions().containsAll(set)).toList())
        : own;
  }

  /** The sets of dimensions, that of none first. */
  public List<List<String>> sliceSets() {
    List<List<String>> sets = new ArrayList<>();
    sets.add(List.of());
    sets.addAll(sliceSets);
    return sets;
  }

  private Series series(@Nullable String version, Slice slice, List<Cell> ofSlice) {
    Map<TimeRange, Profile> byWindow = new HashMap<>();
    for (Cell cell : ofSlice) {
      byWindow.merge(Objects.requireNonNull(cell.window()), cell.profile().open(), Profile::plus);
    }
    Profile none = Profile.empty(layout);
    List<Series.WindowProfile> profiles = new ArrayList<>();
    for (TimeRange window : windows.all()) {
      Profile profile = byWindow.getOrDefault(window, none);
      profiles.add(new Series.WindowProfile(window, windows.isReference(window), profile));
    }
    Profile reference = sum(profiles, true);
    Profile current = sum(profiles, false);
    List<Series.SlidingProfile> sliding = new ArrayList<>();
    slide(profiles.stream().filter(Series.WindowProfile::reference).toList(), sliding);
    slide(profiles.stream().filter(window -> !window.reference()).toList(), sliding);
    sliding.sort(
        Comparator.comparing((Series.SlidingProfile window) -> isJudged(window.range()))
            .thenComparing(window -> window.range().from()));
    return new Series(version, slice, reference, current, profiles, sliding);
  }

  private Profile sum(List<Series.WindowProfile> windows, boolean ofReference) {
    return Profile.sum(
        layout,
        windows.stream()
            .filter(window -> window.reference() == ofReference)
            .map(Series.WindowProfile::profile));
  }

  /** Adds the sliding windows of one range. */
  private void slide(List<Series.WindowProfile> range, List<Series.SlidingProfile> sliding) {
    int span = windows.slidingSpan();
    if (span == 0 || range.size() < span) {
      return;
    }
    SlidingSum sum = new SlidingSum(layout, span);
    List<Profile> profiles = range.stream().map(Series.WindowProfile::profile).toList();
    for (int last = 0; last < range.size(); last++) {
      Series.WindowProfile from = range.get(Math.max(0, last - span + 1));
      TimeRange whole = from.range().with(from.range().from(), range.get(last).range().to());
      List<Profile> parts = profiles.subList(Math.max(0, last - span + 1), last + 1);
      sum.next(profiles.get(last))
          .map(it -> new Series.SlidingProfile(whole, from.reference(), it, parts))
          .ifPresent(sliding::add);
    }
  }
}
