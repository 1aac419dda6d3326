package dev.surprisal.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * The output directory, in which each table has a folder of its name.
 *
 * @param spark the session to read and write with
 * @param path the directory, on any Hadoop file system
 */
public record TableDirectory(SparkSession spark, String path) {

  /** Where a table is. */
  public String place(String table) {
    return below(path, table);
  }

  /** The path of what a directory holds. */
  public static String below(String directory, String name) {
    return directory.endsWith("/") ? directory + name : directory + "/" + name;
  }

  /** Where a table is, with its file system. */
  public Path folder(String table) {
    return qualified(place(table));
  }

  /** The directory, with its file system. */
  public Path root() {
    return qualified(path);
  }

  private Path qualified(String place) {
    Path given = new Path(place);
    try {
      return files(given).makeQualified(given);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file system of a path. */
  public FileSystem files(Path of) throws IOException {
    return of.getFileSystem(spark.sparkContext().hadoopConfiguration());
  }

  /** Whether there is something in a table's folder. */
  public boolean holds(String table, String file) {
    Path place = new Path(folder(table), file);
    try {
      return files(place).exists(place);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
