package dev.surprisal.cli;

import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.job.Outcome;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** From what on a command that makes a verdict ends with the exit code of drift. */
final class FailOnOption {

  @Option(
      names = "--fail-on",
      paramLabel = "WHAT",
      converter = Names.class,
      description =
          "Exit with code 4 on: new (an open incident that the last run on earlier data did not"
              + " have, or that has become worse or is back), alert (any open incident) or warn"
              + " (any drift that is still there). Recovered and acknowledged incidents never fail"
              + " the command, nor do NO_DATA and INSUFFICIENT_DATA. Default: drift does not fail"
              + " it.")
  private @Nullable Condition condition;

  int exitCode(Outcome outcome) {
    return condition != null && condition.met.test(outcome) ? ExitCode.DRIFT : ExitCode.SUCCESS;
  }

  /** What can be asked for. */
  enum Condition {
    NEW(Outcome::hasNews),
    ALERT(outcome -> outcome.state().compareTo(FindingState.ALERT) >= 0),
    WARN(outcome -> outcome.state().compareTo(FindingState.WARN) >= 0);

    private final Predicate<Outcome> met;

    Condition(Predicate<Outcome> met) {
      this.met = met;
    }
  }

  /** Its names. */
  static final class Names implements ITypeConverter<Condition> {

    @Override
    public Condition convert(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "new" -> Condition.NEW;
        case "alert" -> Condition.ALERT;
        case "warn" -> Condition.WARN;
        default -> throw new TypeConversionException(text + " (must be new, alert or warn)");
      };
    }
  }
}
