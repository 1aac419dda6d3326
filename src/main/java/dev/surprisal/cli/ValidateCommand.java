package dev.surprisal.cli;

import dev.surprisal.config.ConfigSchema;
import dev.surprisal.config.LocatedConfig;
import dev.surprisal.job.Job;
import dev.surprisal.job.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Is the configuration sound, and does it fit the datasets? */
@Command(
    name = "validate",
    description =
        "Validate the configuration against the datasets' schemas and list every problem. Reads no"
            + " data.",
    footer = {
      "  scripts/surprisal validate --config conf/model.yaml",
      "  scripts/surprisal validate --print-schema > surprisal.schema.json",
      "  spark-submit --class dev.surprisal.cli.Main surprisal.jar validate \\",
      "      --config conf/model.yaml"
    })
final class ValidateCommand extends JobCommand {

  @Option(
      names = "--print-schema",
      description =
          "Print the JSON Schema of the configuration, for completion and validation in editors,"
              + " and exit.")
  private boolean printSchema;

  ValidateCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    if (printSchema) {
      terminal().out().print(ConfigSchema.text());
      return ExitCode.SUCCESS;
    }
    return super.call();
  }

  @Override
  Outcome perform(Job job, LocatedConfig config) {
    return job.validate();
  }
}
