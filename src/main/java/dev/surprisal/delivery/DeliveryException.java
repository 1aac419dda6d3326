package dev.surprisal.delivery;

import org.jspecify.annotations.Nullable;

/** What could not be delivered. The message says why, without secrets. */
public final class DeliveryException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean isPassing;

  /**
   * Says why.
   *
   * @param message why
   * @param isPassing whether it may work when it is tried again
   * @param cause the cause, or null
   */
  public DeliveryException(String message, boolean isPassing, @Nullable Throwable cause) {
    super(message, cause);
    this.isPassing = isPassing;
  }

  /** What somebody else said, which may have any characters, on one line. */
  public static String line(@Nullable String said) {
    return String.valueOf(said).replaceAll("[\\s\\p{Cc}\\p{Cf}]+", " ").strip();
  }

  /** Whether it may work when it is tried again. */
  public boolean isPassing() {
    return isPassing;
  }
}
