package dev.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.config.ConfigSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands say about themselves, and about words that they do not understand. */
class UsageTest {

  private final CapturedTerminal terminal = new CapturedTerminal();

  @Test
  void helpListsTheCommandsTheExitCodesAndExamples() {
    assertThat(execute("--help")).isEqualTo(0);
    assertThat(terminal.err()).isEmpty();
    assertThat(terminal.out())
        .isEqualTo(
            """
            Usage: surprisal [-hV] [--stacktrace] COMMAND

            Measures how far a classifier's predictions are from the truth, and from its own past.

            Options:
                  --stacktrace   Where the command fails, show the whole stack trace.
              -h, --help         Show this help and exit.
              -V, --version      Show the versions of Surprisal, Spark and Java and exit.

            Commands:
              run       Read predictions and labels, profile them, compare them with the reference and publish
                          a report.
              score     Read predictions and labels and write every row with its entropy, cross-entropy,
                          divergences and status.
              profile   Read predictions and labels and store the profile of every window; a report is made of
                          stored profiles without reading a row again.
              report    Compare stored profiles with the reference and publish a report; no row is read.
              validate  Check the configuration and the schemas of the datasets, and tell everything that is
                          wrong with them; no data is read.
              init      Write a starter configuration for datasets: which columns play which part is guessed by
                          their names, their types and the first rows, and the file says why.
              demo      Write a sample dataset with a known drift (predictions and labels) and its
                          configuration.

            Exit codes:
              0   success
              1   internal failure
              2   usage or configuration
              3   input refused
              4   drift, where --fail-on was given

            Examples:
              scripts/surprisal run --config conf/demo.yaml
              spark-submit --class dev.surprisal.cli.Main surprisal.jar run --config conf/model.yaml

            'surprisal COMMAND --help' tells more of each.
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "score", "profile", "report", "validate", "init", "demo"})
  void everyCommandShowsBothWaysToStartIt(String command) {
    assertThat(execute(command, "--help")).isEqualTo(0);
    assertThat(terminal.out())
        .startsWith("Usage: surprisal " + command + " ")
        .contains("\n  scripts/surprisal " + command)
        .contains("\n  spark-submit --class dev.surprisal.cli.Main surprisal.jar " + command + " ")
        .contains("\n  3   input refused\n");
    assertThat(terminal.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "score", "profile", "report", "validate"})
  void everyCommandThatRunsAJobTakesAConfigurationAndWhatToPutOverIt(String command) {
    execute(command, "--help");

    assertThat(terminal.out())
        .contains("--config=FILE", "--set=KEY=VALUE", "--from=TIME", "--to=TIME", "--stacktrace");
  }

  @Test
  void versionNamesTheWholePlatform() {
    assertThat(execute("run", "--version")).isEqualTo(0);
    assertThat(terminal.out())
        .isEqualTo(
            "surprisal (not packaged)\nSpark 4.1.0\nJava %s\n"
                .formatted(System.getProperty("java.version")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        " | Missing command (must be one of run, score, profile, report, validate, init, demo)",
        "xyz | Unknown command: xyz (must be one of run, score, profile, report,"
            + " validate, init, demo)",
        "valdate --config x | Unknown command: valdate (must be one of run, score, profile, report,"
            + " validate, init, demo)%nDid you mean: surprisal validate?",
        "--confg | Unknown option: '--confg'",
      })
  void aMissingOrMisspeltCommandIsAUsageError(String words, String told) {
    assertThat(execute(words == null ? new String[0] : words.split(" "))).isEqualTo(2);
    assertThat(terminal.err()).isEqualTo(told.replace("%n", "\n") + "\nTry 'surprisal --help'.\n");
    assertThat(terminal.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run | Missing required option: '--config=FILE'",
        "run --config | Missing required parameter for option '--config' (FILE)",
        "run --confg=x | Unknown option: '--confg=x'%nPossible solutions: --config",
        "run --fail-on loud | Invalid value for option '--fail-on': loud (must be warn or alert)",
        "run --config x y | Unmatched argument at index 3: 'y'",
        "score --fail-on alert --config x | Unknown options: '--fail-on', 'alert'",
        "init | Missing required option: '--predictions=PLACE'",
        "init --prediction x | Unknown options: '--prediction', 'x'%nPossible solutions:"
            + " --predictions, --probability",
        "init --option header | Value for option option '--option' (KEY=VALUE) should be in"
            + " KEY=VALUE format but was header",
        "demo --rows 0 | Invalid value for option '--rows': 0 (must be at least 1)",
        "demo --rows many | Invalid value for option '--rows': 'many' is not a long",
        "demo --config x | Unknown options: '--config', 'x'",
      })
  void wordsThatACommandDoesNotUnderstandAreAUsageError(String words, String told) {
    assertThat(execute(words.split(" "))).isEqualTo(2);
    assertThat(terminal.err())
        .isEqualTo(
            told.replace("%n", "\n")
                + "\nTry 'surprisal %s --help'.\n".formatted(words.split(" ")[0]));
  }

  @Test
  void validatePrintsTheSchemaWithoutAConfiguration() {
    assertThat(execute("validate", "--print-schema")).isEqualTo(0);
    assertThat(terminal.out()).isEqualTo(ConfigSchema.text());
  }

  private int execute(String... words) {
    return Main.execute(terminal.terminal(), words);
  }
}
