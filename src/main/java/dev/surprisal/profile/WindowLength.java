package dev.surprisal.profile;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The length of the windows into which time is cut, counted from 1970-01-01T00:00Z, so that a
 * window keeps its bounds whatever range is looked at.
 *
 * @param duration the length, a positive whole number of seconds
 */
public record WindowLength(Duration duration) {

  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,6})\\s*(minute|hour|day|week)s?", Pattern.CASE_INSENSITIVE);

  /** Checks the length. */
  public WindowLength {
    if (duration.isNegative() || duration.isZero() || duration.getNano() != 0) {
      throw new IllegalArgumentException(
          "Invalid window: " + duration + " (must be a positive number of whole seconds)");
    }
  }

  /** Reads a length such as {@code 7 days}, {@code 1 hour} or {@code 30 minutes}. */
  public static WindowLength parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
      throw new IllegalArgumentException(
          "Invalid window: "
              + text
              + " (must be a positive number and a unit: minutes, hours, days or weeks, e.g. 7"
              + " days)");
    }
    long count = Long.parseLong(matcher.group(1));
    return new WindowLength(
        switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
          case "minute" -> Duration.ofMinutes(count);
          case "hour" -> Duration.ofHours(count);
          case "day" -> Duration.ofDays(count);
          default -> Duration.ofDays(7 * count);
        });
  }
}
