package dev.surprisal.report.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surprisal.report.publication.UnwritableOutputException;
import dev.surprisal.secret.Secret;
import dev.surprisal.tables.jdbc.Database;
import dev.surprisal.tables.jdbc.PostgresServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** In a real PostgreSQL, as somebody who may do no more than they need. */
@Tag("slow")
class PostgresIT extends DatabaseContract {

  private static final String USER = "monitor";
  private static final String SECRET = "s3cret'\"\\ word";

  private static @Nullable PostgresServer server;

  @BeforeAll
  static void startTheServer() throws IOException {
    server = PostgresServer.start();
  }

  @AfterAll
  static void stopTheServer() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void anEmptySchema() throws SQLException {
    execute(
        "DROP SCHEMA IF EXISTS surprisal CASCADE",
        "DROP OWNED BY " + role(),
        "DROP ROLE " + role(),
        "CREATE ROLE " + USER + " LOGIN PASSWORD '" + SECRET.replace("'", "''") + "'",
        "CREATE SCHEMA surprisal",
        "GRANT USAGE, CREATE ON SCHEMA surprisal TO " + USER);
  }

  /** The role, which is there from the first test on. */
  private String role() throws SQLException {
    if (rows("SELECT 1 FROM pg_roles WHERE rolname = '" + USER + "'").isEmpty()) {
      execute("CREATE ROLE " + USER);
    }
    return USER;
  }

  private static String url() {
    return Objects.requireNonNull(server).url();
  }

  @Override
  Database database() {
    return new Database(url(), USER, Secret.literal(SECRET), "surprisal", null);
  }

  @Override
  Connection reader() throws SQLException {
    return DriverManager.getConnection(
        url() + "?currentSchema=surprisal", PostgresServer.ADMIN, PostgresServer.PASSWORD);
  }

  @Override
  String quoted(String name) {
    return '"' + name + '"';
  }

  @Test
  void columnsHaveTheirProperTypes() throws SQLException {
    tables();

    assertThat(
            rows(
                "SELECT DISTINCT data_type FROM information_schema.columns WHERE table_schema ="
                    + " 'surprisal' ORDER BY data_type"))
        .containsExactly(
            "bigint",
            "boolean",
            "double precision",
            "integer",
            "jsonb",
            "text",
            "timestamp with time zone");
    assertThat(
            rows(
                "SELECT table_name, string_agg(column_name, ', ' ORDER BY ordinal_position) FROM"
                    + " information_schema.key_column_usage WHERE table_schema = 'surprisal' GROUP"
                    + " BY table_name ORDER BY table_name"))
        .containsExactly(
            "drift_metrics|run_id, row_number",
            "incidents|run_id, id",
            "profile_metrics|run_id, row_number",
            "published_runs|run_id");
  }

  @Test
  void mapsAndListsCanBeAskedInto() throws SQLException {
    publish(TableReports.run("run-1", "2026-03-30"));

    assertThat(
            rows(
                "SELECT slice ->> 'region', versions ->> 0, headline_before, headline_after FROM"
                    + " latest_incidents WHERE jsonb_exists(versions, 'gbt-1')"))
        .containsExactly("south|gbt-1|0.5|0.81");
    assertThat(
            rows(
                "SELECT (measures ->> 'dispersion')::float8 FROM drift_metrics WHERE state ="
                    + " 'WARN'"))
        .containsExactly("99");
    assertThat(rows("SELECT metric FROM profile_metrics WHERE value = 'NaN'"))
        .containsExactly("auc");
    assertThat(rows("SELECT data_end AT TIME ZONE 'Asia/Tokyo' FROM published_runs"))
        .containsExactly("2026-03-30 09:00:00");
  }

  @Test
  void theDocumentedQueriesRun() throws SQLException {
    publish(TableReports.run("run-1", "2026-03-29"));
    publish(TableReports.run("run-2", "2026-03-30"));
    List<String> queries = TablePage.queries();

    assertThat(queries).hasSize(5);
    assertThat(rows(queries.get(0)))
        .singleElement()
        .asString()
        .startsWith("parcels|")
        .contains("|new|region=south|2026-02-23 00:00:00+00|gbt-1 degraded on region=south");
    assertThat(rows(queries.get(2)))
        .singleElement()
        .asString()
        .contains("|log_loss|null|gbt-1|region=south|2026-02-23 00:00:00+00|0.31|");
    assertThat(rows(queries.get(3))).hasSize(2);
    assertThat(rows(queries.get(4)))
        .singleElement()
        .asString()
        .endsWith("|2026-03-29 00:00:00+00|2026-03-30 00:00:00+00|2");
  }

  @Test
  void aRunWhoseConnectionIsCutLeavesNothing() throws SQLException {
    DatabaseTables tables = tables();
    tables.append(TableReports.run("run-1", "2026-03-30"));
    assertThat(
            rows(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '"
                    + USER
                    + "' AND application_name = 'surprisal'"))
        .containsExactly("t");

    assertThatThrownBy(() -> tables.commit(TableReports.run("run-1", "2026-03-30")))
        .isInstanceOf(UnwritableOutputException.class)
        .hasMessageContaining("terminating connection");

    tables.remove("run-1");
    assertThat(counts())
        .containsExactly("drift_metrics|0", "incidents|0", "profile_metrics|0", "published_runs|0");
  }

  @Test
  void aWrongPasswordIsToldAndNotShown() {
    assertRefused(
        new Database(url(), USER, Secret.literal("hunter2"), "surprisal", null),
        "FATAL: password authentication failed for user \"monitor\"; check output.tables.user and"
            + " output.tables.password");
  }

  @Test
  void aServerThatIsNotThere() {
    Database nowhere =
        new Database("jdbc:postgresql://127.0.0.1:1/x", USER, Secret.literal(SECRET), null, null);
    assertThatThrownBy(() -> new DatabaseTables(nowhere).requireOwn())
        .isInstanceOf(UnwritableOutputException.class)
        .hasMessageStartingWith(
            "Invalid output.tables.url: jdbc:postgresql://127.0.0.1:1/x (must be a database that"
                + " takes rows: Connection to 127.0.0.1:1 refused.");
  }

  @Test
  void aSchemaThatIsNotThere() {
    assertRefused(
        new Database(url(), USER, Secret.literal(SECRET), "elsewhere", null),
        "monitor cannot create table profile_metrics: ERROR: schema \"elsewhere\" does not exist");
  }

  @Test
  void whoMayNotMakeTablesIsToldSo() throws SQLException {
    execute("REVOKE CREATE ON SCHEMA surprisal FROM " + USER);
    assertRefused(
        database(),
        "monitor cannot create table profile_metrics: ERROR: permission denied for schema"
            + " surprisal");
  }

  @Test
  void whoMayNotAddRowsIsToldSo() throws SQLException {
    tables();
    execute(
        "ALTER TABLE incidents OWNER TO " + PostgresServer.ADMIN,
        "GRANT SELECT, DELETE ON incidents TO " + USER);
    assertRefused(
        database(),
        "monitor cannot write table incidents: ERROR: permission denied for table incidents");
  }

  /** Tables that somebody else made are enough. */
  @Test
  void viewsThatTheUserMayNotMakeAreLeftOut() throws SQLException {
    tables();
    execute("DROP VIEW latest_incidents", "REVOKE CREATE ON SCHEMA surprisal FROM " + USER);

    publish(TableReports.run("run-1", "2026-03-30"));

    assertThat(rows("SELECT run_id FROM latest_runs")).containsExactly("run-1");
  }

  private static void assertRefused(Database database, String reason) {
    assertThatThrownBy(() -> new DatabaseTables(database).requireOwn())
        .isInstanceOf(UnwritableOutputException.class)
        .hasMessage(
            "Invalid output.tables.url: "
                + database.url()
                + " (must be a database that takes rows: "
                + reason
                + ")");
  }
}
