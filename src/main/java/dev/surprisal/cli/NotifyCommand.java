package dev.surprisal.cli;

import dev.surprisal.config.LocatedConfig;
import dev.surprisal.job.Job;
import dev.surprisal.job.Outcome;
import dev.surprisal.notification.Notifications.Delivery;
import java.util.List;
import picocli.CommandLine.Command;

/** Whether messages arrive is better known before the night when one is due. */
@Command(
    name = "notify",
    description = "Send a test message to everybody under notify in the configuration.",
    footer = {
      "  scripts/surprisal notify --config conf/model.yaml",
      "  spark-submit --class dev.surprisal.cli.Main surprisal.jar notify \\",
      "      --config conf/model.yaml"
    })
final class NotifyCommand extends JobCommand {

  NotifyCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  Outcome perform(Job job, LocatedConfig config) {
    if (config.config().notifications().isEmpty()) {
      throw new Refusal(
          ExitCode.USAGE,
          "The configuration has nobody to notify (add notify.webhooks or notify.emails)");
    }
    List<Delivery> deliveries = job.notifyOfTest();
    deliveries.forEach(it -> terminal().out().println(it.sentence() + "."));
    if (deliveries.stream().anyMatch(it -> it.failure() != null)) {
      throw new Refusal(ExitCode.USAGE, "Not every message was delivered");
    }
    return Outcome.DONE;
  }
}
