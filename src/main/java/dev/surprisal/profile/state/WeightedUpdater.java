package dev.surprisal.profile.state;

import dev.surprisal.math.FixedPoint;
import dev.surprisal.profile.row.RowWeight;
import dev.surprisal.profile.section.RowTerms;
import dev.surprisal.profile.section.WeightSums;

/**
 * Folds rows that count as much as they weigh. Where {@link StateUpdater} adds 1 to a count, this
 * adds the {@link RowWeight} in units; where it adds x to a sum, this adds the double w·x.
 * Statuses, label duplicates, the lag of labels and the numbers of clipped and infinite rows stay
 * counts of rows.
 *
 * <p>A row of weight 0 counts for its status and its label's lag and for nothing else.
 */
final class WeightedUpdater extends StateUpdater {

  private final WeightSums weights;
  private long units;
  private double weight;

  WeightedUpdater(Layout layout) {
    super(layout, layout.sections());
    this.weights = layout.sections().get(WeightSums.class);
  }

  @Override
  public void weigh(RowTerms terms) {
    units = terms.units;
    weight = terms.weight;
  }

  @Override
  public void tally(long[] state, int at) {
    state[at] += units;
  }

  @Override
  public void share(long[] state, int at, double share, long ofUnits) {
    FixedPoint.addShares(state, at, weight * share);
  }

  @Override
  void predicted(long[] state, RowTerms terms) {
    weights.predicted(this, state, terms);
    super.predicted(state, terms);
  }

  @Override
  void scored(long[] state, RowTerms terms) {
    weights.scored(this, state, terms);
    super.scored(state, terms);
  }
}
