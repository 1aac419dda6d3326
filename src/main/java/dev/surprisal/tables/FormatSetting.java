package dev.surprisal.tables;

import dev.surprisal.dataset.source.InputProblem;
import dev.surprisal.dataset.source.InputRefusedException;
import java.util.List;

/**
 * The choice of a format.
 *
 * @param key the configuration key that chose it, for messages
 * @param name the name that it chose
 */
public record FormatSetting(String key, String name) {

  /** The format cannot be used here. */
  public InputRefusedException refused(String reason) {
    return new InputRefusedException(InputProblem.invalid(key, name, reason));
  }

  /** The refusal of a format where there is a table of another. */
  public InputRefusedException refusedFor(String place, String other) {
    return refused(
        "must be that of the table in " + place + ", " + other + "; or choose another output.path");
  }

  /** No format has this name. */
  public IllegalArgumentException unknown(List<String> known) {
    return new IllegalArgumentException(
        InputProblem.invalid(key, name, "must be one of " + String.join(", ", known)).message());
  }
}
