package dev.surprisal.drift;

import dev.surprisal.profile.ColumnDistribution;
import dev.surprisal.profile.Profile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The distribution of a numeric column, in {@link EqualMassBins} of the reference.
 *
 * @param column the column's index in the profile
 * @param name its name
 * @param alpha the level
 */
record ColumnComparison(int column, String name, double alpha) implements Comparison {

  @Override
  public ComparisonKind kind() {
    return ComparisonKind.COLUMN_DISTRIBUTION;
  }

  @Override
  public @Nullable String subject() {
    return name;
  }

  /** A column is profiled for every valid prediction, labelled or not. */
  @Override
  public long rows(Profile profile) {
    return profile.predictions();
  }

  @Override
  public Yardstick against(Sample reference) {
    ColumnDistribution whole = reference.whole().column(column);
    List<ColumnDistribution> windows =
        reference.windows().stream().map(window -> window.column(column)).toList();
    double concentration = reference.concentration(this::rows);
    Binned usual = binned(EqualMassBins.of(whole), whole, windows, concentration);
    return current -> {
      ColumnDistribution after = current.whole().column(column);
      EqualMassBins fitting = usual.bins().fitting(after);
      Binned binned =
          fitting.equals(usual.bins()) ? usual : binned(fitting, whole, windows, concentration);
      return binned.measure(after, current.concentration(this::rows));
    };
  }

  private Binned binned(
      EqualMassBins bins,
      ColumnDistribution whole,
      List<ColumnDistribution> windows,
      double concentration) {
    long[] before = bins.count(whole);
    return new Binned(
        bins,
        before,
        new ShareDifference(
            alpha, before, windows.stream().map(bins::count).toList(), concentration));
  }

  /** A reference in certain bins. */
  private record Binned(EqualMassBins bins, long[] before, ShareDifference difference) {

    Outcome measure(ColumnDistribution current, double concentration) {
      long[] after = bins.count(current);
      int cell = ShareDifference.mostGrown(before, after);
      return difference.measure(
          after,
          concentration,
          new Outcome.ShareChange(
              bins.name(cell),
              (double) before[cell] / ShareDifference.total(before),
              (double) after[cell] / ShareDifference.total(after)));
    }
  }
}
