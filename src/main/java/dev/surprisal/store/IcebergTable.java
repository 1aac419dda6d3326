package dev.surprisal.store;

import static org.apache.spark.sql.functions.col;

import dev.surprisal.tables.Iceberg;
import dev.surprisal.tables.TableDirectory;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.analysis.TableAlreadyExistsException;

/**
 * A table of Apache Iceberg. Its own commits are the log: each write says from which snapshot on
 * another writer's rows in its partitions would be a conflict.
 */
final class IcebergTable implements ProfileTable {

  /** Iceberg's numbers of snapshots are positive. */
  private static final long NONE = 0;

  private final SparkSession spark;
  private final String identifier;

  IcebergTable(TableDirectory directory, String name) {
    this.spark = directory.spark();
    this.identifier = Iceberg.identifier(name);
  }

  @Override
  public Snapshot snapshot() {
    if (!spark.catalog().tableExists(identifier)) {
      return new Snapshot(NONE, List.of());
    }
    spark.catalog().refreshTable(identifier);
    List<Row> last =
        spark
            .table(identifier + ".refs")
            .where("name = 'main'")
            .select("snapshot_id")
            .collectAsList();
    if (last.isEmpty()) {
      return new Snapshot(NONE, List.of());
    }
    long version = last.get(0).getLong(0);
    return new Snapshot(version, StoredEntries.of(at(version)));
  }

  private Dataset<Row> at(long version) {
    return spark.read().option("versionAsOf", version).table(identifier);
  }

  @Override
  public Dataset<Row> rows(Snapshot snapshot, Set<String> partitions) {
    return at(snapshot.version()).where(col(ProfileRows.PARTITION).isInCollection(partitions));
  }

  @Override
  public void replace(Snapshot base, List<Entry> partitions, Dataset<Row> rows)
      throws ConflictException {
    try {
      if (base.version() == NONE) {
        create(rows);
      }
      var writer = rows.writeTo(identifier).option("isolation-level", "serializable");
      if (base.version() != NONE) {
        writer = writer.option("validate-from-snapshot-id", Long.toString(base.version()));
      }
      writer.overwritePartitions();
    } catch (NoSuchTableException e) {
      throw new ConflictException("the table was dropped", e);
    } catch (RuntimeException e) {
      if (isConflict(e)) {
        throw new ConflictException(String.valueOf(e.getMessage()), e);
      }
      throw e;
    }
  }

  private void create(Dataset<Row> rows) {
    try {
      rows.limit(0).writeTo(identifier).partitionedBy(col(ProfileRows.PARTITION)).create();
    } catch (TableAlreadyExistsException e) {
      // Another run made it, which is as good.
    }
  }

  /** By name: Iceberg need not be there. */
  private static boolean isConflict(Throwable failure) {
    return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
        .map(cause -> cause.getClass().getSimpleName())
        .anyMatch(Set.of("ValidationException", "CommitFailedException")::contains);
  }
}
