package dev.surprisal.drift.finding;

import dev.surprisal.profile.time.TimeRange;

/**
 * The windows of one slice that lack rows to compare, told of as one: there are many of them, and
 * each has nothing to say but that.
 *
 * @param state what each of them came to, {@link FindingState#NO_DATA} or {@link
 *     FindingState#INSUFFICIENT_DATA}
 * @param count how many they are, at least 2
 * @param of how many windows were looked at, these among them
 * @param first the first of them
 * @param last the last of them
 */
public record InsufficientWindows(
    FindingState state, int count, int of, TimeRange first, TimeRange last) {

  /** Checks the state and the number. */
  public InsufficientWindows {
    if (state != FindingState.NO_DATA && state != FindingState.INSUFFICIENT_DATA) {
      throw new IllegalArgumentException(
          "Invalid state: " + state + " (must be NO_DATA or INSUFFICIENT_DATA: others are told)");
    }
    if (count < 2 || count > of) {
      throw new IllegalArgumentException(
          "Invalid count: " + count + " (must be at least 2, and at most all " + of + ")");
    }
  }

  /** From the first of them to the last; others may lie between. */
  public TimeRange stretch() {
    return first.with(first.from(), last.to());
  }
}
