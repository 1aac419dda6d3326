package dev.surprisal.profile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The profiles of one model version and slice over time.
 *
 * @param version the model's version, or null where the model has none
 * @param slice the rows
 * @param reference the profile of the reference range
 * @param current the profile of the current range
 * @param windows the windows of both ranges that lie in them, in time order, also those without a
 *     row
 */
public record Series(
    @Nullable String version,
    Slice slice,
    Profile reference,
    Profile current,
    List<WindowProfile> windows) {

  /** Copies the windows. */
  public Series {
    windows = List.copyOf(windows);
  }

  /**
   * The profile of one window.
   *
   * @param range the window
   * @param reference whether it belongs to the reference range
   * @param profile its profile
   */
  public record WindowProfile(TimeRange range, boolean reference, Profile profile) {}
}
