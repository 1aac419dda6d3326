package dev.surprisal.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.report.Report;
import dev.surprisal.report.Reports;
import dev.surprisal.tables.jdbc.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What tables in any database do, each test in an empty one. */
abstract class DatabaseContract {

  /** The database under test. */
  abstract Database database();

  /** A connection of a reader. */
  abstract Connection reader() throws SQLException;

  /** The name of a column that is a word of SQL. */
  abstract String quoted(String name);

  final DatabaseTables tables() {
    DatabaseTables tables = new DatabaseTables(database());
    tables.requireAvailable();
    tables.requireOwn();
    return tables;
  }

  final void publish(Report report) {
    DatabaseTables tables = tables();
    tables.append(report);
    tables.commit(report);
  }

  /** The rows of a query, with bars between the values. */
  final List<String> rows(String query) throws SQLException {
    try (Connection connection = reader();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      List<String> rows = new ArrayList<>();
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(String.valueOf(result.getString(i)));
        }
        rows.add(String.join("|", row));
      }
      return rows;
    }
  }

  final void execute(String... statements) throws SQLException {
    try (Connection connection = reader();
        Statement statement = connection.createStatement()) {
      for (String it : statements) {
        statement.execute(it);
      }
    }
  }

  final List<String> counts() throws SQLException {
    return rows(
        List.of("profile_metrics", "drift_metrics", "incidents", "published_runs").stream()
            .map(it -> "SELECT '" + it + "' AS t, count(*) AS c FROM " + it)
            .collect(Collectors.joining(" UNION ALL ", "", " ORDER BY t")));
  }

  @Test
  void allRowsOfARunAreThereAtOnceOrNone() throws SQLException {
    DatabaseTables tables = tables();
    tables.append(TableReports.run("run-1", "2026-03-30"));
    assertThat(counts())
        .containsExactly("drift_metrics|0", "incidents|0", "profile_metrics|0", "published_runs|0");

    tables.commit(TableReports.run("run-1", "2026-03-30"));
    assertThat(counts())
        .containsExactly("drift_metrics|3", "incidents|1", "profile_metrics|5", "published_runs|1");
  }

  @Test
  void aRunThatCouldNotBePublishedLeavesNothing() throws SQLException {
    publish(TableReports.run("run-1", "2026-03-30"));
    DatabaseTables tables = tables();
    tables.append(TableReports.run("run-2", "2026-03-31"));

    tables.remove("run-2");

    assertThat(rows("SELECT run_id FROM published_runs")).containsExactly("run-1");
    assertThat(rows("SELECT DISTINCT run_id FROM drift_metrics")).containsExactly("run-1");
  }

  /** As where the connection broke while it committed. */
  @Test
  void whatMayHaveBeenCommittedIsTakenBack() throws SQLException {
    DatabaseTables tables = tables();
    tables.append(TableReports.run("run-1", "2026-03-30"));
    tables.commit(TableReports.run("run-1", "2026-03-30"));

    tables.remove("run-1");

    assertThat(counts())
        .containsExactly("drift_metrics|0", "incidents|0", "profile_metrics|0", "published_runs|0");
  }

  @Test
  void theSameRunAgainReplacesItsOwnRows() throws SQLException {
    publish(TableReports.run("run-1", "2026-03-30"));
    publish(TableReports.run("run-1", "2026-03-30"));

    assertThat(counts())
        .containsExactly("drift_metrics|3", "incidents|1", "profile_metrics|5", "published_runs|1");
  }

  @Test
  void aRepeatedRunCountsOnceAndTheLatestDataAreTheLatest() throws SQLException {
    publish(TableReports.run("run-1", "2026-03-29"));
    publish(TableReports.run("run-2", "2026-03-30"));
    publish(TableReports.run("run-3", "2026-03-30"));
    // Somebody looks at an earlier range again.
    publish(TableReports.run("run-4", "2026-03-01"));

    assertThat(rows("SELECT run_id FROM effective_runs ORDER BY data_end"))
        .containsExactly("run-4", "run-1", "run-3");
    assertThat(rows("SELECT run_id FROM latest_runs")).containsExactly("run-3");
    for (String table : List.of("incidents", "drift_metrics", "profile_metrics")) {
      assertThat(rows("SELECT DISTINCT run_id FROM latest_" + table)).containsExactly("run-3");
    }
  }

  @Test
  void eachModelHasItsOwnLatestRun() throws SQLException {
    publish(TableReports.run("run-1", "2026-03-29"));
    publish(Reports.withModelName(TableReports.run("run-2", "2026-03-30"), "letters"));

    assertThat(rows("SELECT model, run_id FROM latest_runs ORDER BY model"))
        .containsExactly("letters|run-2", "parcels|run-1");
  }

  @Test
  void figuresAreWhatTheyAre() throws SQLException {
    publish(TableReports.run("run-1", "2026-03-30"));

    assertThat(
            rows(
                "SELECT scope, slice_text, metric FROM profile_metrics WHERE run_id = 'run-1'"
                    + " ORDER BY row_number"))
        .containsExactly(
            "reference|all rows|log_loss",
            "current|all rows|log_loss",
            "window|region=south|log_loss_unclipped",
            "window|region=null|auc",
            "window|region=west|log_loss");
    assertThat(
            rows(
                "SELECT count(*) FROM profile_metrics WHERE "
                    + quoted("value")
                    + " = 0.30000000000000004"))
        .containsExactly("1");
    assertThat(rows("SELECT metric FROM profile_metrics WHERE " + quoted("value") + " IS NULL"))
        .containsExactly("log_loss");
    assertThat(
            rows(
                "SELECT metric FROM profile_metrics WHERE metric <> 'auc' AND "
                    + quoted("value")
                    + " > 1e308"))
        .containsExactly("log_loss_unclipped");
  }

  @Test
  void aFindingNamesItsIncident() throws SQLException {
    publish(TableReports.run("run-1", "2026-03-30"));

    assertThat(
            rows(
                "SELECT i.slice_text, d.slice_text, d.state, i.findings FROM incidents i JOIN"
                    + " drift_metrics d ON d.run_id = i.run_id AND d.incident = i.id"))
        .containsExactly("region=south|region=south|ALERT|1");
    assertThat(rows("SELECT count(*) FROM drift_metrics WHERE incident IS NULL"))
        .containsExactly("2");
  }

  @Test
  void moreRowsThanABatchKeepTheirOrder() throws SQLException {
    Report it = TableReports.run("run-1", "2026-03-30");
    publish(
        Reports.withFindings(
            it, IntStream.range(0, 2_500).mapToObj(i -> it.findings().get(i % 3)).toList()));

    assertThat(rows("SELECT count(*), max(row_number) FROM drift_metrics"))
        .containsExactly("2500|2500");
    assertThat(
            rows(
                "SELECT count(*) FROM drift_metrics WHERE (state = 'ALERT') ="
                    + " (mod(row_number, 3) = 1)"))
        .containsExactly("2500");
  }

  @Test
  void textThatNoDatabaseTakesIsMended() throws SQLException {
    publish(Reports.withModelName(TableReports.run("run-1", "2026-03-30"), "a\0b\ud800'\";--"));

    assertThat(rows("SELECT model FROM published_runs")).containsExactly("a\uFFFDb?'\";--");
  }
}
