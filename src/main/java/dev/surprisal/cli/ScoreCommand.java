package dev.surprisal.cli;

import dev.surprisal.config.LocatedConfig;
import dev.surprisal.job.Job;
import dev.surprisal.job.Outcome;
import picocli.CommandLine.Command;

/** Rows in, scored rows out. */
@Command(
    name = "score",
    description =
        "Read predictions and labels and write every row with its entropy, cross-entropy,"
            + " divergences and status.",
    footer = {
      "  scripts/surprisal score --config conf/model.yaml",
      "  spark-submit --class dev.surprisal.cli.Main surprisal.jar score --config conf/model.yaml"
          + " \\",
      "      --from 2026-05-01 --to 2026-06-01"
    })
final class ScoreCommand extends JobCommand {

  ScoreCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  Outcome perform(Job job, LocatedConfig config) {
    return job.score();
  }
}
