package dev.surprisal.profile;

import dev.surprisal.math.FixedPoint;
import dev.surprisal.profile.Layout.Weighed;

/**
 * Folds rows that count as much as they weigh. Where {@link Fold} adds 1 to a count, this adds the
 * {@link RowWeight} in units; where it adds x to a sum, this adds the double w·x. Statuses, label
 * duplicates, the lag of labels and the numbers of clipped and infinite rows stay counts of rows.
 *
 * <p>A row of weight 0 counts for its status and its label's lag and for nothing else.
 */
final class WeightedFold extends Fold {

  private long units;
  private double weight;

  private WeightedFold(Layout layout) {
    super(layout);
  }

  /** Folds by a layout of rows with weights. */
  static Fold by(Layout layout) {
    return new WeightedFold(layout);
  }

  @Override
  void weigh(RowTerms terms) {
    units = terms.units;
    weight = terms.weight;
  }

  @Override
  long one() {
    return units;
  }

  @Override
  void tally(long[] state, int at) {
    state[at] += units;
  }

  @Override
  void share(long[] state, int at, double share, long ofUnits) {
    FixedPoint.addShares(state, at, weight * share);
  }

  @Override
  void predicted(long[] state, RowTerms terms) {
    addWeight(state, Weighed.PREDICTED);
    super.predicted(state, terms);
  }

  @Override
  void scored(long[] state, RowTerms terms) {
    addWeight(state, Weighed.SCORED);
    super.scored(state, terms);
    if (terms.row.loss == Double.POSITIVE_INFINITY) {
      addWeight(state, Weighed.INFINITE);
    } else if (terms.row.clipped) {
      addWeight(state, Weighed.CLIPPED);
    }
  }

  /** Adds w and w², both exactly. */
  private void addWeight(long[] state, Weighed rows) {
    int at = layout().weight(rows);
    FixedPoint.add(state, at, weight);
    FixedPoint.addSquare(state, at + FixedPoint.LONGS, units, RowWeight.FRACTION_BITS);
  }
}
