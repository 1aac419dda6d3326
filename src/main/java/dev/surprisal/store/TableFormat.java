package dev.surprisal.store;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What tables are written as. */
public enum TableFormat {
  /** Apache Parquet, which every Spark has. */
  PARQUET,
  /** Apache ORC, which every Spark has. */
  ORC,
  /** Delta Lake, which the user brings along. */
  DELTA,
  /** Apache Iceberg, which the user brings along. */
  ICEBERG;

  /** The format of a name. */
  public static TableFormat of(String name) {
    return Arrays.stream(values())
        .filter(format -> format.label().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Invalid output.tables.format: "
                        + name
                        + " (must be one of "
                        + labels()
                        + ")"));
  }

  private static List<String> labels() {
    return Arrays.stream(values()).map(TableFormat::label).toList();
  }

  /** The name, as in a configuration and as Spark knows it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
