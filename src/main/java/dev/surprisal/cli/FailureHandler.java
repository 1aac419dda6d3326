package dev.surprisal.cli;

import dev.surprisal.config.ConfigException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns failures into a message and an exit code; a stack trace only where it is asked for. */
final class FailureHandler implements IParameterExceptionHandler, IExecutionExceptionHandler {

  /** The option, which is also looked for where the words were not understood. */
  static final String STACKTRACE = "--stacktrace";

  private final PrintStream err;

  FailureHandler(PrintStream err) {
    this.err = err;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    PrintWriter writer = new PrintWriter(err, true);
    writer.println(message(failure));
    UnmatchedArgumentException.printSuggestions(failure, writer);
    String command = failure.getCommandLine().getCommandSpec().qualifiedName();
    writer.println("Try '" + command + " --help'.");
    return ExitCode.USAGE;
  }

  /** picocli calls a misspelt command an unmatched argument. */
  private static String message(ParameterException failure) {
    Set<String> commands = failure.getCommandLine().getSubcommands().keySet();
    return failure instanceof UnmatchedArgumentException unmatched
            && !unmatched.isUnknownOption()
            && !commands.isEmpty()
        ? "Unknown command: "
            + unmatched.getUnmatched().get(0)
            + " (must be one of "
            + String.join(", ", commands)
            + ")"
        : String.valueOf(failure.getMessage());
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parsed) {
    boolean inFull =
        parsed.asCommandLineList().stream()
            .anyMatch(command -> command.getParseResult().hasMatchedOption(STACKTRACE));
    return handle(failure, inFull);
  }

  /** Tells a failure and what the process is to end with. */
  int handle(Throwable failure, boolean inFull) {
    if (inFull) {
      failure.printStackTrace(err);
    }
    if (failure instanceof ConfigException refused) {
      err.println(refused.getMessage());
      return ExitCode.USAGE;
    }
    if (failure instanceof Refusal refusal) {
      err.println(refusal.getMessage());
      return refusal.exitCode();
    }
    String what = failure.toString().lines().findFirst().orElse("");
    String how = inFull ? "" : " (rerun with " + STACKTRACE + " for the stack trace)";
    err.println("Internal failure: " + what + how);
    return ExitCode.INTERNAL_FAILURE;
  }
}
