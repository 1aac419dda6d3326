package dev.surprisal.cli;

import dev.surprisal.config.LocatedConfig;
import dev.surprisal.job.Job;
import dev.surprisal.job.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stored profiles in, a report out. */
@Command(
    name = "report",
    description = "Compare stored profiles with the reference and publish a report. Reads no rows.",
    footer = {
      "  scripts/surprisal report --config conf/model.yaml",
      "  scripts/surprisal report --config conf/model.yaml --from 2026-01-01 --to 2026-06-01",
      "  spark-submit --class dev.surprisal.cli.Main surprisal.jar report \\",
      "      --config conf/model.yaml --fail-on alert"
    })
final class ReportCommand extends JobCommand {

  @Mixin private FailOnOption failOn = new FailOnOption();

  ReportCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  Outcome perform(Job job, LocatedConfig config) {
    return job.report();
  }

  @Override
  int exitCode(Outcome outcome) {
    return failOn.exitCode(outcome);
  }
}
