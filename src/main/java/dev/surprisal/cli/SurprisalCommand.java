package dev.surprisal.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The word before the commands. */
@Command(
    name = "surprisal",
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Monitors classifiers: how good predictions are, and whether they drift from a reference.",
    footer = {
      "  scripts/surprisal run --config conf/demo.yaml",
      "  spark-submit --class dev.surprisal.cli.Main surprisal.jar run --config conf/model.yaml",
      "",
      "Run 'surprisal COMMAND --help' for details."
    })
final class SurprisalCommand implements Runnable {

  @Spec private @Nullable CommandSpec command;

  @Mixin private StandardOptions standard = new StandardOptions();

  @Override
  public void run() {
    CommandSpec spec = Objects.requireNonNull(command);
    throw new ParameterException(
        spec.commandLine(),
        "Missing command (must be one of " + String.join(", ", spec.subcommands().keySet()) + ")");
  }
}
