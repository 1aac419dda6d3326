package dev.surprisal.profile;

import dev.surprisal.math.FixedPoint;
import dev.surprisal.profile.row.RowStatus;
import dev.surprisal.profile.section.LossFigures;
import dev.surprisal.profile.section.RowCounts;
import dev.surprisal.profile.section.WeightSums;
import dev.surprisal.profile.state.Layout;

/**
 * How many rows of a state figures are made of.
 *
 * @param layout the layout
 * @param state the state
 */
record SampleSizes(Layout layout, long[] state) {

  private long rows(RowStatus status) {
    return layout.section(RowCounts.class).rows(state, status);
  }

  private LossFigures losses() {
    return layout.section(LossFigures.class);
  }

  private long finiteRows() {
    return rows(RowStatus.SCORED) - losses().infinite(state);
  }

  SampleSize scored() {
    return size(rows(RowStatus.SCORED), WeightSums.Rows.SCORED);
  }

  SampleSize predicted() {
    long rows = rows(RowStatus.SCORED) + rows(RowStatus.UNLABELLED);
    return size(rows, WeightSums.Rows.PREDICTED);
  }

  SampleSize finite() {
    return size(finiteRows(), WeightSums.Rows.SCORED, WeightSums.Rows.INFINITE);
  }

  SampleSize unclipped() {
    long rows = finiteRows() - losses().clipped(state);
    return size(rows, WeightSums.Rows.SCORED, WeightSums.Rows.INFINITE, WeightSums.Rows.CLIPPED);
  }

  /** Rows of one kind but those of others. */
  private SampleSize size(long rows, WeightSums.Rows of, WeightSums.Rows... but) {
    if (!layout.spec().weighs()) {
      return SampleSize.ofRows(rows);
    }
    long[] weights = layout.section(WeightSums.class).less(state, of, but);
    return SampleSize.of(
        rows, FixedPoint.sum(weights, 0), FixedPoint.sum(weights, FixedPoint.LONGS));
  }

  /** The unbiased variance of what has two sums, over the scored rows. */
  double varianceOfScored(int terms, int squares) {
    return variance(terms, squares, rows(RowStatus.SCORED), WeightSums.Rows.SCORED);
  }

  /** The same over those of finite loss. */
  double varianceOfFinite(int terms, int squares) {
    return variance(terms, squares, finiteRows(), WeightSums.Rows.SCORED, WeightSums.Rows.INFINITE);
  }

  private double variance(
      int terms, int squares, long rows, WeightSums.Rows of, WeightSums.Rows... but) {
    return layout.spec().weighs()
        ? FixedPoint.weightedVariance(
            state, terms, squares, layout.section(WeightSums.class).less(state, of, but))
        : FixedPoint.variance(state, terms, squares, rows);
  }
}
