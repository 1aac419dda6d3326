package dev.surprisal.profile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The windows of the reference and the current range, in time order. A window that a range's bound
 * cuts keeps the part inside.
 *
 * @param reference the reference range
 * @param current the current range
 * @param length the length of a whole window
 */
public record Windows(TimeRange reference, TimeRange current, WindowLength length) {

  /** More windows than this are taken for a mistake in the configuration. */
  public static final int MAX_WINDOWS = 20_000;

  /** Checks the ranges and the number of windows. */
  public Windows {
    if (reference.overlaps(current)) {
      throw new IllegalArgumentException(
          "Invalid current: "
              + current.from()
              + " to "
              + current.to()
              + " (must not overlap the reference, "
              + reference.from()
              + " to "
              + reference.to()
              + ")");
    }
    long windows = count(reference, length) + count(current, length);
    if (windows > MAX_WINDOWS) {
      throw new IllegalArgumentException(
          "Invalid window: "
              + length.duration()
              + " (must cut the ranges into at most "
              + MAX_WINDOWS
              + " windows, not "
              + windows
              + ")");
    }
  }

  /** All windows, in time order. */
  public List<TimeRange> all() {
    List<TimeRange> windows = new ArrayList<>();
    boolean referenceFirst = reference.from().isBefore(current.from());
    cut(referenceFirst ? reference : current, windows);
    cut(referenceFirst ? current : reference, windows);
    return List.copyOf(windows);
  }

  /** Whether a window belongs to the reference range. */
  public boolean isReference(TimeRange window) {
    return reference.contains(window);
  }

  /** The window that starts at the instant. */
  public Optional<TimeRange> startingAt(Instant start) {
    return all().stream().filter(window -> window.from().equals(start)).findFirst();
  }

  private void cut(TimeRange range, List<TimeRange> windows) {
    Instant from = range.from();
    while (from.isBefore(range.to())) {
      Instant next = nextBound(from);
      Instant to = next.isBefore(range.to()) ? next : range.to();
      windows.add(new TimeRange(from, to));
      from = to;
    }
  }

  private Instant nextBound(Instant instant) {
    long seconds = length.duration().toSeconds();
    return Instant.ofEpochSecond((Math.floorDiv(instant.getEpochSecond(), seconds) + 1) * seconds);
  }

  private static long count(TimeRange range, WindowLength length) {
    return Duration.between(range.from(), range.to()).dividedBy(length.duration()) + 1;
  }
}
