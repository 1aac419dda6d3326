package dev.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.cli.Shop.Ended;
import dev.surprisal.tables.jdbc.PostgresServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whole runs whose tables are in a database. */
@Tag("slow")
class DatabaseRunIT extends ShopTest {

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

  private Ended execute(String command, String password) {
    shop.write("password", password + "\n");
    return shop.execute(
        command,
        "--set",
        "output.tables.format=jdbc",
        "--set",
        "output.tables.url=" + url(),
        "--set",
        "output.tables.user=" + PostgresServer.ADMIN,
        "--set",
        "output.tables.password={file: " + shop.place("password") + "}");
  }

  private static String url() {
    return server == null ? "" : server.url();
  }

  private static String value(String query) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(url(), PostgresServer.ADMIN, PostgresServer.PASSWORD);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      assertThat(result.next()).isTrue();
      return String.valueOf(result.getString(1));
    }
  }

  @Test
  void aRunAndAReportFillTheTables() throws SQLException {
    Ended run = execute("run", PostgresServer.PASSWORD);
    assertThat(run.exitCode()).as(run.complaint()).isZero();
    Ended report = execute("report", PostgresServer.PASSWORD);
    assertThat(report.exitCode()).as(report.complaint()).isZero();

    assertThat(shop.published()).containsExactly("latest.json", "latest.prom", "profiles", "runs");
    assertThat(value("SELECT count(*) FROM published_runs")).isEqualTo("2");
    assertThat(value("SELECT count(*) FROM effective_runs")).isEqualTo("1");
    assertThat(value("SELECT rows_read FROM latest_runs")).isEqualTo(String.valueOf(Shop.ROWS));
    assertThat(value("SELECT data_end FROM latest_runs")).isEqualTo("2026-01-09 00:00:00+00");
    assertThat(
            value(
                "SELECT count(*) FROM latest_profile_metrics WHERE metric = 'log_loss' AND scope ="
                    + " 'window' AND slice_text = 'all rows'"))
        .isEqualTo("8");
  }

  @Test
  void aWrongPasswordEndsTheRunBeforeAnyWork() {
    Ended run = execute("run", "hunter2");

    assertThat(run.complaint())
        .isEqualTo(
            "--set output.tables.url: Invalid output.tables.url: "
                + url()
                + " (must be a database that takes rows: FATAL: password authentication failed for"
                + " user \"admin\"; check output.tables.user and output.tables.password)\n");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(shop.published()).isEmpty();
  }
}
