package dev.surprisal.store;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import dev.surprisal.tables.DeltaLake;
import dev.surprisal.tables.TableDirectory;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/**
 * A table of Delta Lake. Its transactions see conflicts only from the time on that the write
 * begins, which is after the rows were made; so each write bears a number of its own, one more than
 * the last that was seen. Delta refuses a number while another write of it is under way, and
 * silently leaves out a write whose number has been taken: a token tells whose it was.
 */
final class DeltaTable implements ProfileTable {

  private static final String APPLICATION = "surprisal-profiles";
  private static final String COMMIT = "commit";
  private static final String WRITER = "writer";
  private static final int ATTEMPTS = 20;

  private final TableDirectory directory;
  private final String name;
  private final Path place;

  DeltaTable(TableDirectory directory, String name) {
    this.directory = directory;
    this.name = name;
    this.place = directory.folder(name);
  }

  @Override
  public Snapshot snapshot() {
    if (!directory.holds(name, DeltaLake.LOG)) {
      return new Snapshot(0, List.of());
    }
    Row last = table().agg(max(COMMIT)).head();
    long commit = last.isNullAt(0) ? 0 : last.getLong(0);
    return new Snapshot(commit, StoredEntries.of(table()));
  }

  private Dataset<Row> table() {
    return directory.spark().read().format(DeltaLake.SOURCE).load(place.toString());
  }

  @Override
  public Dataset<Row> rows(Snapshot snapshot, Set<String> partitions) {
    return table().where(col(ProfileRows.PARTITION).isInCollection(partitions));
  }

  @Override
  public void replace(Snapshot base, List<Entry> partitions, Dataset<Row> rows)
      throws ConflictException {
    Snapshot latest = base;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      latest.requireUntouched(base, partitions);
      if (write(latest.version() + 1, partitions, rows)) {
        return;
      }
      latest = snapshot();
    }
    throw new ConflictException("other runs have committed " + ATTEMPTS + " times in between");
  }

  private boolean write(long commit, List<Entry> partitions, Dataset<Row> rows) {
    String writer = UUID.randomUUID().toString();
    try {
      rows.withColumn(COMMIT, lit(commit))
          .withColumn(WRITER, lit(writer))
          .write()
          .format(DeltaLake.SOURCE)
          .mode(SaveMode.Overwrite)
          .option("replaceWhere", condition(partitions))
          .option("txnAppId", APPLICATION)
          .option("txnVersion", commit)
          .partitionBy(ProfileRows.PARTITION)
          .save(place.toString());
    } catch (Exception e) { // Scala's checked exceptions are not declared
      if (isConflict(e)) {
        return false;
      }
      throw e;
    }
    return !table().where(col(COMMIT).equalTo(commit).and(col(WRITER).equalTo(writer))).isEmpty();
  }

  /** Names of partitions hold digits, dots, dashes, letters and underscores. */
  private static String condition(List<Entry> partitions) {
    return partitions.stream()
        .map(entry -> "'" + entry.partition() + "'")
        .collect(Collectors.joining(", ", ProfileRows.PARTITION + " IN (", ")"));
  }

  /** By name: Delta Lake need not be there. */
  private static boolean isConflict(Throwable failure) {
    return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
        .map(cause -> cause.getClass().getName())
        .anyMatch(
            name ->
                name.matches(
                    "(io\\.delta\\.exceptions|.*\\.delta)\\.(Concurrent|Protocol|Metadata)\\w*Exception"));
  }
}
