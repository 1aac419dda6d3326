package dev.surprisal.profile.cube;

import dev.surprisal.profile.Profile;
import dev.surprisal.profile.time.TimeRange;
import java.util.List;
import java.util.function.Predicate;
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
 * @param sliding the sliding windows of both ranges, in time order, also those without a row
 */
public record Series(
    @Nullable String version,
    Slice slice,
    Profile reference,
    Profile current,
    List<WindowProfile> windows,
    List<SlidingProfile> sliding) {

  /** Copies the windows. */
  public Series {
    windows = List.copyOf(windows);
    sliding = List.copyOf(sliding);
  }

  /** The same of some current windows alone, without sliding windows. */
  public Series during(Predicate<TimeRange> which) {
    List<WindowProfile> some =
        windows.stream().filter(it -> it.reference() || which.test(it.range())).toList();
    Profile sum =
        Profile.sum(
            current.layout(),
            some.stream().filter(it -> !it.reference()).map(WindowProfile::profile));
    return new Series(version, slice, reference, sum, some, List.of());
  }

  /**
   * The profile of one window.
   *
   * @param range the window
   * @param reference whether it belongs to the reference range
   * @param profile its profile
   */
  public record WindowProfile(TimeRange range, boolean reference, Profile profile) {}

  /**
   * The profile of one sliding window.
   *
   * @param range from its first window to its last
   * @param reference whether it belongs to the reference range
   * @param profile its profile
   * @param parts the profiles of its windows, which add up to it
   */
  public record SlidingProfile(
      TimeRange range, boolean reference, Profile profile, List<Profile> parts) {}
}
