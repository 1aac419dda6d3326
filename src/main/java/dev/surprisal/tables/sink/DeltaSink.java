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
  public String viewOf(TableDirectory directory, String table) {
    return "CREATE OR REPLACE TEMPORARY VIEW "
        + table
        + " AS SELECT * FROM "
        + identifier(directory, table)
        + ";";
  }

  @Override
  public void remove(TableDirectory directory, String table, Partition partition) {
    directory
        .spark()
        .sql("DELETE FROM " + identifier(directory, table) + " WHERE " + partition.condition());
  }

  private static String identifier(TableDirectory directory, String table) {
    return "delta.`" + directory.folder(table).toString().replace("`", "``") + "`";
  }
}
