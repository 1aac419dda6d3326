package dev.surprisal.format;

import dev.surprisal.profile.time.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Instants, windows and ranges of time as people read them, in UTC. A window of a day is its date,
 * one of a week is named by its first day, and the last day of any other range is inside.
 */
public final class Times {

  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  private static final int WEEK = 7;

  private Times() {}

  /** Reads {@code 18 May 2026} at midnight, else {@code 18 May 2026 06:30 UTC}. */
  public static String instant(Instant instant) {
    return isMidnight(instant) ? day(date(instant)) : minute(instant) + " UTC";
  }

  /**
   * Reads {@code 18 May 2026}, {@code week of 5 May 1997}, {@code May 2026}, {@code 2 Feb to 29 Mar
   * 2026}, {@code 18 May 2026 06:00 to 07:00 UTC} or {@code all rows}.
   */
  public static String range(TimeRange range) {
    if (range.isOpen()) {
      return open(range, "all rows");
    }
    return switch (kind(range)) {
      case DAY -> day(date(range.from()));
      case WEEK -> "week of " + day(date(range.from()));
      case MONTH -> month(date(range.from()));
      case YEAR -> "" + date(range.from()).getYear();
      case HOUR, OTHER -> ends(range);
    };
  }

  /** The same with its preposition: {@code on 18 May 2026}, {@code in the week of 5 May 1997}. */
  public static String during(TimeRange range) {
    if (range.isOpen()) {
      return open(range, "over all rows");
    }
    return switch (kind(range)) {
      case DAY -> "on " + range(range);
      case WEEK -> "in the " + range(range);
      case MONTH, YEAR -> "in " + range(range);
      case HOUR, OTHER -> "from " + range(range);
    };
  }

  /** The last day of a range of whole days, such as {@code 18 May 2026}; else its end. */
  public static String lastDay(TimeRange range) {
    return isMidnight(range.from()) && isMidnight(range.to())
        ? day(date(range.to()).minusDays(1))
        : minute(range.to()) + " UTC";
  }

  /** How often windows like this come, before a noun: {@code "weekly "}, or nothing. */
  public static String cadence(TimeRange window) {
    return window.isOpen()
        ? ""
        : switch (kind(window)) {
          case HOUR -> "hourly ";
          case DAY -> "daily ";
          case WEEK -> "weekly ";
          case MONTH -> "monthly ";
          case YEAR -> "yearly ";
          case OTHER -> "";
        };
  }

  private enum Kind {
    HOUR,
    DAY,
    WEEK,
    MONTH,
    YEAR,
    OTHER
  }

  private static Kind kind(TimeRange range) {
    Duration length = Duration.between(range.from(), range.to());
    if (length.equals(Duration.ofHours(1))) {
      return Kind.HOUR;
    }
    if (!isMidnight(range.from()) || !isMidnight(range.to())) {
      return Kind.OTHER;
    }
    LocalDate from = date(range.from());
    LocalDate to = date(range.to());
    if (length.toDays() == 1) {
      return Kind.DAY;
    }
    if (length.toDays() == WEEK) {
      return Kind.WEEK;
    }
    if (from.getDayOfMonth() == 1 && from.plusMonths(1).equals(to)) {
      return Kind.MONTH;
    }
    return from.getDayOfYear() == 1 && from.plusYears(1).equals(to) ? Kind.YEAR : Kind.OTHER;
  }

  private static String open(TimeRange range, String always) {
    if (range.isAlways()) {
      return always;
    }
    return range.from().equals(TimeRange.BEGINNING)
        ? "before " + instant(range.to())
        : "since " + instant(range.from());
  }

  private static String ends(TimeRange range) {
    LocalDate first = date(range.from());
    if (isMidnight(range.from()) && isMidnight(range.to())) {
      LocalDate last = date(range.to()).minusDays(1);
      return beginning(first, last) + " to " + day(last);
    }
    return minute(range.from())
        + " to "
        + (first.equals(date(range.to())) ? time(range.to()) : minute(range.to()))
        + " UTC";
  }

  /** A day without what a later one has in common with it. */
  private static String beginning(LocalDate first, LocalDate last) {
    if (first.getYear() != last.getYear()) {
      return day(first);
    }
    return first.getMonth() == last.getMonth() ? "" + first.getDayOfMonth() : dayOfYear(first);
  }

  private static boolean isMidnight(Instant instant) {
    return dateTime(instant).toLocalTime().equals(LocalTime.MIDNIGHT);
  }

  private static LocalDateTime dateTime(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static LocalDate date(Instant instant) {
    return dateTime(instant).toLocalDate();
  }

  private static String day(LocalDate date) {
    return dayOfYear(date) + " " + date.getYear();
  }

  private static String dayOfYear(LocalDate date) {
    return date.getDayOfMonth() + " " + MONTHS.get(date.getMonthValue() - 1);
  }

  private static String month(LocalDate date) {
    return MONTHS.get(date.getMonthValue() - 1) + " " + date.getYear();
  }

  private static String minute(Instant instant) {
    return day(date(instant)) + " " + time(instant);
  }

  /** Hours and minutes; seconds where there are any. */
  private static String time(Instant instant) {
    return dateTime(instant).toLocalTime().toString();
  }
}
