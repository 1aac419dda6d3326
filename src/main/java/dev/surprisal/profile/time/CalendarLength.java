package dev.surprisal.profile.time;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Locale;

/**
 * Windows as a clock on the wall and a calendar beside it show them. Where the clock is changed, a
 * day has 23 or 25 hours, and an hour that is shown twice is two windows.
 *
 * <ul>
 *   <li>An hour begins when the clock shows a full hour, or is set.
 *   <li>A day begins when its date is shown for the first time. A date that no clock showed, as 30
 *       December 2011 in Samoa, is no window.
 *   <li>A week begins on Monday, as in ISO 8601.
 *   <li>Several months are counted from January 1970, so that three of them are the quarters.
 * </ul>
 *
 * @param count the number of units, 1 for any but months
 * @param unit the unit
 * @param zone where the clock hangs
 */
public record CalendarLength(int count, Unit unit, ZoneId zone) implements WindowLength {

  private static final long HOUR = 3_600;

  /** What a calendar counts. */
  public enum Unit {
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofDays(1)),
    WEEK(Duration.ofDays(7)),
    MONTH(ChronoUnit.MONTHS.getDuration());

    private final Duration usual;

    Unit(Duration usual) {
      this.usual = usual;
    }
  }

  /** Checks the count. */
  public CalendarLength {
    if (count < 1 || count > 1 && unit != Unit.MONTH) {
      throw new IllegalArgumentException(
          "Invalid window: " + count + " " + unit + " (must be 1, or a number of months)");
    }
  }

  @Override
  public Instant startOf(Instant instant) {
    return unit == Unit.HOUR ? hour(instant).from() : period(instant).from();
  }

  @Override
  public Instant endOf(Instant instant) {
    return unit == Unit.HOUR ? hour(instant).to() : period(instant).to();
  }

  @Override
  public Duration estimatedDuration() {
    return unit.usual.multipliedBy(count);
  }

  @Override
  public int months() {
    return unit == Unit.MONTH ? count : 0;
  }

  /** The full hour around an instant, cut where the clock is set, be it by half an hour. */
  private TimeRange hour(Instant instant) {
    ZoneRules rules = zone.getRules();
    ZoneOffset offset = rules.getOffset(instant);
    long shown = instant.getEpochSecond() + offset.getTotalSeconds();
    Instant from =
        Instant.ofEpochSecond(Math.floorDiv(shown, HOUR) * HOUR - offset.getTotalSeconds());
    Instant to = from.plusSeconds(HOUR);
    ZoneOffsetTransition last = rules.previousTransition(instant.plusNanos(1));
    ZoneOffsetTransition next = rules.nextTransition(instant);
    return new TimeRange(
        last != null && last.getInstant().isAfter(from) ? last.getInstant() : from,
        next != null && next.getInstant().isBefore(to) ? next.getInstant() : to);
  }

  private TimeRange period(Instant instant) {
    LocalDate first = first(instant.atZone(zone).toLocalDate());
    LocalDate next = next(first);
    // A clock set back over midnight shows yesterday's date again, in the window of today.
    while (!start(next).isAfter(instant)) {
      first = next;
      next = next(first);
    }
    return new TimeRange(start(first), start(next));
  }

  private LocalDate first(LocalDate date) {
    return switch (unit) {
      case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> {
        long month = ChronoUnit.MONTHS.between(YearMonth.of(1970, 1), YearMonth.from(date));
        yield date.withDayOfMonth(1).minusMonths(Math.floorMod(month, count));
      }
      case HOUR, DAY -> date;
    };
  }

  private LocalDate next(LocalDate first) {
    return switch (unit) {
      case WEEK -> first.plusWeeks(1);
      case MONTH -> first.plusMonths(count);
      case HOUR, DAY -> first.plusDays(1);
    };
  }

  /** Midnight, or the first instant after a midnight that the clock skips. */
  private Instant start(LocalDate date) {
    return date.atStartOfDay(zone).toInstant();
  }

  /** Reads {@code 1 week} or {@code 3 months}. */
  @Override
  public String toString() {
    return count + " " + unit.name().toLowerCase(Locale.ROOT) + (count == 1 ? "" : "s");
  }
}
