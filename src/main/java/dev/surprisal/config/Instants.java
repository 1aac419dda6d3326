package dev.surprisal.config;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/** Dates and timestamps as people write them. */
final class Instants {

  /** The ISO forms, with a blank in the place of T, too, and with or without time and offset. */
  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffsetId()
          .toFormatter(Locale.ROOT)
          // Else the 30th of February would be the 28th.
          .withResolverStyle(ResolverStyle.STRICT);

  private Instants() {}

  /**
   * Reads a date, which means its first instant, or a timestamp, in the zone where it bears none.
   * Nothing where there is no such date, time or offset.
   */
  static Optional<Instant> parse(String text, ZoneId zone) {
    try {
      TemporalAccessor parsed =
          FORMAT.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
      if (parsed instanceof OffsetDateTime timestamp) {
        return Optional.of(timestamp.toInstant());
      }
      if (parsed instanceof LocalDateTime timestamp) {
        return Optional.of(timestamp.atZone(zone).toInstant());
      }
      return Optional.of(((LocalDate) parsed).atStartOfDay(zone).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
