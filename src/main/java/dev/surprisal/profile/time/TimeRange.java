package dev.surprisal.profile.time;

import java.time.Instant;

/**
 * A half-open stretch of time, of the rows of one dataset. Stretches of two datasets have no row in
 * common, whatever their times.
 *
 * @param from the first instant inside
 * @param to the first instant after, later than {@code from}
 * @param side whose rows it is of
 */
public record TimeRange(Instant from, Instant to, Side side) {

  /** Stands for a beginning that nobody knows or has set: no timestamp is before. */
  public static final Instant BEGINNING = Instant.parse("0001-01-01T00:00:00Z");

  /** Stands for an end that nobody knows or has set. */
  public static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  /** A dataset of rows. */
  public enum Side {
    /** The prediction dataset: of both ranges, where there is no other. */
    PREDICTIONS,
    /** The dataset that the reference is, where it is one of its own. */
    REFERENCE
  }

  /** A stretch of the prediction dataset. */
  public TimeRange(Instant from, Instant to) {
    this(from, to, Side.PREDICTIONS);
  }

  /** All rows of a dataset: its one window, where rows have no timestamp. */
  public static TimeRange always(Side side) {
    return new TimeRange(BEGINNING, END, side);
  }

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

  /** Whether it is all rows, whatever their time. */
  public boolean isAlways() {
    return from.equals(BEGINNING) && to.equals(END);
  }

  /** Whether one of its ends is unknown. */
  public boolean isOpen() {
    return from.equals(BEGINNING) || to.equals(END);
  }

  /** Another stretch of the same dataset. */
  public TimeRange with(Instant first, Instant after) {
    return new TimeRange(first, after, side);
  }

  /** The same time of another dataset. */
  public TimeRange onSide(Side other) {
    return new TimeRange(from, to, other);
  }

  /** Whether the instant lies inside. */
  public boolean contains(Instant instant) {
    return !instant.isBefore(from) && instant.isBefore(to);
  }

  /** Whether the whole of the other range lies inside. */
  public boolean contains(TimeRange other) {
    return side == other.side && !other.from.isBefore(from) && !other.to.isAfter(to);
  }

  /** Whether the two share an instant of one dataset. */
  public boolean overlaps(TimeRange other) {
    return side == other.side && from.isBefore(other.to) && other.from.isBefore(to);
  }
}
