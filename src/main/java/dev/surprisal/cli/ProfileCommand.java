package dev.surprisal.cli;

import dev.surprisal.config.LocatedConfig;
import dev.surprisal.job.Job;
import dev.surprisal.job.Outcome;
import picocli.CommandLine.Command;

/** Rows in, stored profiles out. */
@Command(
    name = "profile",
    description =
        "Read predictions and labels and store the profile of every window; a report is made of"
            + " stored profiles without reading a row again.",
    footer = {
      "  scripts/surprisal profile --config conf/model.yaml",
      "  spark-submit --class dev.surprisal.cli.Main surprisal.jar profile \\",
      "      --config conf/model.yaml --from 2026-05-31 --to 2026-06-01"
    })
final class ProfileCommand extends JobCommand {

  ProfileCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  Outcome perform(Job job, LocatedConfig config) {
    return job.profile();
  }
}
