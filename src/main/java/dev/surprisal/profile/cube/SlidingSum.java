package dev.surprisal.profile.cube;

import dev.surprisal.profile.Profile;
import dev.surprisal.profile.state.Layout;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The profile of the last windows of a series. Each next one is the last, plus the window that
 * came, minus the window that left: two vectors are touched, however many windows it spans, and the
 * result is to the byte that of a fresh sum.
 */
public final class SlidingSum {

  private final Layout layout;
  private final int windows;
  private final long[] sum;
  private final Deque<long[]> parts = new ArrayDeque<>();

  /**
   * Begins with no window.
   *
   * @param layout the layout of all profiles
   * @param windows the windows that it spans
   */
  public SlidingSum(Layout layout, int windows) {
    if (windows < 1) {
      throw new IllegalArgumentException("Invalid windows: " + windows + " (must be at least 1)");
    }
    this.layout = layout;
    this.windows = windows;
    this.sum = layout.empty();
  }

  /**
   * Slides on by a window.
   *
   * @param window the profile of the window that comes
   * @return the profile of the last windows; nothing while there are fewer than it spans
   */
  public Optional<Profile> next(Profile window) {
    if (parts.size() == windows) {
      long[] leaving = parts.removeFirst();
      layout.subtract(sum, leaving, parts);
    }
    layout.merge(sum, window.state());
    parts.addLast(window.state());
    return parts.size() == windows ? Optional.of(Profile.of(layout, sum)) : Optional.empty();
  }
}
