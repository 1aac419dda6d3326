package dev.surprisal.profile.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The windows of the reference and the current range, in time order.
 *
 * <p>A range is the windows that it touches: its bounds move outwards to bounds of windows, so that
 * a window is always whole and has the same rows whatever range it is looked at in. Only where the
 * two ranges would come to share a window, it is cut at the bounds between them.
 *
 * <p>Ranges of two datasets share nothing; the windows of the reference come first then, whatever
 * their time. All rows of a dataset without timestamps are one window.
 */
public final class Windows {

  private final WindowLength length;
  private final TimeRange reference;
  private final TimeRange current;
  private final int sliding;
  private final List<TimeRange> all;

  /**
   * Cuts two ranges.
   *
   * @param reference the reference range
   * @param current the current range, which does not overlap it
   * @param length the length of a whole window
   * @param sliding the windows that a sliding one spans, 0 for none of these
   */
  public Windows(TimeRange reference, TimeRange current, WindowLength length, int sliding) {
    if (reference.overlaps(current)) {
      throw new IllegalArgumentException(
          "Invalid current: " + current + " (must not overlap the reference, " + reference + ")");
    }
    this.length = length;
    this.sliding = sliding;
    TimeRange wideReference = widened(reference);
    TimeRange wideCurrent = widened(current);
    boolean shared = wideReference.overlaps(wideCurrent);
    boolean referenceFirst = isFirst(reference, current);
    this.reference = shared ? cut(wideReference, reference, referenceFirst) : wideReference;
    this.current = shared ? cut(wideCurrent, current, !referenceFirst) : wideCurrent;
    requireFew(count(this.reference) + count(this.current));
    this.all = allOf(this.reference, this.current);
  }

  /** The same, with other windows. */
  private Windows(Windows of, List<TimeRange> all) {
    this.length = of.length;
    this.reference = of.reference;
    this.current = of.current;
    this.sliding = of.sliding;
    this.all = List.copyOf(all);
  }

  /**
   * The windows that a stretch of time touches, in any of the ranges or outside of them; cut where
   * these are, so that they are the same windows.
   */
  public Windows only(TimeRange stretch) {
    TimeRange wide = widened(stretch);
    requireFew(count(wide));
    List<TimeRange> windows = new ArrayList<>();
    addWindows(wide, windows);
    for (TimeRange range : List.of(reference, current)) {
      if (range.side() == stretch.side()) {
        windows = cut(windows, range.from());
        windows = cut(windows, range.to());
      }
    }
    return new Windows(this, windows.stream().filter(stretch::overlaps).toList());
  }

  private static List<TimeRange> cut(List<TimeRange> windows, Instant at) {
    List<TimeRange> parts = new ArrayList<>();
    for (TimeRange window : windows) {
      if (window.contains(at) && !window.from().equals(at)) {
        parts.add(window.with(window.from(), at));
        parts.add(window.with(at, window.to()));
      } else {
        parts.add(window);
      }
    }
    return parts;
  }

  private void requireFew(long windows) {
    if (windows > WindowLength.MAX_WINDOWS) {
      throw new IllegalArgumentException(
          "Invalid window: "
              + length
              + " (must cut the ranges into at most "
              + WindowLength.MAX_WINDOWS
              + " windows, not "
              + windows
              + ")");
    }
  }

  /** The reference range, as wide as its windows. */
  public TimeRange reference() {
    return reference;
  }

  /** The current range, as wide as its windows. */
  public TimeRange current() {
    return current;
  }

  /** The same, but of one dataset's windows alone. */
  public Windows onSide(TimeRange.Side side) {
    return new Windows(this, all.stream().filter(window -> window.side() == side).toList());
  }

  /** All windows, in time order. */
  public List<TimeRange> all() {
    return all;
  }

  private List<TimeRange> allOf(TimeRange reference, TimeRange current) {
    List<TimeRange> windows = new ArrayList<>();
    boolean referenceFirst = isFirst(reference, current);
    addWindows(referenceFirst ? reference : current, windows);
    addWindows(referenceFirst ? current : reference, windows);
    return List.copyOf(windows);
  }

  /**
   * The sliding windows of both ranges, in time order: each ends with a window and begins so many
   * windows before, in the same range.
   */
  public List<TimeRange> sliding() {
    List<TimeRange> windows = new ArrayList<>();
    List<TimeRange> all = all();
    for (int last = sliding - 1; sliding > 0 && last < all.size(); last++) {
      TimeRange from = all.get(last - sliding + 1);
      TimeRange to = all.get(last);
      if (isReference(from) == isReference(to)) {
        windows.add(from.with(from.from(), to.to()));
      }
    }
    return List.copyOf(windows);
  }

  /** The windows that a sliding one spans; 0 where there are none of these. */
  public int slidingSpan() {
    return sliding;
  }

  /** Whether a window belongs to the reference range. */
  public boolean isReference(TimeRange window) {
    return reference.contains(window);
  }

  /** Before the current range in time, or as another dataset. */
  private static boolean isFirst(TimeRange reference, TimeRange current) {
    return reference.side() != current.side() || reference.from().isBefore(current.from());
  }

  private TimeRange widened(TimeRange range) {
    if (range.isOpen()) {
      return range;
    }
    Instant lastInside = range.to().minusNanos(1);
    return range.with(length.startOf(range.from()), length.endOf(lastInside));
  }

  /** Keeps the end that faces away from the other range. */
  private static TimeRange cut(TimeRange wide, TimeRange range, boolean first) {
    return first ? wide.with(wide.from(), range.to()) : wide.with(range.from(), wide.to());
  }

  private void addWindows(TimeRange range, List<TimeRange> windows) {
    if (range.isOpen()) {
      windows.add(range);
      return;
    }
    Instant from = range.from();
    while (from.isBefore(range.to())) {
      Instant next = length.endOf(from);
      Instant to = next.isBefore(range.to()) ? next : range.to();
      windows.add(range.with(from, to));
      from = to;
    }
  }

  private long count(TimeRange range) {
    return range.isOpen()
        ? 1
        : Duration.between(range.from(), range.to()).dividedBy(length.estimatedDuration()) + 1;
  }
}
