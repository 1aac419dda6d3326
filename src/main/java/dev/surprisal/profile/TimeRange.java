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

  /**
   * Microseconds since 1970-01-01T00:00Z, for any instant that SQL knows. ({@code
   * ChronoUnit.MICROS.between} counts nanoseconds on the way, which are too many before 1677 and
   * after 2262.)
   */
  public static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
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
