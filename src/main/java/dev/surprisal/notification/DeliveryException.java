package dev.surprisal.notification;

import org.jspecify.annotations.Nullable;

/** A message that could not be delivered. The message says why, without secrets. */
final class DeliveryException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean isPassing;

  /**
   * Says why.
   *
   * @param message why
   * @param isPassing whether it may work when it is tried again
   * @param cause the cause, or null
   */
  DeliveryException(String message, boolean isPassing, @Nullable Throwable cause) {
    super(message, cause);
    this.isPassing = isPassing;
  }

  boolean isPassing() {
    return isPassing;
  }
}
