package dev.surprisal.tables.sink;

import dev.surprisal.tables.TableDirectory;
import dev.surprisal.tables.TableLibrary;
import java.io.IOException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Tables of one kind, which get rows by partitions. */
interface TableSink {

  /** The name in the configuration. */
  String name();

  /** What writes its tables. */
  TableLibrary library();

  /** Whether what stands in a table's place is of this kind. */
  boolean isOf(TableDirectory directory, String table) throws IOException;

  /** Adds a partition to a table, or makes a table of it. */
  void append(TableDirectory directory, String table, Dataset<Row> rows, Partition partition);

  /** The statement of Spark SQL by which a session knows a table by its name alone. */
  String viewOf(TableDirectory directory, String table);

  /** Takes a partition off a table that exists. */
  void remove(TableDirectory directory, String table, Partition partition) throws IOException;
}
