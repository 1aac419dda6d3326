package dev.surprisal.cli;

import dev.surprisal.config.Config;
import dev.surprisal.config.ConfigReader;
import dev.surprisal.config.LocatedConfig;
import dev.surprisal.config.Setting;
import dev.surprisal.config.TimeRangeOptions;
import dev.surprisal.profile.time.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which configuration a command works by. */
final class ConfigOptions {

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  // Not required by picocli, which would tell that it is missing before that it is misspelt.
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "YAML configuration (required): a local path or a URI on any Hadoop file system.")
  private @Nullable String file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Override a configuration value, e.g. --set drift.alpha=0.01 or --set"
              + " 'slices=[device]'. KEY= removes the key. Repeatable.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Override current.from (for profile: start of the range).")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Override current.to (for profile: end of the range, exclusive).")
  private @Nullable String to;

  /** Reads the configuration; its current range is that of the options. */
  LocatedConfig read() {
    List<Setting> all = new ArrayList<>();
    if (from != null) {
      all.add(Setting.from(from));
    }
    if (to != null) {
      all.add(Setting.to(to));
    }
    return read(all);
  }

  /** Reads the configuration; its ranges are as they stand there. */
  LocatedConfig readWithoutStretch() {
    return read(List.of());
  }

  /** The time from one option to the other; nothing where neither is given. */
  Optional<TimeRange> stretch(Config config) {
    return from == null && to == null
        ? Optional.empty()
        : Optional.of(TimeRangeOptions.of(config, from, to));
  }

  private LocatedConfig read(List<Setting> ofOptions) {
    if (file == null) {
      throw new ParameterException(
          Objects.requireNonNull(command).commandLine(),
          "Missing required option: '--config=FILE'");
    }
    List<Setting> all = new ArrayList<>(settings.stream().map(Setting::parse).toList());
    all.addAll(ofOptions);
    return new ConfigReader().read(file, all);
  }
}
