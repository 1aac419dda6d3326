package dev.surprisal.calibration;

import dev.surprisal.profile.Profile;
import dev.surprisal.profile.cube.Series;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A run of the job without Spark: so many days of reference, then so many current ones, in slices
 * of given sizes, of which one may have drifted.
 *
 * @param reference the days of the reference
 * @param current the current days
 * @param sizes the rows a day of each slice
 * @param drifted the slice that has drifted
 * @param drift what the drifted slice's current rows are drawn from
 * @param quietDays the current days before the drift
 * @param dayDeviation by how much the class shares of a day deviate from those of others
 * @param days whether all slices share a day's deviation
 */
record Scene(
    int reference,
    int current,
    long[] sizes,
    int drifted,
    Population drift,
    int quietDays,
    double dayDeviation,
    Days days) {

  /** What a day's deviation is common to. */
  enum Days {
    OF_EACH_SLICE,
    OF_ALL_SLICES
  }

  static final List<String> CLASSES = List.of("A", "B", "C");
  private static final List<String> SLICES = List.of("slice");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** Sizes from 30 to 100,000 rows a day, evenly on a logarithmic scale. */
  static long[] sizes(int slices) {
    long[] sizes = new long[slices];
    for (int i = 0; i < slices; i++) {
      sizes[i] = Math.round(30 * Math.pow(100_000 / 30.0, i / (slices - 1.0)));
    }
    return sizes;
  }

  /** Without drift. */
  static Scene quiet(int reference, int current, long... sizes) {
    return new Scene(reference, current, sizes, 0, Population.USUAL, 0, 0, Days.OF_EACH_SLICE);
  }

  Scene withDays(double deviation, Days of) {
    return new Scene(reference, current, sizes, drifted, drift, quietDays, deviation, of);
  }

  /** With a slice that has drifted and the rows that it has a day. */
  Scene withDrift(int slice, long rows, Population to) {
    long[] others = sizes.clone();
    others[slice] = rows;
    return new Scene(reference, current, others, slice, to, quietDays, dayDeviation, days);
  }

  /** The drift begins so many days after the reference. */
  Scene after(int quiet) {
    return new Scene(reference, current, sizes, drifted, drift, quiet, dayDeviation, days);
  }

  /** The one series of a scene of one slice. */
  Series series(long seed) {
    return drawn(seed).only();
  }

  /** Rows of all days and slices. */
  Drawn drawn(long seed) {
    Draw draw = new Draw(seed);
    Profile[][] profiles = new Profile[reference + current][sizes.length];
    for (int day = 0; day < profiles.length; day++) {
      double[] common = Population.USUAL.onDay(draw, dayDeviation).shares();
      for (int slice = 0; slice < sizes.length; slice++) {
        profiles[day][slice] = draw(draw, day, slice, common);
      }
    }
    return new Drawn(reference, profiles);
  }

  /** The same rows but for those of the drifted slice in the current days. */
  Drawn redrawn(Drawn usual, long seed) {
    Draw draw = new Draw(seed);
    Profile[][] profiles = usual.profiles().clone();
    for (int day = reference; day < profiles.length; day++) {
      profiles[day] = profiles[day].clone();
      double[] common = Population.USUAL.onDay(draw, dayDeviation).shares();
      profiles[day][drifted] = draw(draw, day, drifted, common);
    }
    return new Drawn(reference, profiles);
  }

  private Profile draw(Draw draw, int day, int slice, double[] common) {
    boolean changed = day >= reference + quietDays && slice == drifted;
    Population usual = changed ? drift : Population.USUAL;
    Population today = dayDeviation == 0 ? usual : onDay(draw, usual, common);
    return Folded.scored(draw, today, sizes[slice]);
  }

  private Population onDay(Draw draw, Population usual, double[] common) {
    if (days == Days.OF_EACH_SLICE) {
      return usual.onDay(draw, dayDeviation);
    }
    double[] shares = usual.shares().clone();
    for (int i = 0; i < shares.length; i++) {
      shares[i] = Math.max(0.01, shares[i] + common[i] - Population.USUAL.shares()[i]);
    }
    double sum = Arrays.stream(shares).sum();
    return usual.withShares(Arrays.stream(shares).map(share -> share / sum).toArray());
  }

  static Slice slice(int slice) {
    return new Slice(SLICES, List.of(String.format(Locale.ROOT, "%02d", slice)));
  }

  /** The number of a window's day, from 0. */
  static int day(TimeRange window) {
    return (int) ((window.from().getEpochSecond() - START.getEpochSecond()) / 86_400);
  }

  static TimeRange days(int from, int to) {
    return new TimeRange(START.plusSeconds(from * 86_400L), START.plusSeconds(to * 86_400L));
  }
}
