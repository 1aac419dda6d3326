package dev.surprisal.dataset;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a dataset is read from: any Spark source.
 *
 * @param format the name of the Spark source, e.g. {@code parquet}
 * @param path the path; exactly one of path and table is given
 * @param table the table's name in a catalog
 * @param options the source's own options
 * @param schema the schema in DDL form, for sources that would have to read the data to find it
 */
public record SourceSpec(
    String format,
    @Nullable String path,
    @Nullable String table,
    Map<String, String> options,
    @Nullable String schema) {

  /** Checks that there is exactly one place. */
  public SourceSpec {
    if ((path == null) == (table == null)) {
      throw new IllegalArgumentException(
          "Invalid source: path " + path + ", table " + table + " (must have exactly one of them)");
    }
    options = Map.copyOf(options);
  }

  /** The place as the user wrote it. */
  public String place() {
    return path != null ? path : String.valueOf(table);
  }
}
