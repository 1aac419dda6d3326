package dev.surprisal.report.publication;

/** The output directory cannot be written to. */
public final class UnwritableOutputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Tells what could not be written and why. */
  public UnwritableOutputException(String location, Throwable cause) {
    super(
        "Invalid output.path: "
            + location
            + " (must be a directory that this user can write to: "
            + reason(cause)
            + ")",
        cause);
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    String text = message == null ? cause.getClass().getSimpleName() : message;
    return text.lines().findFirst().orElse(text);
  }
}
