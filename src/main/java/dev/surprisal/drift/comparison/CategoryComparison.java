package dev.surprisal.drift.comparison;

import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.Measure;
import dev.surprisal.drift.finding.MeasureKey;
import dev.surprisal.profile.CategoryDistribution;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.SampleSize;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The distribution of a categorical column over the rows, in {@link CategoryCells}. It is profiled
 * for every valid prediction, labelled or not.
 *
 * <p>Both sides are cut down to the lesser of their bounds, up to which both know every category,
 * so that a category counts as unseen only if the reference has no row of it.
 *
 * @param column its place among the columns
 * @param subject its name
 * @param alpha the level
 */
public record CategoryComparison(int column, String subject, double alpha) implements Comparison {

  @Override
  public ComparisonKind kind() {
    return ComparisonKind.COLUMN_DISTRIBUTION;
  }

  @Override
  public SampleSize size(Profile profile) {
    return profile.predictedSize();
  }

  @Override
  public FittedReference against(Sample before, Sample reference) {
    CategoryDistribution whole = before.whole().categories(column);
    List<CategoryDistribution> windows =
        reference.windows().stream().map(profile -> profile.categories(column)).toList();
    long bound =
        windows.stream().mapToLong(CategoryDistribution::bound).reduce(whole.bound(), Math::min);
    double concentration = before.concentration(this::size);
    Map<Fineness, Windows> known = new HashMap<>();
    return current -> {
      CategoryDistribution after = current.whole().categories(column);
      Fineness fineness = Fineness.of(Math.min(bound, after.bound()), after.rows());
      Windows usual = known.computeIfAbsent(fineness, it -> it.windows(whole, windows));
      CategoryMoves moves =
          new CategoryMoves(whole.upTo(fineness.bound()), after.upTo(fineness.bound()));
      return measure(moves, concentration, current.concentration(this::size), usual);
    };
  }

  private Outcome measure(
      CategoryMoves moves, double concentrationBefore, double concentrationAfter, Windows usual) {
    CategoryCells cells = CategoryCells.of(moves.before(), moves.after());
    double[] counts = cells.count(moves.before());
    Outcome outcome =
        new ShareDifference(alpha, counts, concentrationBefore, usual.dispersion())
            .measure(
                cells.count(moves.after()), concentrationAfter, usual.along(moves), moves.change());
    List<Measure> measures = new ArrayList<>(outcome.measures());
    measures.replaceAll(
        it ->
            it.key() == MeasureKey.OUTSIDE_REFERENCE
                ? new Measure(MeasureKey.OUTSIDE_REFERENCE, moves.outside())
                : it);
    measures.add(new Measure(MeasureKey.OUTSIDE_REFERENCE_EXPECTED, moves.outsideExpected()));
    return outcome.with(measures);
  }

  /**
   * How fine the cells can be in which the reference's windows are compared.
   *
   * @param bound the hash up to which categories are told apart
   * @param rows the current rows, down to a power of two, so that the windows are not compared anew
   *     for every number of rows
   */
  private record Fineness(long bound, long rows) {

    static Fineness of(long bound, double rows) {
      return new Fineness(bound, Math.max(1, Long.highestOneBit((long) rows)));
    }

    Windows windows(CategoryDistribution whole, List<CategoryDistribution> windows) {
      CategoryCells cells = CategoryCells.ofReference(whole.upTo(bound), rows);
      return new Windows(
          cells,
          CountDispersion.of(
              windows.stream().map(it -> cells.count(it.upTo(bound))).toList(),
              CoarseCells::byFrequency));
    }
  }

  /** The reference's windows in cells of their own, so that they are counted once for many. */
  private record Windows(CategoryCells cells, CountDispersion dispersion) {

    CountDispersion.Along along(CategoryMoves moves) {
      return dispersion.along(cells.count(moves.before()), cells.count(moves.after()));
    }
  }
}
