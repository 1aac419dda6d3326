package dev.surprisal.cli;

import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.job.Outcome;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** From which verdict on a command that makes one ends with the exit code of drift. */
final class FailOnOption {

  @Option(
      names = "--fail-on",
      paramLabel = "STATE",
      converter = Threshold.class,
      description =
          "Exit with code 4 if the verdict is STATE or worse: alert (an incident is ongoing) or"
              + " warn (any drift, also recovered). Default: drift does not fail the command."
              + " NO_DATA and INSUFFICIENT_DATA never do.")
  private @Nullable FindingState threshold;

  int exitCode(Outcome outcome) {
    return threshold != null && outcome.state().compareTo(threshold) >= 0
        ? ExitCode.DRIFT
        : ExitCode.SUCCESS;
  }

  /** The verdicts that can be asked for. */
  static final class Threshold implements ITypeConverter<FindingState> {

    @Override
    public FindingState convert(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "warn" -> FindingState.WARN;
        case "alert" -> FindingState.ALERT;
        default -> throw new TypeConversionException(text + " (must be warn or alert)");
      };
    }
  }
}
