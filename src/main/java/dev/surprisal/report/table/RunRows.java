package dev.surprisal.report.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.format.Sha256;
import dev.surprisal.report.FindingOrder;
import dev.surprisal.report.KnownRun;
import dev.surprisal.report.Lineage;
import dev.surprisal.report.Report;
import dev.surprisal.report.ReportedIncident;
import dev.surprisal.report.RowCounts;
import dev.surprisal.report.RunInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The one row of a run, by which readers know that it was published. */
final class RunRows {

  static final StructType SCHEMA =
      StructType.fromDDL(
          "run_id STRING NOT NULL, model STRING NOT NULL, command STRING NOT NULL, started_at"
              + " TIMESTAMP NOT NULL, finished_at TIMESTAMP NOT NULL, reference_start TIMESTAMP,"
              + " reference_end TIMESTAMP, current_start TIMESTAMP, current_end TIMESTAMP, data_end"
              + " TIMESTAMP, data_revision INT, verdict STRING NOT NULL, sentence STRING NOT NULL,"
              + " unit STRING NOT NULL, rows_read BIGINT NOT NULL, rows_scored BIGINT NOT NULL,"
              + " rows_unlabelled BIGINT NOT NULL, rows_duplicate BIGINT NOT NULL, rows_rejected"
              + " BIGINT NOT NULL, findings_ok BIGINT NOT NULL, findings_no_data BIGINT NOT NULL,"
              + " findings_insufficient_data BIGINT NOT NULL, findings_warn BIGINT NOT NULL,"
              + " findings_alert BIGINT NOT NULL, findings_error BIGINT NOT NULL, incidents_open"
              + " INT NOT NULL, incidents_new INT NOT NULL, incidents_acknowledged INT NOT NULL,"
              + " incidents_recovered INT NOT NULL, compared_with STRING, surprisal_version STRING"
              + " NOT NULL, spark_version STRING NOT NULL, config_hash STRING NOT NULL");

  private RunRows() {}

  /** The row, in the order of the schema. */
  static Stream<@Nullable Object[]> of(Report report) {
    List<@Nullable Object> row = new ArrayList<>();
    row.addAll(where(report));
    row.addAll(Arrays.asList(report.verdict().state().name(), report.verdict().sentence()));
    row.add(report.unit().label());
    row.addAll(rows(report.rows()));
    row.addAll(findings(report));
    row.addAll(incidents(report.incidents()));
    row.addAll(origin(report.run()));
    return Stream.<@Nullable Object[]>of(row.toArray());
  }

  private static List<@Nullable Object> where(Report report) {
    RunInfo run = report.run();
    Lineage lineage = run.lineage();
    KnownRun.Position position = lineage == null ? null : lineage.position();
    return Arrays.asList(
        run.id(),
        report.modelName(),
        run.provenance().command(),
        TimeColumns.time(run.startedAt()),
        TimeColumns.time(run.finishedAt()),
        TimeColumns.start(report.reference()),
        TimeColumns.end(report.reference()),
        TimeColumns.start(report.current()),
        TimeColumns.end(report.current()),
        position == null ? null : TimeColumns.time(position.end()),
        position == null ? null : position.revision());
  }

  private static List<@Nullable Object> rows(RowCounts rows) {
    return Arrays.asList(
        rows.read(), rows.scored(), rows.unlabelled(), rows.duplicate(), rows.rejectedTotal());
  }

  private static List<@Nullable Object> findings(Report report) {
    Map<FindingState, Long> counts = FindingOrder.counts(report.findings());
    return Stream.of(
            FindingState.OK,
            FindingState.NO_DATA,
            FindingState.INSUFFICIENT_DATA,
            FindingState.WARN,
            FindingState.ALERT,
            FindingState.ERROR)
        .<@Nullable Object>map(counts::get)
        .toList();
  }

  private static List<@Nullable Object> incidents(List<ReportedIncident> incidents) {
    int open = 0;
    int news = 0;
    int recovered = 0;
    for (ReportedIncident incident : incidents) {
      open += incident.isOpen() ? 1 : 0;
      news += incident.isNews() ? 1 : 0;
      recovered += incident.isOngoing() ? 0 : 1;
    }
    return Arrays.asList(open, news, incidents.size() - open - recovered, recovered);
  }

  private static List<@Nullable Object> origin(RunInfo run) {
    Lineage lineage = run.lineage();
    KnownRun base = lineage == null ? null : lineage.base();
    return Arrays.asList(
        base == null ? null : base.id(),
        run.versions().getOrDefault("surprisal", "unknown"),
        run.versions().getOrDefault("spark", "unknown"),
        hash(run.provenance().configuration()));
  }

  /**
   * Tells whether two runs went by the same configuration. The current range is left out: a
   * scheduler that gives it would have another configuration every day.
   */
  private static String hash(Map<String, Object> configuration) {
    Map<String, Object> compared = new LinkedHashMap<>(configuration);
    compared.remove("current");
    try {
      return Sha256.of(new ObjectMapper().writeValueAsString(compared));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
