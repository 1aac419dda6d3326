package dev.surprisal.cli;

import dev.surprisal.config.LocatedConfig;
import dev.surprisal.job.Job;
import dev.surprisal.job.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Rows in, stored profiles out. */
@Command(
    name = "profile",
    description = {
      "Read predictions and labels and store a profile of every window. The report command works on"
          + " stored profiles and reads no rows.",
      "With --from or --to, profile only the windows that overlap this range, whether or not they"
          + " are in the configured ranges. Stored profiles of these windows are replaced."
    },
    footer = {
      "  scripts/surprisal profile --config conf/model.yaml",
      "  spark-submit --class dev.surprisal.cli.Main surprisal.jar profile \\",
      "      --config conf/model.yaml --from 2026-05-31 --to 2026-06-01"
    })
final class ProfileCommand extends JobCommand {

  @Mixin private ExplainOption explain = new ExplainOption();

  ProfileCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  LocatedConfig read(ConfigOptions options) {
    return options.readWithoutStretch();
  }

  @Override
  Outcome perform(Job job, LocatedConfig config) {
    if (explain.isGiven()) {
      return options().stretch(config.config()).map(job::explain).orElseGet(job::explain);
    }
    return options().stretch(config.config()).map(job::profile).orElseGet(job::profile);
  }
}
