package dev.surprisal.profile.time;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads lengths of windows. */
public final class WindowLengths {

  /** What {@link #parse} takes. */
  public static final Pattern TEXT =
      Pattern.compile(
          "0*(\\d{1,6})\\s*(minute|hour|day|week|month|year)s?", Pattern.CASE_INSENSITIVE);

  private WindowLengths() {}

  /** Reads a length as {@link #parse(String, ZoneId)} does, by the calendar of UTC. */
  public static WindowLength parse(String text) {
    return parse(text, ZoneOffset.UTC);
  }

  /**
   * Reads a length: one hour, day or week and any number of months or years, twelve months each,
   * are those of the calendar; any other number of minutes, hours, days or weeks is a fixed length.
   *
   * @param text a length such as {@code 7 days}, {@code 30 minutes} or {@code 1 month}
   * @param zone the zone whose calendar it is
   */
  public static WindowLength parse(String text, ZoneId zone) {
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
          case "WEEK" -> Duration.ofDays(7L * count);
          default -> throw new IllegalArgumentException("Invalid unit of a window: " + unit);
        });
  }
}
