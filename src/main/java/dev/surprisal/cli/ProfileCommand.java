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
      "Read predictions and labels and store the profile of every window; a report is made of"
          + " stored profiles without reading a row again.",
      "With --from or --to only the windows that this time touches are profiled, in the ranges or"
          + " outside of them; each replaces the one that is stored."
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
