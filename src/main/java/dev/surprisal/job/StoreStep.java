package dev.surprisal.job;

import dev.surprisal.dataset.source.InputProblem;
import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.profile.cube.Cell;
import dev.surprisal.profile.state.Layout;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.TimeRange.Side;
import dev.surprisal.store.ProfileStore;
import dev.surprisal.store.StoreKey;
import dev.surprisal.store.StoredWindow;
import java.io.IOException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Keeps the profiles of a run, or finds those that earlier runs kept. */
final class StoreStep {

  private final Plan plan;
  private final SparkSession spark;
  private final Clock clock;
  private final ProfileStore store;

  StoreStep(Plan plan, SparkSession spark, Clock clock) {
    this.plan = plan;
    this.spark = spark;
    this.clock = clock;
    this.store =
        new ProfileStore(plan.profileTables(spark), plan.storeKey(), plan.maxLabelDelay(), clock);
  }

  /** The store of a reference that is a dataset of its own. */
  private ProfileStore ofReference(StoreKey key) {
    return new ProfileStore(
        plan.profileTables(spark), ProfileStore.REFERENCE_TABLE, key, plan.maxLabelDelay(), clock);
  }

  /** Proves before the long work that its profiles may be kept. */
  void requireOwn() {
    explaining(
        () -> {
          store.requireOwn();
          if (plan.dataset() != null) {
            ofReference(plan.storeKey()).requireOwn();
          }
          return true;
        });
  }

  /** Keeps the cells of a run, and returns the windows as they are now kept. */
  List<StoredWindow> replace(List<Cell> cells) {
    return explaining(() -> store.replace(cells, ofPredictions()));
  }

  private List<TimeRange> ofPredictions() {
    return plan.windows().onSide(Side.PREDICTIONS).all();
  }

  /** The windows of the reference dataset, if it is the one that was profiled; else empty. */
  List<StoredWindow> readReference(StoreKey.Origin origin) {
    ProfileStore own = ofReference(plan.storeKey().ofDataset(origin));
    String key = plan.storeKey().ofDataset(origin).descriptor();
    return explaining(
        () ->
            origin.files() != null && own.descriptor().filter(key::equals).isPresent()
                ? ofReference(own.readAll())
                : List.of());
  }

  /** Keeps the cells of the reference dataset instead of all that was kept of one before. */
  List<StoredWindow> replaceReference(List<Cell> cells, StoreKey.Origin origin) {
    List<Cell> plain = cells.stream().map(cell -> of(Side.PREDICTIONS, cell)).toList();
    return explaining(
        () -> ofReference(ofReference(plan.storeKey().ofDataset(origin)).replaceAll(plain)));
  }

  /** The windows as what they are in a report; the table itself is of one dataset alone. */
  private static List<StoredWindow> ofReference(List<StoredWindow> windows) {
    return windows.stream()
        .map(
            window ->
                new StoredWindow(
                    of(Side.REFERENCE, window.window()),
                    window.revision(),
                    window.cells().stream().map(cell -> of(Side.REFERENCE, cell)).toList()))
        .toList();
  }

  private static Cell of(Side side, Cell cell) {
    return new Cell(
        of(side, cell.window()), cell.version(), cell.slice(), cell.folded(), cell.profile());
  }

  private static @Nullable TimeRange of(Side side, @Nullable TimeRange window) {
    return window == null ? null : window.onSide(side);
  }

  /**
   * The plan with the ranges that are not configured, as the kept windows tell them.
   *
   * @throws InputRefusedException where none is kept of one of them
   */
  Plan closed(ReferenceOrigin origin) {
    List<StoredWindow> reference = readReference(origin);
    Plan closed = plan.with(whole(Side.REFERENCE, windows(reference)));
    return explaining(() -> closed.with(whole(Side.PREDICTIONS, keptPredictions())));
  }

  private List<TimeRange> keptPredictions() {
    boolean timed = plan.config().predictions().timestamp() != null;
    return store.windows(plan.current()).stream().filter(it -> it.isAlways() != timed).toList();
  }

  private static List<TimeRange> windows(List<StoredWindow> stored) {
    return stored.stream()
        .flatMap(it -> Stream.ofNullable(it.window()))
        .sorted(Comparator.comparing(TimeRange::from))
        .toList();
  }

  /** A range as far as it is configured, else that of the windows. */
  private TimeRange whole(Side side, List<TimeRange> windows) {
    TimeRange range = plan.range(side);
    if (windows.isEmpty()) {
      throw nothingStored(side == Side.REFERENCE ? "reference" : "current", range);
    }
    TimeRange first = windows.get(0);
    TimeRange last = windows.get(windows.size() - 1);
    return first.with(
        range.from().equals(TimeRange.BEGINNING) ? first.from() : range.from(),
        range.to().equals(TimeRange.END) ? last.to() : range.to());
  }

  /** The windows of the reference dataset, whatever its files are by now. */
  private List<StoredWindow> readReference(ReferenceOrigin origin) {
    StoreKey key = plan.storeKey().ofDataset(origin.known());
    return explaining(
        () -> {
          Optional<StoreKey> kept = ofReference(key).descriptor().flatMap(key::asIn);
          return kept.isEmpty() ? List.of() : ofReference(ofReference(kept.get()).readAll());
        });
  }

  /**
   * Finds the kept windows of both datasets.
   *
   * @throws InputRefusedException where one of them has none
   */
  Profiles read(ReferenceOrigin origin) {
    List<StoredWindow> stored = explaining(() -> store.read(ofPredictions()));
    requireWindow(stored, false, "current", plan.windows().current());
    return new Profiles(stored, readReference(origin));
  }

  /** The layouts that the windows were profiled by. */
  List<Layout> layouts() {
    return explaining(
        () -> store.layouts(plan.dataset() == null ? ofPredictions() : keptPredictions()));
  }

  /**
   * Finds the kept windows of both ranges.
   *
   * @throws InputRefusedException where one of the ranges has none
   */
  List<StoredWindow> read() {
    List<StoredWindow> stored = explaining(() -> store.read(plan.windows().all()));
    requireWindow(stored, true, "reference", plan.windows().reference());
    requireWindow(stored, false, "current", plan.windows().current());
    return stored;
  }

  private void requireWindow(
      List<StoredWindow> stored, boolean ofReference, String key, TimeRange range) {
    for (StoredWindow window : stored) {
      TimeRange of = window.window();
      if (of != null && plan.windows().isReference(of) == ofReference) {
        return;
      }
    }
    throw nothingStored(key, range);
  }

  private InputRefusedException nothingStored(String key, TimeRange range) {
    return new InputRefusedException(
        InputProblem.invalid(
            key,
            range.isAlways() ? "all rows" : range.from() + " to " + range.to(),
            "must have a stored window in " + plan.store() + "; run surprisal profile first"));
  }

  /** What else is found at the store's place is for the user to see to; a fault of ours is not. */
  private <T> T explaining(Supplier<T> action) {
    try {
      return action.get();
    } catch (InputRefusedException e) {
      throw e;
    } catch (Exception e) {
      // Spark's Scala code throws checked exceptions that it does not declare.
      Throwable root = causes(e).reduce((first, second) -> second).orElse(e);
      if (causes(e).noneMatch(it -> it instanceof IOException || it instanceof SparkThrowable)) {
        throw e;
      }
      throw new InputRefusedException(
          InputProblem.invalid(
              "output.path",
              plan.store(),
              "is not a valid table of profiles: "
                  + String.valueOf(root.getMessage()).lines().findFirst().orElse("")
                  + "; move it away and profile again, or choose another output.path"),
          e);
    }
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }
}
