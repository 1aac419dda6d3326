package dev.surprisal.cli;

import dev.surprisal.config.LocatedConfig;
import dev.surprisal.dataset.spec.LabelSpec;
import dev.surprisal.job.Job;
import dev.surprisal.job.Outcome;
import dev.surprisal.job.Session;
import dev.surprisal.job.demo.Demo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** All of it: read, check, score, profile, compare, publish. */
@Command(
    name = "run",
    description =
        "Read predictions and labels, profile them, compare them with the reference and publish a"
            + " report.",
    footer = {
      "  scripts/surprisal run --config conf/demo.yaml",
      "  scripts/surprisal run --config conf/model.yaml --set drift.alpha=0.01 --fail-on alert",
      "  scripts/surprisal run --config conf/model.yaml --explain",
      "  spark-submit --class dev.surprisal.cli.Main surprisal.jar run --config conf/model.yaml \\",
      "      --from 2026-05-01 --to 2026-06-01"
    })
final class RunCommand extends JobCommand {

  @Mixin private FailOnOption failOn = new FailOnOption();

  @Mixin private ExplainOption explain = new ExplainOption();

  @Option(
      names = "--write-demo",
      hidden = true,
      description = "Write the sample dataset to the configured path if it does not exist.")
  private boolean writeDemo;

  RunCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  Outcome perform(Job job, LocatedConfig config) {
    if (explain.isGiven()) {
      return job.explain();
    }
    LabelSpec labels = config.config().labels();
    if (!writeDemo || labels == null) {
      return job.run();
    }
    terminal().err().println("Starting Spark …");
    // One session for both, or Spark would be started twice.
    try (Session session = Session.open(config.config().timeZone())) {
      String predictions = config.config().predictions().source().place();
      Demo.writeIfAbsent(session.spark(), predictions, labels.source().place(), terminal().err());
      return job.run();
    }
  }

  @Override
  int exitCode(Outcome outcome) {
    return failOn.exitCode(outcome);
  }
}
