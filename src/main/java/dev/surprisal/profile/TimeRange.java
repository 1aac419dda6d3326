package dev.surprisal.profile;

import java.time.Instant;

/**
 * A half-open stretch of time.
 *
 * @param from the first instant inside
 * @param to the first instant after, later than {@code from}
 */
public record TimeRange(Instant from, Instant to) {

  /** Checks the order. */
  public TimeRange {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "Invalid range: to is " + to + " (must be after from, " + from + ")");
    }
  }

  /** Whether the instant lies inside. */
  public boolean contains(Instant instant) {
    return !instant.isBefore(from) && instant.isBefore(to);
  }

  /** Whether the whole of the other range lies inside. */
  public boolean contains(TimeRange other) {
    return !other.from.isBefore(from) && !other.to.isAfter(to);
  }

  /** Whether the two share an instant. */
  public boolean overlaps(TimeRange other) {
    return from.isBefore(other.to) && other.from.isBefore(to);
  }
}
