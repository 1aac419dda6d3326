package dev.surprisal.calibration;

import dev.surprisal.drift.DriftAnalysis;
import dev.surprisal.drift.SeriesDrift;
import dev.surprisal.drift.finding.DriftPolicy;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.cube.Series;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.state.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The drawn rows of a scene, and their comparisons.
 *
 * @param reference the days of the reference
 * @param profiles by day and slice
 */
record Drawn(int reference, Profile[][] profiles) {

  private static final DriftAnalysis ANALYSIS =
      new DriftAnalysis(DriftPolicy.DEFAULT, InformationUnit.NATS, Scene.CLASSES, List.of());

  /** All rows and each slice, compared in every way that a run compares. */
  List<SeriesDrift> compared() {
    List<SeriesDrift> compared = new ArrayList<>();
    compared.add(all());
    for (int slice = 0; slice < profiles[0].length; slice++) {
      compared.add(slice(slice));
    }
    return compared;
  }

  /** The same comparisons where only one slice, and so the whole, was drawn anew. */
  List<SeriesDrift> compared(List<SeriesDrift> usual, int slice) {
    List<SeriesDrift> compared = new ArrayList<>(usual);
    compared.set(0, all());
    compared.set(slice + 1, slice(slice));
    return compared;
  }

  private SeriesDrift all() {
    return ANALYSIS.compare(
        series(Slice.ALL, day -> Profile.sum(Folded.LAYOUT, Arrays.stream(day))));
  }

  private SeriesDrift slice(int slice) {
    return ANALYSIS.compare(series(Scene.slice(slice), day -> day[slice]));
  }

  /** The one series of a scene of one slice. */
  Series only() {
    return series(Slice.ALL, day -> day[0]);
  }

  private Series series(Slice slice, Function<Profile[], Profile> ofDay) {
    List<Series.WindowProfile> windows = new ArrayList<>();
    for (int day = 0; day < profiles.length; day++) {
      windows.add(
          new Series.WindowProfile(
              Scene.days(day, day + 1), day < reference, ofDay.apply(profiles[day])));
    }
    return series(Folded.LAYOUT, slice, windows);
  }

  /** The series of some windows, with the sums of the reference's and of the others. */
  static Series series(Layout layout, Slice slice, List<Series.WindowProfile> windows) {
    return new Series(
        "v1", slice, sum(layout, windows, true), sum(layout, windows, false), windows, List.of());
  }

  private static Profile sum(Layout layout, List<Series.WindowProfile> windows, boolean reference) {
    return Profile.sum(
        layout,
        windows.stream()
            .filter(window -> window.reference() == reference)
            .map(Series.WindowProfile::profile));
  }
}
