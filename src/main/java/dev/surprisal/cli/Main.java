package dev.surprisal.cli;

import dev.surprisal.api.PublicApi;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The entry point, and the only place that ends the process. */
@PublicApi
public final class Main {

  private static final int WIDTH = 100;

  private Main() {}

  /** Runs the command that the words ask for. */
  public static void main(String[] args) {
    int exitCode =
        execute(new Terminal(utf8(System.out), utf8(System.err), Clock.systemUTC(), kind()), args);
    if (exitCode != ExitCode.SUCCESS) {
      // Not on success: a cluster's driver takes any exit before it is done for a failure.
      System.exit(exitCode);
    }
  }

  /** Runs a command and says what the process is to end with. */
  static int execute(Terminal terminal, String... args) {
    List<Object> commands =
        List.of(
            new RunCommand(terminal),
            new ScoreCommand(terminal),
            new ProfileCommand(terminal),
            new ReportCommand(terminal),
            new AcknowledgeCommand(terminal),
            new HistoryCommand(terminal),
            new NotifyCommand(terminal),
            new ValidateCommand(terminal),
            new InitCommand(terminal),
            new DemoCommand(terminal));
    return execute(terminal, commands, args);
  }

  /** Runs one of the given commands and says what the process is to end with. */
  static int execute(Terminal terminal, List<?> commands, String... args) {
    try {
      return commandLine(terminal, commands).execute(args);
    } catch (Error e) {
      // picocli hands over exceptions alone; a full heap is reported like any other failure.
      boolean inFull = List.of(args).contains(FailureHandler.STACKTRACE);
      return new FailureHandler(terminal.err()).handle(e, inFull);
    }
  }

  private static CommandLine commandLine(Terminal terminal, List<?> commands) {
    CommandLine commandLine = new CommandLine(new SurprisalCommand());
    commands.forEach(commandLine::addSubcommand);
    commandLine.getSubcommands().values().forEach(Main::describe);
    describe(commandLine);
    FailureHandler failures = new FailureHandler(terminal.err());
    return commandLine
        .setOut(new PrintWriter(terminal.out(), true))
        .setErr(new PrintWriter(terminal.err(), true))
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
  }

  /** What all commands' help has in common. */
  private static void describe(CommandLine commandLine) {
    commandLine.getCommandSpec().versionProvider(new Versions());
    UsageMessageSpec usage = commandLine.getCommandSpec().usageMessage();
    usage.width(WIDTH);
    usage.sortOptions(false);
    usage.descriptionHeading("%n");
    usage.optionListHeading("%nOptions:%n");
    usage.commandListHeading("%nCommands:%n");
    usage.footerHeading("%nExamples:%n");
    usage.exitCodeListHeading("%nExit codes:%n");
    Map<String, String> exitCodes = new LinkedHashMap<>();
    exitCodes.put("" + ExitCode.SUCCESS, "success");
    exitCodes.put("" + ExitCode.INTERNAL_FAILURE, "internal failure");
    exitCodes.put("" + ExitCode.USAGE, "invalid usage or configuration");
    exitCodes.put("" + ExitCode.INPUT_REFUSED, "input refused");
    exitCodes.put("" + ExitCode.DRIFT, "drift (only with --fail-on)");
    usage.exitCodeList(exitCodes);
  }

  /** Java tells of standard input and output together; who sends one elsewhere may keep a log. */
  private static Terminal.Kind kind() {
    return System.console() == null ? Terminal.Kind.OTHER : Terminal.Kind.SCREEN;
  }

  /** Whatever the machine's locale, units and names come out as they are. */
  private static PrintStream utf8(PrintStream stream) {
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }
}
