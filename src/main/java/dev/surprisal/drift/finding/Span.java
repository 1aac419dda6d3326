package dev.surprisal.drift.finding;

/** How much of the current time is compared, the longest first. */
public enum Span {
  /** The whole current range. */
  RANGE,
  /** A sliding window. */
  SLIDING_WINDOW,
  /** A window. */
  WINDOW
}
