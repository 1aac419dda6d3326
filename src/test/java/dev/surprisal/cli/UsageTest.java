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

            Monitors classifiers: how good predictions are, and whether they drift from a reference.

            Options:
                  --stacktrace   Print the stack trace on failure.
              -h, --help         Show this help and exit.
              -V, --version      Show the versions of Surprisal, Spark and Java and exit.

            Commands:
              run          Read predictions and labels, profile them, compare them with the reference and
                             publish a report.
              score        Read predictions and labels and write every row with its entropy, cross-entropy,
                             divergences and status.
              profile      Read predictions and labels and store a profile of every window. The report command
                             works on stored profiles and reads no rows.
              report       Compare stored profiles with the reference and publish a report. Reads no rows.
              acknowledge  Acknowledge incidents of the latest report: until a date, neither the verdict nor
                             --fail-on follows them. They stay in the report.
              history      List the incidents of all published reports, with their durations.
              notify       Send a test message to everybody under notify in the configuration.
              validate     Validate the configuration against the datasets' schemas and list every problem.
                             Reads no data.
              init         Write a starter configuration for datasets. Column roles are inferred from names,
                             types and the first rows; comments in the file give the reasons.
              demo         Write a sample dataset (predictions and labels) with a known, injected drift, and
                             its configuration.

            Exit codes:
              0   success
              1   internal failure
              2   invalid usage or configuration
              3   input refused
              4   drift (only with --fail-on)

            Examples:
              scripts/surprisal run --config conf/demo.yaml
              spark-submit --class dev.surprisal.cli.Main surprisal.jar run --config conf/model.yaml

            Run 'surprisal COMMAND --help' for details.
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "score",
        "profile",
        "report",
        "acknowledge",
        "history",
        "validate",
        "init",
        "demo"
      })
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
        " | Missing command (must be one of run, score, profile, report, acknowledge, history,"
            + " notify, validate, init, demo)",
        "xyz | Unknown command: xyz (must be one of run, score, profile, report,"
            + " acknowledge, history, notify, validate, init, demo)",
        "valdate --config x | Unknown command: valdate (must be one of run, score, profile, report,"
            + " acknowledge, history, notify, validate, init, demo)%nDid you mean: surprisal"
            + " validate?",
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
        "run --fail-on loud | Invalid value for option '--fail-on': loud (must be new, alert or"
            + " warn)",
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
