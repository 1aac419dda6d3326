package dev.surprisal.dataset.source;

/**
 * One thing that is wrong with the input.
 *
 * @param key the configuration key that it belongs to, e.g. {@code predictions.timestamp}; empty
 *     where it belongs to none
 * @param message the thing, its value and the constraint
 */
public record InputProblem(String key, String message) {

  /** Reads {@code Invalid predictions.timestamp: scored (must be …)}. */
  public static InputProblem invalid(String key, Object value, String constraint) {
    return new InputProblem(key, "Invalid " + key + ": " + value + " (" + constraint + ")");
  }
}
