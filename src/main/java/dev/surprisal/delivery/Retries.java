package dev.surprisal.delivery;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.time.Duration;

/**
 * Tries again what fails in passing, after a while that grows and is partly left to chance, so that
 * many jobs that a server turned away do not come back together.
 */
public final class Retries {

  /** Three more tries, after some 0.5, 1.5 and 4.5 seconds. */
  public static final Retries DEFAULT = new Retries(Duration.ofMillis(500));

  private static final int MOST_ATTEMPTS = 4;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);
  private static final double FACTOR = 3;
  private static final double JITTER = 0.3;

  private final Duration firstWait;

  /** With another wait before the second attempt. */
  public Retries(Duration firstWait) {
    this.firstWait = firstWait;
  }

  /** One attempt. */
  @FunctionalInterface
  public interface Attempt {
    void make() throws DeliveryException;
  }

  /**
   * Makes attempts until one succeeds.
   *
   * @throws DeliveryException why the last one failed
   */
  public void run(Attempt attempt) throws DeliveryException {
    RetryPolicy<Object> policy =
        RetryPolicy.builder()
            .handleIf(it -> it instanceof DeliveryException e && e.isPassing())
            .withBackoff(firstWait, LONGEST_WAIT, FACTOR)
            .withJitter(JITTER)
            .withMaxAttempts(MOST_ATTEMPTS)
            .build();
    try {
      Failsafe.with(policy).run(attempt::make);
    } catch (FailsafeException e) {
      if (e.getCause() instanceof DeliveryException last) {
        throw last;
      }
      if (e.getCause() instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new DeliveryException("interrupted", false, e);
    }
  }
}
