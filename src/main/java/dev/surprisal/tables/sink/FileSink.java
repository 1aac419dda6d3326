package dev.surprisal.tables.sink;

import dev.surprisal.tables.DeltaLake;
import dev.surprisal.tables.SparkFiles;
import dev.surprisal.tables.TableDirectory;
import dev.surprisal.tables.TableLibrary;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Bare files of a source that every Spark has, in a folder for each partition.
 *
 * @param name the source's name, which is also how its files end
 */
record FileSink(String name) implements TableSink {

  static final FileSink PARQUET = new FileSink("parquet");
  static final FileSink ORC = new FileSink("orc");

  @Override
  public TableLibrary library() {
    return new SparkFiles();
  }

  /** One partition tells: Delta's folders look alike, but for its log. */
  @Override
  public boolean isOf(TableDirectory directory, String table) throws IOException {
    Path folder = directory.folder(table);
    FileSystem files = directory.files(folder);
    if (directory.holds(table, DeltaLake.LOG) || !files.exists(folder)) {
      return false;
    }
    RemoteIterator<FileStatus> partitions = files.listStatusIterator(folder);
    while (partitions.hasNext()) {
      FileStatus partition = partitions.next();
      if (partition.isDirectory() && partition.getPath().getName().contains("=")) {
        return Stream.of(files.listStatus(partition.getPath()))
            .anyMatch(it -> it.getPath().getName().endsWith("." + name));
      }
    }
    return false;
  }

  /** Straight into its folder: Spark would sort all rows by the one value first. */
  @Override
  public void append(
      TableDirectory directory, String table, Dataset<Row> rows, Partition partition) {
    rows.write()
        .mode(SaveMode.Append)
        .format(name)
        .options(withoutDictionaries(rows.schema()))
        .save(new Path(directory.folder(table), partition.folder()).toString());
  }

  /** Figures are hardly ever alike: Parquet would look up each of them, and give up then. */
  private Map<String, String> withoutDictionaries(StructType schema) {
    return Stream.of(schema.fields())
        .filter(it -> equals(PARQUET) && it.dataType().equals(DataTypes.DoubleType))
        .collect(Collectors.toMap(it -> "parquet.enable.dictionary#" + it.name(), it -> "false"));
  }

  /** Of files that lack a column which later ones have, the column is null. */
  @Override
  public String viewOf(TableDirectory directory, String table) {
    String place = directory.folder(table).toString().replace("\\", "\\\\").replace("'", "\\'");
    return "CREATE OR REPLACE TEMPORARY VIEW "
        + table
        + " USING "
        + name
        + " OPTIONS (path '"
        + place
        + "', mergeSchema 'true');";
  }

  @Override
  public void remove(TableDirectory directory, String table, Partition partition)
      throws IOException {
    Path folder = new Path(directory.folder(table), partition.folder());
    directory.files(folder).delete(folder, true);
  }
}
