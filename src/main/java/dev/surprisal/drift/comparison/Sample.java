package dev.surprisal.drift.comparison;

import dev.surprisal.profile.Profile;
import dev.surprisal.profile.SampleSize;
import dev.surprisal.profile.cube.Series;
import java.util.List;
import java.util.function.Function;

/**
 * One side of a comparison: the rows as a whole and the windows they came in.
 *
 * @param whole the profile of all rows
 * @param windows the profiles of the windows, which add up to the whole
 */
public record Sample(Profile whole, List<Profile> windows) {

  public Sample {
    windows = List.copyOf(windows);
  }

  /** The reference of a series. */
  public static Sample ofReference(Series series) {
    return new Sample(series.reference(), profiles(series, true));
  }

  /** The current rows of a series. */
  public static Sample ofCurrent(Series series) {
    return new Sample(series.current(), profiles(series, false));
  }

  private static List<Profile> profiles(Series series, boolean reference) {
    return series.windows().stream()
        .filter(window -> window.reference() == reference)
        .map(Series.WindowProfile::profile)
        .toList();
  }

  /** A sample that is one window. */
  public static Sample ofWindow(Profile window) {
    return new Sample(window, List.of(window));
  }

  /** The effective rows of each window that has any. */
  public double[] windowRows(Function<Profile, SampleSize> size) {
    return windows.stream()
        .mapToDouble(window -> size.apply(window).effective())
        .filter(n -> n > 0)
        .toArray();
  }

  /**
   * Σ (n_w / n)², the share of a between-window variance that is left in the mean of the sample: 1
   * for one window, 1/W for W windows of equal size. Where rows have weights, n is their sum, for
   * by that the windows' means enter the whole's.
   */
  public double concentration(Function<Profile, SampleSize> size) {
    double n = size.apply(whole).weight();
    double sum = 0;
    for (Profile window : windows) {
      double weight = size.apply(window).weight();
      sum += weight > 0 ? (weight / n) * (weight / n) : 0;
    }
    return sum;
  }
}
