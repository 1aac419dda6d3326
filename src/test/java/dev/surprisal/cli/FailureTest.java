package dev.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.config.LocatedConfig;
import dev.surprisal.dataset.source.InputProblem;
import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.job.Job;
import dev.surprisal.job.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What a command says and what the process ends with where it cannot do what it was asked. */
class FailureTest {

  private static final String CONFIGURATION =
      """
      model: {name: electricity, classes: [DOWN, UP]}
      predictions:
        path: absent
        probability: probability
        timestamp: scored_at
      reference: {from: 1996-12-01, to: 1997-05-01}
      current: {from: 1997-05-01, to: 1998-12-06}
      output: {path: target/electricity}
      """;

  private final CapturedTerminal terminal = new CapturedTerminal();

  @TempDir private Path directory = Path.of("");
  private String file = "";

  @BeforeEach
  void writeConfiguration() throws IOException {
    file = Files.writeString(directory.resolve("x.yaml"), CONFIGURATION).toString();
  }

  @Test
  void aMissingConfigurationIsToldByItsName() {
    assertThat(execute("run", "--config", "conf/absent.yaml")).isEqualTo(2);
    assertThat(terminal.err()).isEqualTo("Configuration conf/absent.yaml does not exist\n");
    assertThat(terminal.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"run", "score", "profile", "report", "validate"})
  void everyProblemOfAConfigurationIsTold(String command) throws IOException {
    Files.writeString(
        Path.of(file),
        CONFIGURATION.replace("timestamp", "timestmap").replace("output", "outputs"));

    assertThat(
            execute(
                command,
                "--config",
                file,
                "--set",
                "drift.alhpa=1",
                "--set",
                "current.from=1997-04-30"))
        .isEqualTo(2);
    assertThat(terminal.err())
        .isEqualTo(
            """
            %1$s:5: Unknown key predictions.timestmap (did you mean predictions.timestamp?)
            %1$s:7: Invalid current: 1997-04-30 to 1998-12-06 (must not overlap reference, \
            1996-12-01 to 1997-05-01)
            %1$s:8: Unknown key outputs (did you mean output?)
            --set drift.alhpa: Unknown key drift.alhpa (did you mean drift.alpha?)
            """
                .formatted(file));
  }

  @Test
  void aSettingWithoutAValueIsToldAsSuch() {
    assertThat(execute("run", "--config", file, "--set", "drift.alpha")).isEqualTo(2);
    assertThat(terminal.err())
        .isEqualTo(
            "Invalid --set: drift.alpha (must be a key and a value, e.g. --set"
                + " drift.alpha=0.01)\n");
  }

  @Test
  void refusedInputIsToldWithTheLinesOfTheConfiguration() {
    InputRefusedException refused =
        new InputRefusedException(
            List.of(
                InputProblem.invalid("predictions.timestamp", "scored_at", "must be a column"),
                InputProblem.invalid("predictions.path", "absent", "must exist"),
                new InputProblem("", "All rows were rejected")));

    int exitCode =
        executeTried(
            () -> {
              throw refused;
            });

    assertThat(exitCode).isEqualTo(3);
    assertThat(terminal.err())
        .isEqualTo(
            """
            %1$s:3: Invalid predictions.path: absent (must exist)
            %1$s:5: Invalid predictions.timestamp: scored_at (must be a column)
            All rows were rejected
            """
                .formatted(file));
  }

  @Test
  void anythingElseIsAnInternalFailureInOneSentence() {
    int exitCode =
        executeTried(
            () -> {
              throw new IllegalStateException("Rows do not add up\nat all");
            });

    assertThat(exitCode).isEqualTo(1);
    assertThat(terminal.err())
        .isEqualTo(
            "Internal failure: java.lang.IllegalStateException: Rows do not add up (rerun with"
                + " --stacktrace for the stack trace)\n");
  }

  @Test
  void anErrorOfTheMachineIsAnInternalFailureToo() {
    int exitCode =
        executeTried(
            () -> {
              throw new OutOfMemoryError("Java heap space");
            });

    assertThat(exitCode).isEqualTo(1);
    assertThat(terminal.err())
        .isEqualTo(
            "Internal failure: java.lang.OutOfMemoryError: Java heap space (rerun with"
                + " --stacktrace for the stack trace)\n");
  }

  @Test
  void theStackTraceComesOnRequest() {
    int exitCode =
        executeTried(
            () -> {
              throw new IllegalStateException("odd");
            },
            "--stacktrace");

    assertThat(exitCode).isEqualTo(1);
    assertThat(terminal.err())
        .startsWith("java.lang.IllegalStateException: odd\n\tat ")
        .endsWith("\nInternal failure: java.lang.IllegalStateException: odd\n");
  }

  @Test
  void theStackTraceOfAKnownFailureComesOnRequestToo() {
    assertThat(execute("--stacktrace", "run", "--config", "absent.yaml")).isEqualTo(2);
    assertThat(terminal.err())
        .startsWith("dev.surprisal.config.ConfigException: ")
        .endsWith("\nConfiguration absent.yaml does not exist\n");
  }

  @ParameterizedTest
  @CsvSource({
    "OK, false, '', 0",
    "WARN, false, '', 0",
    "ALERT, true, '', 0",
    "OK, false, warn, 0",
    "NO_DATA, false, warn, 0",
    "INSUFFICIENT_DATA, false, warn, 0",
    "WARN, false, warn, 4",
    "ALERT, false, warn, 4",
    "ERROR, true, warn, 4",
    "INSUFFICIENT_DATA, false, alert, 0",
    "WARN, false, alert, 0",
    "WARN, false, Warn, 4",
    "ALERT, false, ALERT, 4",
    "ERROR, true, alert, 4",
    "ALERT, true, new, 4",
    "ALERT, false, new, 0",
    "WARN, false, new, 0",
    "ERROR, true, New, 4",
  })
  void driftIsAFailureOnlyWhereItIsAskedFor(
      FindingState state, boolean hasNews, String failOn, int exitCode) {
    String[] words = failOn.isEmpty() ? new String[0] : new String[] {"--fail-on", failOn};

    assertThat(executeTried(() -> new Outcome(state, hasNews), words)).isEqualTo(exitCode);
    assertThat(terminal.err()).isEmpty();
  }

  private int execute(String... words) {
    return Main.execute(terminal.terminal(), words);
  }

  /** Runs a command whose job comes to what is given, among the others. */
  private int executeTried(Supplier<Outcome> job, String... words) {
    String[] all = new String[words.length + 3];
    System.arraycopy(new String[] {"try", "--config", file}, 0, all, 0, 3);
    System.arraycopy(words, 0, all, 3, words.length);
    return Main.execute(terminal.terminal(), List.of(new Tried(terminal.terminal(), job)), all);
  }

  @Command(name = "try")
  private static final class Tried extends JobCommand {

    private final Supplier<Outcome> job;

    @Mixin private FailOnOption failOn = new FailOnOption();

    private Tried(Terminal terminal, Supplier<Outcome> job) {
      super(terminal);
      this.job = job;
    }

    @Override
    Outcome perform(Job unused, LocatedConfig config) {
      return job.get();
    }

    @Override
    int exitCode(Outcome outcome) {
      return failOn.exitCode(outcome);
    }
  }
}
