package dev.surprisal.cli;

/** A command cannot do what it was asked, for a reason that the user can see to. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /**
   * Refuses.
   *
   * @param exitCode what the process ends with
   * @param message all that the user needs to know
   * @param cause what is shown where a stack trace is asked for
   */
  Refusal(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** Refuses for a reason that has no cause in the code. */
  Refusal(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
