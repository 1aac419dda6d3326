package dev.surprisal.report;

import java.net.InetAddress;
import java.net.UnknownHostException;
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

  /**
   * A run on this machine.
   *
   * @param id the run's identifier
   * @param startedAt when it started
   * @param finishedAt when its figures were complete
   * @param spark the version of Spark
   */
  public static RunInfo onThisMachine(
      String id, Instant startedAt, Instant finishedAt, String spark) {
    String own = RunInfo.class.getPackage().getImplementationVersion();
    Map<String, String> versions =
        Map.of(
            "surprisal",
            own == null ? "development" : own,
            "spark",
            spark,
            "java",
            Runtime.version().toString());
    return new RunInfo(id, startedAt, finishedAt, hostName(), versions);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      // A machine that cannot resolve its own name still has run the job.
      return "unknown";
    }
  }

  /** The same run, after another. */
  public RunInfo after(@Nullable Rescored report) {
    return new RunInfo(id, startedAt, finishedAt, host, versions, report);
  }
}
