package dev.surprisal.report;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The only part of a report that differs between two runs on the same input and configuration.
 *
 * @param id the run's identifier
 * @param startedAt when it started
 * @param finishedAt when its figures were complete
 * @param host where its driver ran
 * @param versions the versions of Surprisal, Spark and Java
 * @param rescored what became of the windows of the report before; null where there was none
 */
public record RunInfo(
    String id,
    Instant startedAt,
    Instant finishedAt,
    String host,
    Map<String, String> versions,
    @Nullable Rescored rescored) {

  /** A run before which there was none. */
  public RunInfo(
      String id, Instant startedAt, Instant finishedAt, String host, Map<String, String> versions) {
    this(id, startedAt, finishedAt, host, versions, null);
  }

  /** The same run, after another. */
  public RunInfo after(@Nullable Rescored report) {
    return new RunInfo(id, startedAt, finishedAt, host, versions, report);
  }
}
