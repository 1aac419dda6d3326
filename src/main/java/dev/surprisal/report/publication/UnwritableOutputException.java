package dev.surprisal.report.publication;

/** The output directory, or another place that a run writes to, cannot be written to. */
public final class UnwritableOutputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String key;

  /** Tells what could not be written and why. */
  public UnwritableOutputException(String location, Throwable cause) {
    this(
        "output.path",
        location,
        "must be a directory that this user can write to: " + reason(cause),
        cause);
  }

  private UnwritableOutputException(
      String key, String location, String constraint, Throwable cause) {
    super("Invalid " + key + ": " + location + " (" + constraint + ")", cause);
    this.key = key;
  }

  /**
   * The same of another place than the directory.
   *
   * @param key the configuration key that names it
   * @param location the place, as it may be shown
   * @param constraint what it must be, and is not
   * @param cause why
   */
  public static UnwritableOutputException ofKey(
      String key, String location, String constraint, Throwable cause) {
    return new UnwritableOutputException(key, location, constraint, cause);
  }

  /** The configuration key that names the place. */
  public String key() {
    return key;
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    String text = message == null ? cause.getClass().getSimpleName() : message;
    return text.lines().findFirst().orElse(text);
  }
}
