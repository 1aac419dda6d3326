package dev.surprisal.cli;

import dev.surprisal.config.LocatedConfig;
import dev.surprisal.config.TimeRangeOptions;
import dev.surprisal.job.Job;
import dev.surprisal.job.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** People know of an incident: it need wake nobody for a while. */
@Command(
    name = "acknowledge",
    description =
        "Acknowledge incidents of the latest report: until a date, neither the verdict nor"
            + " --fail-on follows them. They stay in the report.",
    footer = {
      "  scripts/surprisal acknowledge --config conf/model.yaml 1f0c7a52be91 --until 2026-07-01 \\",
      "      --reason 'vendor outage, ticket 4711'",
      "  scripts/surprisal acknowledge --config conf/model.yaml 1f0c7a52be91 --withdraw",
      "  spark-submit --class dev.surprisal.cli.Main surprisal.jar acknowledge \\",
      "      --config conf/model.yaml 1f0c7a52be91 --until 2026-07-01 --reason 'known'"
    })
final class AcknowledgeCommand extends JobCommand {

  @Spec private @Nullable CommandSpec command;

  @Parameters(
      paramLabel = "ID",
      arity = "1..*",
      description = "The incident's id, as the report shows it, or its first digits.")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "When the incident counts again if it is still ongoing (required).")
  private @Nullable String until;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why it may wait (required); the report shows it.")
  private @Nullable String reason;

  @Option(names = "--withdraw", description = "Take an acknowledgement back.")
  private boolean withdraw;

  AcknowledgeCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  Outcome perform(Job job, LocatedConfig config) {
    if (withdraw) {
      return job.withdraw(ids);
    }
    if (until == null || reason == null || reason.isBlank()) {
      throw new ParameterException(
          Objects.requireNonNull(command).commandLine(),
          "Missing required option: '" + (until == null ? "--until=TIME" : "--reason=TEXT") + "'");
    }
    Instant time = TimeRangeOptions.instant("--until", until, config.config());
    if (!time.isAfter(terminal().clock().instant())) {
      throw new ParameterException(
          Objects.requireNonNull(command).commandLine(),
          "Invalid value for option '--until': " + until + " (must be in the future)");
    }
    return job.acknowledge(ids, time, reason.strip());
  }
}
