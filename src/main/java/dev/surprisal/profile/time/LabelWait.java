package dev.surprisal.profile.time;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether labels are still waited for. The last window with rows tells what time it is, not this
 * machine: the same profiles have the same status, whenever and wherever they are looked at, and a
 * clock that goes wrong changes nothing.
 *
 * @param maxLabelDelay how long labels are waited for; null where for ever
 * @param dataEnd the end of the last window with rows
 */
public record LabelWait(@Nullable Duration maxLabelDelay, Instant dataEnd) {

  /**
   * The predictions of a window whose labels may still come. Where there is no label at all,
   * something else is wrong than that some are late: these are waited for.
   *
   * @param window the window
   * @param predictions its valid predictions
   * @param scored those with a label
   */
  public long awaited(TimeRange window, long predictions, long scored) {
    return scored > 0 && isOver(window) ? 0 : predictions - scored;
  }

  /** A window's status. */
  public WindowStatus status(TimeRange window, long predictions, long scored) {
    return WindowStatus.of(scored, awaited(window, predictions, scored));
  }

  /**
   * Whether a window is within the time that labels are waited for. Where they are waited for for
   * ever, none is: nobody has said when they are late. Nor is one of rows without a time.
   */
  public boolean isWithin(TimeRange window) {
    return maxLabelDelay != null && !isOver(window);
  }

  private boolean isOver(TimeRange window) {
    return maxLabelDelay != null
        && (window.isAlways() || !window.to().plus(maxLabelDelay).isAfter(dataEnd));
  }
}
