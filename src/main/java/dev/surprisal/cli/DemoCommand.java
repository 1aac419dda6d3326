package dev.surprisal.cli;

import dev.surprisal.job.Session;
import dev.surprisal.job.demo.Demo;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Something to try the other commands on. */
@Command(
    name = "demo",
    description =
        "Write a sample dataset (predictions and labels) with a known, injected drift, and its"
            + " configuration.",
    footer = {
      "  scripts/surprisal demo",
      "  scripts/surprisal demo --output /tmp/demo --rows 1000000",
      "  spark-submit --class dev.surprisal.cli.Main surprisal.jar demo --output hdfs:///tmp/demo"
    })
final class DemoCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Spec private @Nullable CommandSpec command;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "target/demo",
      description = "Output directory on any Hadoop file system. Default: ${DEFAULT-VALUE}")
  private String output = "";

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "" + Demo.ROWS,
      description = "Number of predictions to write. Default: ${DEFAULT-VALUE}")
  private long rows;

  @Mixin private StandardOptions standard = new StandardOptions();

  DemoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    if (rows < 1) {
      throw new ParameterException(
          Objects.requireNonNull(command).commandLine(),
          "Invalid value for option '--rows': " + rows + " (must be at least 1)");
    }
    try (Session session = Session.open(ZoneOffset.UTC)) {
      Demo.write(session.spark(), output, rows, terminal.err());
      return ExitCode.SUCCESS;
    } catch (Exception e) {
      // Not only the unchecked ones: Scala throws the others without a word.
      throw failure(e);
    }
  }

  /** Where the disk or the file system says no, the user can choose another place. */
  private Exception failure(Exception failure) {
    return Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
        .filter(IOException.class::isInstance)
        .findFirst()
        .<Exception>map(
            cause ->
                new Refusal(
                    ExitCode.USAGE,
                    "Invalid --output: "
                        + output
                        + " (cannot be written: "
                        + cause.getMessage()
                        + ")",
                    failure))
        .orElse(failure);
  }
}
