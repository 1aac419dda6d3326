package dev.surprisal.report.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.report.publication.UnwritableOutputException;
import dev.surprisal.secret.Secret;
import dev.surprisal.tables.jdbc.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** In H2, which stands for databases that we know nothing of but what Spark's dialects say. */
class DatabaseTablesTest extends DatabaseContract {

  /** One of each test's own, in memory until the process ends. */
  private final String name = UUID.randomUUID().toString();

  private String url() {
    return "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1";
  }

  @Override
  Database database() {
    return new Database(url(), null, null, null, null);
  }

  @Override
  Connection reader() throws SQLException {
    return DriverManager.getConnection(url());
  }

  @Override
  String quoted(String name) {
    return '"' + name.toUpperCase(Locale.ROOT) + '"';
  }

  @Test
  void timesAreInUtcAndMapsAreText() throws SQLException {
    publish(TableReports.run("run-1", "2026-03-30"));

    assertThat(rows("SELECT data_end, current_start FROM published_runs"))
        .containsExactly("2026-03-30 00:00:00|2026-02-02 00:00:00");
    assertThat(rows("SELECT slice, versions, known_as FROM incidents"))
        .containsExactly("{\"region\":\"south\"}|[\"gbt-1\"]|[]");
  }

  @Test
  void aTableThatLacksAColumnIsRefusedWithTheStatementThatAddsIt() throws SQLException {
    publish(TableReports.run("run-1", "2026-03-30"));
    execute(
        "DROP VIEW latest_incidents",
        "DROP VIEW latest_drift_metrics",
        "ALTER TABLE drift_metrics DROP COLUMN incident");

    assertThatThrownBy(this::tables)
        .isInstanceOf(UnwritableOutputException.class)
        .hasMessage(
            "Invalid output.tables.url: "
                + url()
                + " (must be a database that takes rows: table drift_metrics lacks columns; run"
                + " ALTER TABLE \"DRIFT_METRICS\" ADD \"INCIDENT\" CLOB, or choose another"
                + " output.tables.schema)");
  }

  @Test
  void aDriverThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> missing("jdbc:mysql://db/x", null))
        .isInstanceOf(InputRefusedException.class)
        .hasMessage(
            "Invalid output.tables.url: jdbc:mysql: (must be a database of PostgreSQL or H2)");
    assertThatThrownBy(() -> missing("jdbc:postgresql://db/x", "example.Driver"))
        .hasMessage(
            "Invalid output.tables.format: jdbc (does not find example.Driver on the class path;"
                + " start with --packages org.postgresql:postgresql:42.7.14, or choose parquet)");
  }

  @Test
  void aPasswordThatIsNotThereIsRefused() {
    Secret unset = new Secret(Secret.Source.ENV, "SURPRISAL_UNSET");
    assertThatThrownBy(
            () -> new DatabaseTables(new Database(url(), null, unset, null, null)).requireOwn())
        .isInstanceOf(UnwritableOutputException.class)
        .hasMessage(
            "Invalid output.tables.password: ENV SURPRISAL_UNSET (the environment variable"
                + " SURPRISAL_UNSET is not set; set it where the driver runs)");
  }

  private static void missing(String url, @Nullable String driver) {
    new DatabaseTables(new Database(url, null, null, null, driver)).requireAvailable();
  }
}
