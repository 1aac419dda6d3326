package dev.surprisal.drift.narrative;

import dev.surprisal.drift.finding.Span;
import dev.surprisal.format.Times;
import dev.surprisal.profile.time.TimeRange;
import org.jspecify.annotations.Nullable;

/** The time that a sentence is about, where it begins. */
final class TimeOpening {

  private TimeOpening() {}

  /**
   * Reads {@code on 18 May 2026, } or {@code sliding window (2 Feb to 22 Feb 2026): }; nothing of
   * the whole current range.
   */
  static String of(Span span, @Nullable TimeRange window) {
    if (window == null) {
      return "";
    }
    return span == Span.SLIDING_WINDOW
        ? "sliding window (" + Times.range(window) + "): "
        : Times.during(window) + ", ";
  }
}
