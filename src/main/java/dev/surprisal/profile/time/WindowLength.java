package dev.surprisal.profile.time;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * How time is cut into windows. A window keeps its bounds whatever range is looked at in: it is
 * counted from a fixed point in time, or off the calendar.
 */
public interface WindowLength {

  /** More windows than this are taken for a mistake in the configuration. */
  int MAX_WINDOWS = 20_000;

  /** The first instant of the window around an instant. */
  Instant startOf(Instant instant);

  /** The first instant after the window around an instant. */
  Instant endOf(Instant instant);

  /** How long most windows are: all of a fixed length, months on average. */
  Duration estimatedDuration();

  /** The months of a window; 0 where it is not a number of months. */
  int months();

  /**
   * How many windows add up to another length, by the clock and the calendar that nothing is done
   * to: 28 days are 28 windows of {@code 1 day}, also where one of them has 23 hours.
   *
   * @return nothing where they do not add up, as days do not to a month
   */
  default OptionalInt windowsIn(WindowLength longer) {
    boolean months = months() > 0;
    if (months != longer.months() > 0) {
      return OptionalInt.empty();
    }
    long part = months ? months() : estimatedDuration().toSeconds();
    long whole = months ? longer.months() : longer.estimatedDuration().toSeconds();
    return whole % part == 0 && whole / part <= MAX_WINDOWS
        ? OptionalInt.of((int) (whole / part))
        : OptionalInt.empty();
  }
}
