package dev.surprisal.store;

import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.tables.FormatSetting;
import dev.surprisal.tables.TableDirectory;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** The tables of an output directory that profiles are kept in, all of one format. */
public final class ProfileTables {

  private final TableDirectory directory;
  private final FormatSetting setting;
  private final StoreFormat format;

  /**
   * Tables of the format that is configured.
   *
   * @throws IllegalArgumentException where there is none of that name
   */
  public ProfileTables(TableDirectory directory, FormatSetting setting) {
    this.directory = directory;
    this.setting = setting;
    this.format = StoreFormat.of(setting);
  }

  /**
   * Proves before any work that the format can be read and written, and leaves the session as it
   * is.
   *
   * @throws InputRefusedException where what it needs is not there
   */
  public void requireAvailable() {
    format.library().requireAvailable(directory.spark(), setting);
  }

  /** Sets in the session what the format is read and written with, once that is there. */
  public void configureSession() {
    format.library().configure(directory);
  }

  /**
   * Proves that what stands in a table's place is of this format.
   *
   * @throws InputRefusedException where it is of another
   */
  void requireFormatOf(String table) {
    Stream.of(StoreFormat.values())
        .filter(it -> !it.mark().equals(format.mark()) && directory.holds(table, it.mark()))
        .findFirst()
        .ifPresent(
            other -> {
              throw setting.refusedFor(directory.place(table), other.label());
            });
  }

  /** Opens a table, whether it exists or not. */
  ProfileTable open(String table) {
    return format.open(directory, table, setting);
  }

  /** Where a table is. */
  String place(String table) {
    return directory.place(table);
  }

  SparkSession spark() {
    return directory.spark();
  }
}
