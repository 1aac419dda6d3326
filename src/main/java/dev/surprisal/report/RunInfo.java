package dev.surprisal.report;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import scala.util.Properties;

/**
 * The only part of a report that differs between two runs on the same input and configuration.
 *
 * @param id the run's identifier
 * @param startedAt when it started
 * @param finishedAt when its figures were complete
 * @param host where its driver ran
 * @param versions the versions of Surprisal, Spark, Scala and Java
 * @param provenance what the report is made of and by what
 * @param rescored what became of the windows of the report before; null where there was none
 * @param lineage where it stands among the runs of its output; null where that is not known
 */
public record RunInfo(
    String id,
    Instant startedAt,
    Instant finishedAt,
    String host,
    Map<String, String> versions,
    Provenance provenance,
    @Nullable Rescored rescored,
    @Nullable Lineage lineage) {

  /** A run before which there was none. */
  public RunInfo(
      String id,
      Instant startedAt,
      Instant finishedAt,
      String host,
      Map<String, String> versions,
      Provenance provenance) {
    this(id, startedAt, finishedAt, host, versions, provenance, null, null);
  }

  /**
   * A run on this machine.
   *
   * @param id the run's identifier
   * @param startedAt when it started
   * @param finishedAt when its figures were complete
   * @param spark the version of Spark
   * @param provenance what the report is made of and by what
   */
  public static RunInfo onThisMachine(
      String id, Instant startedAt, Instant finishedAt, String spark, Provenance provenance) {
    String own = RunInfo.class.getPackage().getImplementationVersion();
    Map<String, String> versions =
        Map.of(
            "surprisal",
            own == null ? "development" : own,
            "spark",
            spark,
            "scala",
            Properties.versionNumberString(),
            "java",
            Runtime.version().toString());
    return new RunInfo(id, startedAt, finishedAt, hostName(), versions, provenance);
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
    return new RunInfo(id, startedAt, finishedAt, host, versions, provenance, report, lineage);
  }

  /** The same run, of which is known where it stands among others. */
  public RunInfo in(Lineage place) {
    return new RunInfo(id, startedAt, finishedAt, host, versions, provenance, rescored, place);
  }
}
