package dev.surprisal.function.binding;

import dev.surprisal.profile.row.RowStatus;

/**
 * What is wrong with a prediction: one rule, whatever form it has. Of several faults the first in
 * the order of {@link RowStatus} counts. Before all others comes {@link RowStatus#NULL_PREDICTION},
 * for a prediction that is null or of which a figure is: each form tells that in its own way.
 */
public final class PredictionFault {

  private PredictionFault() {}

  /**
   * The status of a prediction none of whose figures is null, {@link RowStatus#SCORED} where
   * nothing is wrong with it.
   *
   * @param figures its probabilities
   * @param fit whether they are those of classes: as many as there are, or of each at most one
   * @param areAll whether every class has one, so that they add up to 1 and not to less
   * @param tolerance how far the sum may be off, and a figure above 1
   */
  public static RowStatus of(double[] figures, boolean fit, boolean areAll, double tolerance) {
    if (!fit) {
      return RowStatus.WRONG_LENGTH;
    }
    boolean infinite = false;
    boolean outside = false;
    double sum = 0;
    for (double share : figures) {
      if (Double.isNaN(share)) {
        return RowStatus.NOT_A_NUMBER;
      }
      infinite |= Double.isInfinite(share);
      outside |= share < 0 || share > 1 + tolerance;
      sum += share;
    }
    if (infinite) {
      return RowStatus.INFINITE;
    }
    if (outside) {
      return RowStatus.OUT_OF_RANGE;
    }
    boolean isWhole = sum - 1 <= tolerance && (!areAll || 1 - sum <= tolerance);
    return isWhole ? RowStatus.SCORED : RowStatus.NOT_NORMALISED;
  }
}
