package dev.surprisal.cli;

import dev.surprisal.config.ConfigReader;
import dev.surprisal.config.LocatedConfig;
import dev.surprisal.config.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
          "The configuration (required), in YAML: a local path, or a URI of any Hadoop file"
              + " system.")
  private @Nullable String file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Put a value over the configuration's, e.g. --set drift.alpha=0.01 or --set"
              + " 'slices=[device]'; nothing after the = takes the key away. Repeatable.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Put a date or timestamp over current.from.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Put a date or timestamp over current.to.")
  private @Nullable String to;

  /** Reads the configuration. */
  LocatedConfig read() {
    if (file == null) {
      throw new ParameterException(
          Objects.requireNonNull(command).commandLine(),
          "Missing required option: '--config=FILE'");
    }
    List<Setting> all = new ArrayList<>(settings.stream().map(Setting::parse).toList());
    if (from != null) {
      all.add(Setting.from(from));
    }
    if (to != null) {
      all.add(Setting.to(to));
    }
    return new ConfigReader().read(file, all);
  }
}
