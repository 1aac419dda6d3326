package dev.surprisal.report.table;

import dev.surprisal.drift.finding.Finding;
import dev.surprisal.report.KnownRun;
import dev.surprisal.report.Lineage;
import dev.surprisal.report.Report;
import dev.surprisal.report.Reports;
import dev.surprisal.report.RunInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reports of several runs. */
final class TableReports {

  private TableReports() {}

  /** A run whose data ends on a day. */
  static Report run(String id, String dataEnd) {
    RunInfo run = Reports.RUN;
    Report it = Reports.small();
    // One of the findings is the evidence of the incident; the others are of none.
    List<Finding> findings = new ArrayList<>(it.findings());
    findings.set(0, it.incidents().get(0).incident().evidence().get(0));
    return Reports.withRun(
        Reports.withFindings(it, findings),
        new RunInfo(
                id, run.startedAt(), run.finishedAt(), run.host(), run.versions(), run.provenance())
            .in(
                new Lineage(
                    new KnownRun.Position("parcels", Instant.parse(dataEnd + "T00:00:00Z"), 1),
                    null,
                    List.of())));
  }
}
