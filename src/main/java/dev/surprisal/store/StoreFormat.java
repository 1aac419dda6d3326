package dev.surprisal.store;

import dev.surprisal.tables.DeltaLake;
import dev.surprisal.tables.FormatSetting;
import dev.surprisal.tables.Iceberg;
import dev.surprisal.tables.SparkFiles;
import dev.surprisal.tables.TableDirectory;
import dev.surprisal.tables.TableLibrary;
import java.util.List;
import java.util.stream.Stream;

/** What profiles are kept in: each promises that partitions are replaced as wholes. */
public enum StoreFormat {
  /** Parquet files with a log of commits. */
  PARQUET("parquet", new SparkFiles(), FileTable.COMMITS),
  /** ORC files with a log of commits. */
  ORC("orc", new SparkFiles(), FileTable.COMMITS),
  DELTA(DeltaLake.SOURCE, new DeltaLake(), DeltaLake.LOG),
  ICEBERG(Iceberg.SOURCE, new Iceberg(), Iceberg.VERSION_HINT);

  private final String label;
  private final TableLibrary library;
  private final String mark;

  StoreFormat(String label, TableLibrary library, String mark) {
    this.label = label;
    this.library = library;
    this.mark = mark;
  }

  /**
   * The format that is configured.
   *
   * @throws IllegalArgumentException where there is none of that name
   */
  public static StoreFormat of(FormatSetting setting) {
    return Stream.of(values())
        .filter(it -> it.label.equals(setting.name()))
        .findFirst()
        .orElseThrow(() -> setting.unknown(labels()));
  }

  /** The names of all formats. */
  public static List<String> labels() {
    return Stream.of(values()).map(StoreFormat::label).toList();
  }

  /** The name, as in a configuration and as Spark knows it. */
  public String label() {
    return label;
  }

  /** What reads and writes it. */
  public TableLibrary library() {
    return library;
  }

  /**
   * What every table of this format has; tables of bare files have the same, whatever the files.
   */
  String mark() {
    return mark;
  }

  /** Opens a table, whether it exists or not. */
  ProfileTable open(TableDirectory directory, String table, FormatSetting setting) {
    return switch (this) {
      case PARQUET, ORC -> new FileTable(directory, table, setting);
      case DELTA -> new DeltaTable(directory, table);
      case ICEBERG -> new IcebergTable(directory, table);
    };
  }
}
