package dev.surprisal.starter;

import dev.surprisal.dataset.inspect.Extent;
import dev.surprisal.profile.time.WindowLength;
import dev.surprisal.profile.time.WindowLengths;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Cuts the time that the predictions span into windows, and these into two ranges. */
final class RangeInference {

  /** From long to short. */
  private static final List<String> LENGTHS =
      List.of("1 month", "1 week", "1 day", "1 hour", "10 minutes", "1 minute");

  /** Enough windows to see since when. */
  private static final int MANY = 40;

  /** Two on either side. */
  private static final int FEWEST = 4;

  /** Twice of what drift.min_rows asks for as it is by default: slices have fewer. */
  private static final long ROWS = 200;

  /** A stray timestamp, such as 9999-12-31, rather than a history of a model. */
  private static final Duration LONGEST = Duration.ofDays(50 * 366L);

  private static final String RANGE_TO_DO = "{from: " + Entry.TODO + ", to: " + Entry.TODO + "}";

  private RangeInference() {}

  /** Window, reference and current; ranges are open where it was not looked when rows are. */
  static List<Entry> entries(@Nullable Extent extent) {
    if (extent == null) {
      return open(
          "a period in which the model was known to be good; the time range was not scanned");
    }
    String span = instant(extent.first()) + " to " + instant(extent.last());
    if (Duration.between(extent.first(), extent.last()).compareTo(LONGEST) > 0) {
      return open("some timestamps look wrong: the predictions span " + span);
    }
    String length = length(extent);
    List<Instant> bounds = bounds(extent, WindowLengths.parse(length));
    if (bounds.size() <= FEWEST) {
      return open("too short to be split in two: the predictions span " + span);
    }
    return ranges(extent, length, bounds, span);
  }

  private static List<Entry> open(String because) {
    return List.of(
        new Entry("window", "1 day", "the length of a window", Certainty.GUESSED),
        new Entry("reference", RANGE_TO_DO, because, Certainty.OPEN),
        new Entry("current", RANGE_TO_DO, "what to compare with the reference", Certainty.OPEN));
  }

  private static List<Entry> ranges(
      Extent extent, String length, List<Instant> bounds, String span) {
    int windows = bounds.size() - 1;
    String half = instant(bounds.get(windows / 2));
    String reference =
        String.format(Locale.ROOT, "{from: %s, to: %s}", instant(bounds.get(0)), half);
    String current = "{from: " + half + ", to: " + instant(bounds.get(windows)) + "}";
    String cut =
        String.format(
            Locale.ROOT,
            "%,d windows of %,d rows on average; the predictions span %s",
            windows,
            extent.rows() / windows,
            span);
    return List.of(
        new Entry("window", length, cut, Certainty.GUESSED),
        new Entry(
            "reference",
            reference,
            "the first half of the windows: fill in a period in which the model was known to be"
                + " good",
            Certainty.GUESSED),
        new Entry("current", current, "the other half", Certainty.GUESSED));
  }

  /** The longest that gives many windows, or a longer one where they would be empty. */
  private static String length(Extent extent) {
    int choice = longest(extent);
    while (choice > 0
        && extent.rows() / windows(extent, choice) < ROWS
        && windows(extent, choice - 1) >= FEWEST) {
      choice--;
    }
    return LENGTHS.get(choice);
  }

  private static int longest(Extent extent) {
    for (int i = 0; i < LENGTHS.size(); i++) {
      if (windows(extent, i) >= MANY) {
        return i;
      }
    }
    return LENGTHS.size() - 1;
  }

  private static long windows(Extent extent, int length) {
    Duration window = WindowLengths.parse(LENGTHS.get(length)).estimatedDuration();
    return Duration.between(extent.first(), extent.last()).dividedBy(window) + 1;
  }

  private static List<Instant> bounds(Extent extent, WindowLength length) {
    List<Instant> bounds = new ArrayList<>();
    Instant bound = length.startOf(extent.first());
    bounds.add(bound);
    while (!bound.isAfter(extent.last())) {
      bound = length.endOf(bound);
      bounds.add(bound);
    }
    return bounds;
  }

  /** As a configuration takes it: a date at midnight, else a time of UTC. */
  private static String instant(Instant instant) {
    LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    return time.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? time.toLocalDate().toString()
        : time.format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT));
  }
}
