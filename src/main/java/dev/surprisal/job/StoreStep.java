package dev.surprisal.job;

import dev.surprisal.dataset.InputProblem;
import dev.surprisal.dataset.InputRefusedException;
import dev.surprisal.profile.Cell;
import dev.surprisal.profile.TimeRange;
import dev.surprisal.store.ProfileStore;
import dev.surprisal.store.StoredWindow;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.SparkSession;

/** Keeps the profiles of a run, or finds those that earlier runs kept. */
final class StoreStep {

  private final Plan plan;
  private final ProfileStore store;

  StoreStep(Plan plan, SparkSession spark, Clock clock) {
    this.plan = plan;
    this.store = new ProfileStore(plan.tables(spark), plan.storeKey(), plan.patience(), clock);
  }

  /** Proves before the long work that its profiles may be kept. */
  void requireOwn() {
    told(
        () -> {
          store.requireOwn();
          return true;
        });
  }

  /** Keeps the cells of a run, and returns the windows as they are now kept. */
  List<StoredWindow> replace(List<Cell> cells) {
    return told(() -> store.replace(cells, plan.windows().all()));
  }

  /** The places of the columns that were categorical when the windows were profiled. */
  List<Integer> categorical() {
    return plan.config().columns().isEmpty()
        ? List.of()
        : told(() -> store.categorical(plan.windows().all()));
  }

  /**
   * Finds the kept windows of both ranges.
   *
   * @throws InputRefusedException where one of the ranges has none
   */
  List<StoredWindow> read() {
    List<StoredWindow> stored = told(() -> store.read(plan.windows().all()));
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
    throw new InputRefusedException(
        InputProblem.invalid(
            key,
            range.from() + " to " + range.to(),
            "must have a stored window in " + plan.store() + "; run surprisal profile first"));
  }

  /** What else is found at the store's place is for the user to see to; a fault of ours is not. */
  private <T> T told(Supplier<T> action) {
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
              "must be a table of profiles: "
                  + String.valueOf(root.getMessage()).lines().findFirst().orElse("")
                  + "; move it away and profile again, or choose another output.path"),
          e);
    }
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }
}
