package dev.surprisal.tables.sink;

import dev.surprisal.tables.Iceberg;
import dev.surprisal.tables.TableDirectory;
import dev.surprisal.tables.TableLibrary;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/** Tables of Apache Iceberg. */
final class IcebergSink implements TableSink {

  @Override
  public String name() {
    return Iceberg.SOURCE;
  }

  @Override
  public TableLibrary library() {
    return new Iceberg();
  }

  @Override
  public boolean isOf(TableDirectory directory, String table) {
    return directory.holds(table, Iceberg.VERSION_HINT);
  }

  @Override
  public void append(
      TableDirectory directory, String table, Dataset<Row> rows, Partition partition) {
    partition
        .of(rows)
        .write()
        .mode(SaveMode.Append)
        .format(Iceberg.SOURCE)
        .partitionBy(partition.column())
        .saveAsTable(Iceberg.identifier(table));
  }

  @Override
  public String viewOf(TableDirectory directory, String table) {
    return Iceberg.settings(directory).entrySet().stream()
            .map(it -> "SET " + it.getKey() + "=" + it.getValue() + ";\n")
            .collect(Collectors.joining())
        + "CREATE OR REPLACE TEMPORARY VIEW "
        + table
        + " AS SELECT * FROM "
        + Iceberg.identifier(table)
        + ";";
  }

  @Override
  public void remove(TableDirectory directory, String table, Partition partition) {
    directory
        .spark()
        .sql("DELETE FROM " + Iceberg.identifier(table) + " WHERE " + partition.condition());
  }
}
