package dev.surprisal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surprisal.report.OutputSpec;
import dev.surprisal.secret.Secret;
import dev.surprisal.tables.FormatSetting;
import dev.surprisal.tables.jdbc.Database;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseConfigTest {

  private static final String URL = "jdbc:postgresql://db/monitoring";

  private static Config read(String... settings) {
    return new ConfigReader()
        .parse("x.yaml", Yaml.SMALL, Stream.of(settings).map(Setting::parse).toList())
        .config();
  }

  @Test
  void tablesInADatabaseLeaveProfilesAndScoresInFiles() {
    OutputSpec output =
        read(
                "output.tables.format=jdbc",
                "output.tables.url=" + URL,
                "output.tables.user=monitor",
                "output.tables.password={env: DB_PASSWORD}",
                "output.tables.schema=surprisal",
                "output.tables.driver=org.postgresql.Driver")
            .output();

    assertThat(output.database())
        .isEqualTo(
            new Database(
                URL,
                "monitor",
                new Secret(Secret.Source.ENV, "DB_PASSWORD"),
                "surprisal",
                "org.postgresql.Driver"));
    FormatSetting files = new FormatSetting("output.store.format", "parquet");
    assertThat(List.of(output.tables(), output.store())).containsExactly(files, files);
  }

  @Test
  void theStoreNextToADatabaseMayBeOfAnyFormat() {
    OutputSpec output =
        read(
                "output.tables.format=jdbc",
                "output.tables.url=" + URL,
                "output.tables.password={file: /run/secret}",
                "output.store.format=orc")
            .output();

    FormatSetting files = new FormatSetting("output.store.format", "orc");
    assertThat(List.of(output.tables(), output.store())).containsExactly(files, files);
    assertThat(output.database())
        .isEqualTo(
            new Database(URL, null, new Secret(Secret.Source.FILE, "/run/secret"), null, null));
  }

  @Test
  void theConfigurationIsShownWithThePlaceOfTheSecret() {
    Map<String, Object> resolved =
        read(
                "output.tables.format=jdbc",
                "output.tables.url=" + URL,
                "output.tables.password={env: DB_PASSWORD}")
            .resolved();

    assertThat(resolved.get("output"))
        .extracting("tables")
        .isEqualTo(Map.of("format", "jdbc", "url", URL, "password", Map.of("env", "DB_PASSWORD")));
  }

  /** Somebody may have written the password where its place belongs. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "password=hunter2 | --set output.tables.password: Invalid output.tables.password: *** (must"
            + " be {env: NAME} or {file: PATH}, so that no configuration has a password)",
        "password={} | --set output.tables.password: Invalid output.tables.password: *** (must be"
            + " {env: NAME} or {file: PATH}, so that no configuration has a password)",
        "url=jdbc:postgresql://db/x?user=u&password=hunter2 | --set output.tables.url: Invalid"
            + " output.tables.url: jdbc:postgresql://db/x?user=u&password=*** (must have no"
            + " password: give output.tables.password as {env: NAME} or {file: PATH})",
        "url=db | --set output.tables.url: Invalid output.tables.url: db (must be a JDBC URL, e.g."
            + " jdbc:postgresql://db.example.com/monitoring)",
        "schema=a.b | --set output.tables.schema: Invalid output.tables.schema: a.b (must be"
            + " letters, digits and underscores, as the database has it)",
      })
  void whatCannotBeIsToldWithoutThePassword(String setting, String message) {
    assertThatThrownBy(
            () ->
                read(
                    "output.tables.format=jdbc",
                    "output.tables.url=" + URL,
                    "output.tables." + setting))
        .isInstanceOf(ConfigException.class)
        .hasMessage(message)
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void aDatabaseNeedsItsUrl() {
    assertThatThrownBy(() -> read("output.tables.format=jdbc"))
        .hasMessageContaining(
            "Missing output.tables.url (must be a JDBC URL, e.g."
                + " jdbc:postgresql://db.example.com/monitoring)");
  }

  @Test
  void filesNeedNoUser() {
    assertThatThrownBy(() -> read("output.tables.user=monitor"))
        .hasMessage(
            "--set output.tables.user: Invalid output.tables.user: monitor (needs"
                + " output.tables.format: jdbc)");
  }
}
