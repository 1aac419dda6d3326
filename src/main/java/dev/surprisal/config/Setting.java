package dev.surprisal.config;

import java.util.List;

/**
 * A value given on the command line, which takes the place of the file's.
 *
 * @param key the key, with dots, such as {@code drift.alpha}
 * @param value the value as YAML; {@code null} takes the key away
 * @param source the option that gave it, to be named in a problem
 */
public record Setting(String key, String value, String source) {

  /** Reads the {@code key=value} of {@code --set}. */
  public static Setting parse(String text) {
    int equals = text.indexOf('=');
    if (equals <= 0) {
      throw new ConfigException(
          List.of(
              Problem.invalid(
                  SourceLocation.NONE,
                  "--set",
                  text,
                  "must be a key and a value, e.g. --set drift.alpha=0.01")));
    }
    String key = text.substring(0, equals).strip();
    return new Setting(key, text.substring(equals + 1), "--set " + key);
  }

  /** The value of {@code --from}. */
  public static Setting from(String instant) {
    return new Setting("current.from", instant, "--from");
  }

  /** The value of {@code --to}. */
  public static Setting to(String instant) {
    return new Setting("current.to", instant, "--to");
  }
}
