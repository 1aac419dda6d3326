package dev.surprisal.catalyst;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The version of a table of Delta Lake or the snapshot of one of Apache Iceberg. By name: neither
 * need be there, and Spark itself knows versions of tables from 4.1 on only.
 *
 * @param format the format
 * @param version the version or snapshot
 */
record TableVersion(String format, String version) {

  /** Where each format's own objects tell it: methods, each of what the one before gives. */
  private static final String[] DELTA = {"version"};

  private static final String[] DELTA_TABLE = {"initialSnapshot", "version"};
  private static final String[] ICEBERG_PINNED = {"snapshotId"};
  private static final String[] ICEBERG = {"table", "currentSnapshot", "snapshotId"};

  /** What an index of files or a table tells; null where it tells no version. */
  static @Nullable TableVersion of(Object source) {
    String name = source.getClass().getName();
    if (name.startsWith("org.apache.spark.sql.delta.")) {
      return named("delta", first(source, DELTA_TABLE, DELTA));
    }
    if (name.startsWith("org.apache.iceberg.")) {
      return named("iceberg", first(source, ICEBERG_PINNED, ICEBERG));
    }
    return null;
  }

  private static @Nullable TableVersion named(String format, Optional<Object> version) {
    return version.map(it -> new TableVersion(format, it.toString())).orElse(null);
  }

  private static Optional<Object> first(Object source, String[]... paths) {
    return Stream.of(paths).flatMap(path -> follow(source, path).stream()).findFirst();
  }

  private static Optional<Object> follow(Object source, String... methods) {
    Object at = source;
    try {
      for (String method : methods) {
        if (at == null) {
          return Optional.empty();
        }
        at = at.getClass().getMethod(method).invoke(at);
      }
      return Optional.ofNullable(at);
    } catch (ReflectiveOperationException | RuntimeException e) {
      // Another release of the format: a report without the version is better than none.
      return Optional.empty();
    }
  }
}
