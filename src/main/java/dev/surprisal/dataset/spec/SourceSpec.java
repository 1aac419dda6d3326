package dev.surprisal.dataset.spec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a dataset is read from: any Spark source.
 *
 * @param format the name of the Spark source, e.g. {@code parquet}
 * @param path the path, which may have wildcards; exactly one of path and table is given
 * @param table the table's name in a catalog
 * @param options the source's own options
 * @param schema the schema in DDL form, for sources that would have to read the data to find it
 * @param more further paths of the same dataset
 */
public record SourceSpec(
    String format,
    @Nullable String path,
    @Nullable String table,
    Map<String, String> options,
    @Nullable String schema,
    List<String> more) {

  /** A source of one place. */
  public SourceSpec(
      String format,
      @Nullable String path,
      @Nullable String table,
      Map<String, String> options,
      @Nullable String schema) {
    this(format, path, table, options, schema, List.of());
  }

  /** Checks that there is exactly one place. */
  public SourceSpec {
    if ((path == null) == (table == null)) {
      throw new IllegalArgumentException(
          "Invalid source: path " + path + ", table " + table + " (must have exactly one of them)");
    }
    // In an order that is the same every time, wherever the source is told of.
    options = Collections.unmodifiableMap(new TreeMap<>(options));
    more = List.copyOf(more);
  }

  /** One of the options, whose names have no case; empty where it is not given. */
  public Optional<String> option(String name) {
    return options.entrySet().stream()
        .filter(option -> option.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** All paths; none where it is a table. */
  public List<String> paths() {
    List<String> paths = new ArrayList<>();
    if (path != null) {
      paths.add(path);
      paths.addAll(more);
    }
    return List.copyOf(paths);
  }

  /** The same read by another schema. */
  public SourceSpec withSchema(@Nullable String other) {
    return new SourceSpec(format, path, table, options, other, more);
  }

  /** The place as the user wrote it. */
  public String place() {
    return path != null ? String.join(", ", paths()) : String.valueOf(table);
  }
}
