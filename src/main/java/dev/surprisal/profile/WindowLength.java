package dev.surprisal.profile;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How time is cut into windows. A window keeps its bounds whatever range is looked at in: it is
 * counted from a fixed point in time, or off the calendar.
 */
public sealed interface WindowLength permits FixedLength, CalendarLength {

  /** What {@link #parse} takes. */
  Pattern TEXT =
      Pattern.compile(
          "0*(\\d{1,6})\\s*(minute|hour|day|week|month|year)s?", Pattern.CASE_INSENSITIVE);

  /** The first instant of the window around an instant. */
  Instant startOf(Instant instant);

  /** The first instant after the window around an instant. */
  Instant endOf(Instant instant);

  /** How long most windows are: all of a fixed length, months on average. */
  Duration usual();

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
    long part = months ? months() : usual().toSeconds();
    long whole = months ? longer.months() : longer.usual().toSeconds();
    return whole % part == 0 && whole / part <= Windows.MAX_WINDOWS
        ? OptionalInt.of((int) (whole / part))
        : OptionalInt.empty();
  }

  /** Reads a length as {@link #parse(String, ZoneId)} does, by the calendar of UTC. */
  static WindowLength parse(String text) {
    return parse(text, ZoneOffset.UTC);
  }

  /**
   * Reads a length: one hour, day or week and any number of months or years, twelve months each,
   * are those of the calendar; any other number of minutes, hours, days or weeks is a fixed length.
   *
   * @param text a length such as {@code 7 days}, {@code 30 minutes} or {@code 1 month}
   * @param zone the zone whose calendar it is
   */
  static WindowLength parse(String text, ZoneId zone) {
    Matcher matcher = TEXT.matcher(text.strip());
    int count = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    if (count == 0) {
      throw new IllegalArgumentException(
          "Invalid window: "
              + text
              + " (must be a positive number and a unit: minutes, hours, days, weeks, months or"
              + " years,"
              + " e.g. 7 days)");
    }
    String unit = matcher.group(2).toUpperCase(Locale.ROOT);
    if (unit.equals("YEAR")) {
      return new CalendarLength(12 * count, CalendarLength.Unit.MONTH, zone);
    }
    if (unit.equals("MONTH") || count == 1 && !unit.equals("MINUTE")) {
      return new CalendarLength(count, CalendarLength.Unit.valueOf(unit), zone);
    }
    return new FixedLength(
        switch (unit) {
          case "MINUTE" -> Duration.ofMinutes(count);
          case "HOUR" -> Duration.ofHours(count);
          case "DAY" -> Duration.ofDays(count);
          default -> Duration.ofDays(7L * count);
        });
  }
}
