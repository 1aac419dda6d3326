package dev.surprisal.profile.row;

import dev.surprisal.math.Kernels;

/**
 * The figures of predictions that name a few of many classes, in a time that does not grow with the
 * number of classes. The classes that are not named have one probability, u: sums over them are
 * multiples of a function of u.
 */
final class SparseFigures {

  private final int classes;
  private final double[] other = new double[1];
  private double sum;
  private double squares;

  SparseFigures(int classes) {
    this.classes = classes;
  }

  /** Works out what a prediction says by itself. */
  void predicted(SparsePrediction q, RowFigures into) {
    double rest = q.rest(classes);
    int others = classes - q.indices().length;
    int winner = winner(q, rest);
    other[0] = rest;
    sum = q.named() + others * rest;
    squares = others * rest * rest;
    for (double value : q.values()) {
      squares += value * value;
    }
    into.named = q;
    into.rest = rest;
    into.winner = winner;
    into.decided = winner;
    into.confidence = q.probability(winner, rest);
    into.entropy =
        Kernels.plainEntropy(q.values(), q.values().length)
            + others * Kernels.plainEntropy(other, 1);
  }

  /** Σ q of that prediction. */
  double sum() {
    return sum;
  }

  /** Σ q². */
  double squares() {
    return squares;
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

  /** The label's rank among the classes by probability, the first of equals first; from 1. */
  int rank(SparsePrediction q, double rest, int label) {
    double probability = q.probability(label, rest);
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
