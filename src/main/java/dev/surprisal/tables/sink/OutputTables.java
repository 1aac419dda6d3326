package dev.surprisal.tables.sink;

import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.tables.FormatSetting;
import dev.surprisal.tables.TableDirectory;
import dev.surprisal.tables.TableLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The tables of an output directory that runs add rows to, all of one kind. */
public final class OutputTables {

  /** Every kind of table. */
  private static final List<TableSink> SINKS =
      List.of(FileSink.PARQUET, FileSink.ORC, new DeltaSink(), new IcebergSink());

  private final TableDirectory directory;
  private final FormatSetting setting;
  private final TableSink sink;

  /**
   * Tables of the kind that is configured.
   *
   * @throws IllegalArgumentException where there is no kind of that name
   */
  public OutputTables(TableDirectory directory, FormatSetting setting) {
    this.directory = directory;
    this.setting = setting;
    this.sink = sink(setting);
  }

  private static TableSink sink(FormatSetting setting) {
    return SINKS.stream()
        .filter(it -> it.name().equals(setting.name()))
        .findFirst()
        .orElseThrow(() -> setting.unknown(names()));
  }

  /** The names of every kind. */
  public static List<String> names() {
    return SINKS.stream().map(TableSink::name).toList();
  }

  /** What writes tables of the kind that is configured. */
  public static TableLibrary library(FormatSetting setting) {
    return sink(setting).library();
  }

  /** Where the tables are. */
  public TableDirectory directory() {
    return directory;
  }

  /**
   * Proves before any work that tables can be written, and leaves the session as it is.
   *
   * @throws InputRefusedException where what writes them is not there
   */
  public void requireAvailable() {
    sink.library().requireAvailable(directory.spark(), setting);
  }

  /** Sets in the session what tables are written with, once that is there. */
  public void configureSession() {
    sink.library().configure(directory);
  }

  /**
   * Proves that what stands in a table's place is of this kind.
   *
   * @throws InputRefusedException where it is of another
   */
  public void requireFormatOf(String table) {
    try {
      for (TableSink other : SINKS) {
        if (!other.equals(sink) && other.isOf(directory, table)) {
          throw setting.refusedFor(directory.place(table), other.name());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Adds a partition to a table, or makes a table of it.
   *
   * @param table the name of the table
   * @param rows its rows, without the column that the table is partitioned by
   * @param partition that column and its value
   */
  public void append(String table, Dataset<Row> rows, Partition partition) {
    sink.append(directory, table, rows, partition);
  }

  /** The statements of Spark SQL by which a session knows a table by its name alone. */
  public String viewOf(String table) {
    return sink.viewOf(directory, table);
  }

  /** Takes a partition off a table; does nothing where there is none. */
  public void remove(String table, Partition partition) throws IOException {
    if (directory.files(directory.folder(table)).exists(directory.folder(table))) {
      sink.remove(directory, table, partition);
    }
  }
}
