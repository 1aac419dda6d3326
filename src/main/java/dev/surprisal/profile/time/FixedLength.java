package dev.surprisal.profile.time;

import java.time.Duration;
import java.time.Instant;

/**
 * Windows of one length, counted from 1970-01-01T00:00Z, whatever a calendar or a clock on the wall
 * shows.
 *
 * @param duration the length, a positive whole number of seconds
 */
public record FixedLength(Duration duration) implements WindowLength {

  /** Checks the length. */
  public FixedLength {
    if (duration.isNegative() || duration.isZero() || duration.getNano() != 0) {
      throw new IllegalArgumentException(
          "Invalid window: " + duration + " (must be a positive number of whole seconds)");
    }
  }

  @Override
  public Instant startOf(Instant instant) {
    return bound(Math.floorDiv(instant.getEpochSecond(), duration.toSeconds()));
  }

  @Override
  public Instant endOf(Instant instant) {
    return bound(Math.floorDiv(instant.getEpochSecond(), duration.toSeconds()) + 1);
  }

  private Instant bound(long window) {
    return Instant.ofEpochSecond(window * duration.toSeconds());
  }

  @Override
  public Duration estimatedDuration() {
    return duration;
  }

  @Override
  public int months() {
    return 0;
  }

  /** Reads {@code 7 days}, {@code 12 hours} or {@code 30 minutes}. */
  @Override
  public String toString() {
    long seconds = duration.toSeconds();
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + " days";
    }
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + " hours";
    }
    return seconds % 60 == 0 ? seconds / 60 + " minutes" : seconds + " seconds";
  }
}
