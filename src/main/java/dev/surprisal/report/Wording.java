package dev.surprisal.report;

import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.InsufficientWindows;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.profile.time.TimeRange;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures, times and names as people read them. Whoever needs every digit reads the JSON form. */
public final class Wording {

  public static final String NO_FIGURE = "none";

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Wording() {}

  /** Four decimals, which is what a log loss on 10⁸ rows is sure of; fewer where it is large. */
  public static String figure(@Nullable Double value) {
    if (value == null) {
      return NO_FIGURE;
    }
    double size = Math.abs(value);
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "not a number" : value > 0 ? "infinite" : "-infinite";
    }
    if (size == 0) {
      return "0";
    }
    if (size < 1e-4 || size >= 1e9) {
      return String.format(Locale.ROOT, "%.1e", value);
    }
    return String.format(Locale.ROOT, size < 1000 ? "%.4f" : "%,.1f", value);
  }

  /** The ends of an interval. */
  public static String interval(ConfidenceInterval interval) {
    return figure(interval.lower()) + " to " + figure(interval.upper());
  }

  /** A figure that bears its sign. */
  public static String change(@Nullable Double value) {
    return value != null && value > 0 ? "+" + figure(value) : figure(value);
  }

  /** After less before, where both are numbers and not the same infinity. */
  public static @Nullable Double difference(@Nullable Double before, @Nullable Double after) {
    if (before == null || after == null) {
      return null;
    }
    double difference = after - before;
    return Double.isNaN(difference) ? null : (Double) difference;
  }

  /** A probability to two digits. */
  public static String probability(@Nullable Double value) {
    if (value == null || Double.isNaN(value)) {
      return NO_FIGURE;
    }
    if (value < 1e-15) {
      return "<1e-15";
    }
    return String.format(Locale.ROOT, value < 1e-3 ? "%.1e" : "%.3f", value);
  }

  /** A number of rows. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A share in per cent, likewise. */
  public static String share(@Nullable Double share) {
    // In millionths, which no share of rows that is told in tenths of a per cent can miss.
    return share == null
        ? NO_FIGURE
        : share(share > 0 ? Math.max(1, (long) (share * 1e6)) : 0, 1_000_000);
  }

  /** A length of time: two digits of the largest unit that it has one of. */
  public static String duration(double seconds) {
    if (!Double.isFinite(seconds)) {
      return "over 8 years";
    }
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.0f s", seconds);
    }
    if (seconds < 3_600) {
      return String.format(Locale.ROOT, "%.0f min", seconds / 60);
    }
    return seconds < 2 * 86_400
        ? String.format(Locale.ROOT, "%.1f h", seconds / 3_600)
        : String.format(Locale.ROOT, "%.1f days", seconds / 86_400);
  }

  /** A share in per cent; not rounded to nothing, nor to all. */
  public static String share(long part, long whole) {
    if (whole == 0) {
      return NO_FIGURE;
    }
    double percent = 100.0 * part / whole;
    if (part > 0 && percent < 0.1) {
      return "<0.1%";
    }
    return part < whole && percent > 99.9
        ? ">99.9%"
        : String.format(Locale.ROOT, "%.1f%%", percent);
  }

  /** A day where the instant is midnight UTC, else a minute. */
  public static String time(Instant instant) {
    boolean midnight = instant.equals(instant.truncatedTo(ChronoUnit.DAYS));
    return (midnight ? DAY : MINUTE).format(instant);
  }

  /** Both ends; the second one is not inside. */
  public static String range(TimeRange range) {
    return range.isAlways() ? "all rows" : time(range.from()) + " to " + time(range.to());
  }

  /** The window of a finding, or what the whole range is called. */
  public static String span(Finding finding, String whole) {
    TimeRange window = finding.window();
    if (window == null) {
      return whole;
    }
    InsufficientWindows folded = finding.folded();
    String windows =
        folded == null ? "" : count(folded.count()) + " of " + count(folded.of()) + " windows, ";
    String sliding = finding.span() == Span.SLIDING_WINDOW ? " (sliding)" : "";
    return windows + range(window) + sliding;
  }

  public static String version(@Nullable String version) {
    return version == null ? "(no version)" : version;
  }

  /**
   * What a finding compares: {@code log loss}, {@code column distribution of pages}, {@code limit
   * (min) of accuracy}.
   */
  public static String what(Finding finding) {
    if (finding.comparison().isLimit()) {
      String bound = finding.comparison() == ComparisonKind.LIMIT_MIN ? "min" : "max";
      return "limit (" + bound + ") of " + words(String.valueOf(finding.subject()));
    }
    String words = words(finding.comparison().label());
    return finding.subject() == null ? words : words + " of " + finding.subject();
  }

  /** An effect, which bears its sign where it is a change. */
  public static String effect(Finding finding, @Nullable Double effect) {
    return finding.comparison().isLimit() ? figure(effect) : change(effect);
  }

  /** A published name in words: {@code log_loss} as {@code log loss}. */
  public static String words(String name) {
    return name.replace('_', ' ');
  }
}
