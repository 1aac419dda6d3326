package dev.surprisal.cli;

import dev.surprisal.config.LocatedConfig;
import dev.surprisal.job.Job;
import dev.surprisal.job.Outcome;
import picocli.CommandLine.Command;

/** What has happened to the model so far. */
@Command(
    name = "history",
    description = "List the incidents of all published reports, with their durations.",
    footer = {
      "  scripts/surprisal history --config conf/model.yaml",
      "  spark-submit --class dev.surprisal.cli.Main surprisal.jar history \\",
      "      --config conf/model.yaml"
    })
final class HistoryCommand extends JobCommand {

  HistoryCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  Outcome perform(Job job, LocatedConfig config) {
    return job.history();
  }
}
