package dev.surprisal.store;

import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.WindowStatus;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * A table of profiles with partitions that are replaced as wholes, by one writer at a time.
 *
 * <p>A reader takes a snapshot, and reads what was there then. A writer says by its snapshot what
 * it has seen of the partitions that it replaces: where another writer has replaced one of them
 * since, nothing of its own is kept.
 */
interface ProfileTable {

  /**
   * A window as it is known without reading its profiles.
   *
   * @param partition the name of its partition
   * @param window the window; null for the rows without one
   * @param revision its revision
   * @param status how complete its labels were when it was written
   * @param key what its profiles are of, as {@link StoreKey#descriptor()}
   * @param predictions its valid predictions
   * @param scored those with a label
   */
  record Entry(
      String partition,
      @Nullable TimeRange window,
      int revision,
      WindowStatus status,
      String key,
      long predictions,
      long scored) {

    /** The same with another status. */
    Entry withStatus(WindowStatus other) {
      return new Entry(partition, window, revision, other, key, predictions, scored);
    }

    /** Whether the other has the same profiles, whatever their status. */
    boolean isRevisionOf(Entry other) {
      return partition.equals(other.partition)
          && revision == other.revision
          && key.equals(other.key);
    }
  }

  /**
   * What was there at one time.
   *
   * @param version tells it from all earlier and later ones
   * @param entries a window each
   */
  record Snapshot(long version, List<Entry> entries) {

    /** Copies the entries. */
    public Snapshot {
      entries = List.copyOf(entries);
    }

    Optional<Entry> entry(String partition) {
      return entries.stream().filter(it -> it.partition().equals(partition)).findFirst();
    }

    /**
     * Proves that partitions have the revisions that they had in an earlier snapshot.
     *
     * @throws ConflictException which names the first that has another
     */
    void requireUntouched(Snapshot earlier, List<Entry> partitions) throws ConflictException {
      for (Entry entry : partitions) {
        Optional<Entry> then = earlier.entry(entry.partition());
        Optional<Entry> now = entry(entry.partition());
        if (now.isPresent() && !(then.isPresent() && now.get().isRevisionOf(then.get()))) {
          throw new ConflictException(entry.partition());
        }
      }
    }
  }

  /** What is there now. */
  Snapshot snapshot();

  /**
   * The rows of some partitions.
   *
   * @throws DamagedPartitionException where one of them is not as it was written
   */
  Dataset<Row> rows(Snapshot snapshot, Set<String> partitions);

  /**
   * Replaces partitions, all at once.
   *
   * @param base what the new rows were made in view of
   * @param partitions the partitions, as they will be
   * @param rows their rows
   * @throws ConflictException where one of the partitions has been replaced by another writer
   */
  void replace(Snapshot base, List<Entry> partitions, Dataset<Row> rows) throws ConflictException;
}
