package dev.surprisal.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.report.Provenance;
import dev.surprisal.report.Report;
import dev.surprisal.report.Reports;
import dev.surprisal.report.RunInfo;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowsSqlTest {

  private static Report configured(Map<String, Object> tables) {
    RunInfo run = Reports.RUN;
    Provenance from = run.provenance();
    return Reports.withRun(
        Reports.small(),
        new RunInfo(
            run.id(),
            run.startedAt(),
            run.finishedAt(),
            run.host(),
            run.versions(),
            new Provenance(
                from.command(),
                from.software(),
                from.inputs(),
                from.store(),
                Map.of("output", Map.of("path", "s3a://reports", "tables", tables)))));
  }

  @Test
  void findingsInADatabaseAreInItsTable() {
    Report report = configured(Map.of("format", "jdbc", "schema", "monitoring"));

    assertThat(new RowsSql(report).findings())
        .isEqualTo(
            """
            SELECT state, comparison, d.column, version, slice, window_start, effect,
                   interval_lower, interval_upper, p_adjusted, sentence
            FROM "monitoring".drift_metrics d
            WHERE run_id = '20260401T060000Z-7f3a'
              AND state IN ('ALERT', 'WARN', 'ERROR')
            ORDER BY state, abs(effect) DESC\
            """);
  }

  @Test
  void findingsInFilesAreInTheirFolder() {
    assertThat(new RowsSql(configured(Map.of("format", "orc"))).findings())
        .contains("SELECT state, comparison, column,")
        .contains("FROM orc.`s3a://reports/drift_metrics`\n");
  }
}
