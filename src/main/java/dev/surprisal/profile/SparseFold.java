package dev.surprisal.profile;

import dev.surprisal.math.Entropy;
import dev.surprisal.math.FixedPoint;
import dev.surprisal.math.Kernels;
import dev.surprisal.profile.Layout.Sum;

/**
 * Folds predictions that name a few of many classes, in a time that does not grow with the number
 * of classes. The classes that are not named have one probability, u: sums over them are multiples
 * of a function of u.
 *
 * <p>Σ q of a class is kept as two sums: Σ u over all rows, once for all classes, and Σ (q − u)
 * over the rows that name the class. They add up exactly, for both take the same u.
 */
final class SparseFold {

  private final Fold fold;
  private final Layout layout;
  private final int classes;
  private final long[] unit = new long[FixedPoint.LONGS];
  private final double[] other = new double[1];

  SparseFold(Fold fold) {
    this.fold = fold;
    this.layout = fold.layout();
    this.classes = layout.classes();
  }

  /** Folds a valid prediction without a label. */
  void unlabelled(long[] state, SparsePrediction q) {
    fold.count(state, RowStatus.UNLABELLED);
    if (fold.isWeightless()) {
      return;
    }
    double rest = q.rest(classes);
    double entropy = prediction(state, q, rest, winner(q, rest));
    fold.add(state, Sum.UNLABELLED_PREDICTION_ENTROPY, entropy);
  }

  /** Folds a valid prediction with a class label. */
  void scored(long[] state, SparsePrediction q, int label) {
    fold.count(state, RowStatus.SCORED);
    if (fold.isWeightless()) {
      return;
    }
    double rest = q.rest(classes);
    int winner = winner(q, rest);
    double entropy = prediction(state, q, rest, winner);
    fold.add(state, Sum.SCORED_PREDICTION_ENTROPY, entropy);
    fold.share(state, layout.labelSums() + FixedPoint.LONGS * label, 1);
    double probability = q.of(label, rest);
    double surprisal = Entropy.surprisal(Math.min(probability, 1));
    int others = classes - q.indices().length;
    double sum = q.named() + others * rest;
    fold.add(state, Sum.JENSEN_SHANNON, Kernels.jensenShannonOfLabel(probability, surprisal, sum));
    double squares = others * rest * rest;
    for (double value : q.values()) {
      squares += value * value;
    }
    fold.brier(state, Math.max(0, squares - 2 * probability + 1));
    int bin = fold.outcome(state, q.of(winner, rest), label, winner);
    fold.manyClasses(state, label, winner, rank(q, rest, label));
    ZeroPolicy zero = layout.zero();
    double cost = zero.cost(probability, surprisal, classes);
    fold.loss(state, cost, zero.clips(probability), entropy, bin);
  }

  /** What every valid prediction adds; returns its entropy. */
  private double prediction(long[] state, SparsePrediction q, double rest, int winner) {
    unit[0] = 0;
    unit[1] = 0;
    fold.share(unit, 0, rest);
    fold.share(state, layout.restSum(), rest);
    other[0] = rest;
    for (int i = 0; i < q.indices().length; i++) {
      int at = layout.predictionSums() + FixedPoint.LONGS * q.indices()[i];
      fold.share(state, at, q.values()[i]);
      takeUnit(state, at);
    }
    double entropy =
        Kernels.plainEntropy(q.values(), q.values().length)
            + (classes - q.indices().length) * Kernels.plainEntropy(other, 1);
    return fold.predicted(state, winner, q.of(winner, rest), entropy);
  }

  private void takeUnit(long[] state, int at) {
    long before = state[at + 1];
    state[at] -= unit[0] + (Long.compareUnsigned(before, unit[1]) < 0 ? 1 : 0);
    state[at + 1] = before - unit[1];
  }

  /** The most probable class; of several, the first. */
  private int winner(SparsePrediction q, double rest) {
    int winner = q.firstOther();
    double most = winner < classes ? rest : -1;
    for (int i = 0; i < q.indices().length; i++) {
      double share = q.values()[i];
      if (share > most || share == most && q.indices()[i] < winner) {
        most = share;
        winner = q.indices()[i];
      }
    }
    return winner;
  }

  /** The label's place among the classes by probability, the first of equals first; from 1. */
  private int rank(SparsePrediction q, double rest, int label) {
    double probability = q.of(label, rest);
    int before = 0;
    int namedBefore = 0;
    for (int i = 0; i < q.indices().length; i++) {
      boolean earlier = q.indices()[i] < label;
      namedBefore += earlier ? 1 : 0;
      double share = q.values()[i];
      before += share > probability || share == probability && earlier ? 1 : 0;
    }
    if (rest > probability) {
      before += classes - q.indices().length;
    } else if (rest == probability) {
      before += label - namedBefore;
    }
    return 1 + before;
  }
}
