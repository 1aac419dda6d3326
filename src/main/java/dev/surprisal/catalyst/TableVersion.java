package dev.surprisal.catalyst;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The version of a table of Delta Lake or the snapshot of one of Apache Iceberg. By name: neither
 * need be there, and Spark itself knows versions of tables from 4.1 on only. A wrong version would
 * be worse than none, so that what is read in an unknown way has none.
 *
 * @param format the format
 * @param version the version or snapshot
 */
record TableVersion(String format, String version) {

  /** Iceberg's option of one snapshot; names of options have no case. */
  private static final String SNAPSHOT = "snapshot-id";

  /** Those by which it reads another than the table tells. */
  private static final List<String> OTHER_SNAPSHOTS =
      List.of("as-of-timestamp", "branch", "tag", "start-snapshot-id", "end-snapshot-id");

  /**
   * What an index of files or a table tells; null where it tells no version.
   *
   * @param source the index or table
   * @param options how it is read, with names without case
   */
  static @Nullable TableVersion of(Object source, Map<String, String> options) {
    String name = source.getClass().getName();
    if (name.startsWith("org.apache.spark.sql.delta.")) {
      return named(
          "delta",
          follow(source, "initialSnapshot", "version").or(() -> follow(source, "version")));
    }
    if (name.startsWith("org.apache.iceberg.")) {
      return named("iceberg", snapshot(source, options));
    }
    return null;
  }

  private static Optional<Object> snapshot(Object table, Map<String, String> options) {
    if (options.containsKey(SNAPSHOT)) {
      return Optional.ofNullable(options.get(SNAPSHOT));
    }
    if (OTHER_SNAPSHOTS.stream().anyMatch(options::containsKey)) {
      return Optional.empty();
    }
    // Before 1.11 only a table that is read as of some time tells its snapshot itself.
    return follow(table, "snapshotId")
        .or(
            () ->
                follow(table, "branch").isPresent()
                    ? Optional.empty()
                    : follow(table, "table", "currentSnapshot", "snapshotId"));
  }

  private static @Nullable TableVersion named(String format, Optional<Object> version) {
    return version.map(it -> new TableVersion(format, it.toString())).orElse(null);
  }

  /** What methods give, each called on what the one before gave. */
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
