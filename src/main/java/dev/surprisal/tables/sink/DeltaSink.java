package dev.surprisal.tables.sink;

import dev.surprisal.tables.DeltaLake;
import dev.surprisal.tables.TableDirectory;
import dev.surprisal.tables.TableLibrary;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/** Tables of Delta Lake. */
final class DeltaSink implements TableSink {

  @Override
  public String name() {
    return DeltaLake.SOURCE;
  }

  @Override
  public TableLibrary library() {
    return new DeltaLake();
  }

  @Override
  public boolean isOf(TableDirectory directory, String table) {
    return directory.holds(table, DeltaLake.LOG);
  }

  @Override
  public void append(
      TableDirectory directory, String table, Dataset<Row> rows, Partition partition) {
    partition
        .of(rows)
        .write()
        .mode(SaveMode.Append)
        .format(DeltaLake.SOURCE)
        .partitionBy(partition.column())
        .save(directory.folder(table).toString());
  }

  @Override
  public void remove(TableDirectory directory, String table, Partition partition) {
    String place = directory.folder(table).toString().replace("`", "``");
    directory.spark().sql("DELETE FROM delta.`" + place + "` WHERE " + partition.condition());
  }
}
