package dev.surprisal.cli;

import dev.surprisal.config.Config;
import dev.surprisal.config.LocatedConfig;
import dev.surprisal.config.Problem;
import dev.surprisal.config.SourceLocation;
import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.job.Job;
import dev.surprisal.job.Outcome;
import dev.surprisal.report.publication.UnwritableOutputException;
import dev.surprisal.secret.Secret;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;

/** A command that reads a configuration and runs a job by it. */
abstract class JobCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private ConfigOptions configuration = new ConfigOptions();

  @Mixin private StandardOptions standard = new StandardOptions();

  JobCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    LocatedConfig config = read(configuration);
    try {
      return exitCode(perform(job(config.config()), config));
    } catch (InputRefusedException e) {
      throw new Refusal(ExitCode.INPUT_REFUSED, located(e, config), e);
    } catch (Secret.UnavailableException e) {
      SourceLocation place = config.place("notify");
      String message = new Problem(place, "Missing secret: " + e.getMessage()).toString();
      throw new Refusal(ExitCode.USAGE, message, e);
    } catch (UnwritableOutputException e) {
      SourceLocation place = config.place(e.key());
      String message = new Problem(place, String.valueOf(e.getMessage())).toString();
      throw new Refusal(ExitCode.USAGE, message, e);
    }
  }

  private Job job(Config config) {
    return terminal.kind() == Terminal.Kind.SCREEN
        ? Job.onTerminal(
            config,
            terminal.out(),
            Terminal.paint(System.getenv()),
            terminal.err(),
            terminal.clock())
        : new Job(config, terminal.out(), terminal.err(), terminal.clock());
  }

  /** Reads the configuration as the command takes its options. */
  LocatedConfig read(ConfigOptions options) {
    return options.read();
  }

  /** The options of the command. */
  final ConfigOptions options() {
    return configuration;
  }

  /** Does the command's part of the job. */
  abstract Outcome perform(Job job, LocatedConfig config);

  /** What an outcome means for the process. */
  int exitCode(Outcome outcome) {
    return ExitCode.SUCCESS;
  }

  final Terminal terminal() {
    return terminal;
  }

  /** What is wrong with the input, each with the line of the configuration that it is about. */
  private static String located(InputRefusedException refused, LocatedConfig config) {
    return refused.problems().stream()
        .map(
            problem ->
                new Problem(
                    problem.key().isEmpty() ? SourceLocation.NONE : config.place(problem.key()),
                    problem.message()))
        .sorted()
        .map(Problem::toString)
        .collect(Collectors.joining("\n"));
  }
}
