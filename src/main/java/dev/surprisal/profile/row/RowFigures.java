package dev.surprisal.profile.row;

import dev.surprisal.math.Entropy;
import dev.surprisal.math.Kernels;
import org.jspecify.annotations.Nullable;

/**
 * What a valid row says, whatever cells it belongs to and whatever it weighs: its entropies, its
 * loss, its scores. Worked out once, and added to each of its cells by the sections of their
 * states.
 *
 * <p>A distribution whose sum misses 1, as much as was accepted, counts by its shares of the sum:
 * else a divergence from it could be negative.
 *
 * <p>Not thread-safe; the fields hold until the next row. No allocation.
 */
public final class RowFigures {

  private static final double[] NOTHING = new double[0];
  private static final int NONE = -1;

  private final int classes;
  private final ZeroPolicy zero;
  private final @Nullable Double threshold;
  private final SparseFigures sparse;
  private final double[] shares;
  private final double[] labelShares;

  /** Where q names all classes, their probabilities. */
  public double[] q = NOTHING;

  /** Where it names some, these. */
  public @Nullable SparsePrediction named;

  /** Where it names some, the probability of each other. */
  public double rest;

  /** The most probable class; of several, the first. */
  public int winner;

  /** Its probability. */
  public double confidence;

  /** The class that is predicted: {@link #winner}, or what a threshold makes of two classes. */
  public int decided;

  /** H(q). */
  public double entropy;

  /** The class that happened, the most probable one of a distribution; −1 where there is none. */
  public int label;

  /** Where the label is a distribution, its probabilities. */
  public double @Nullable [] p;

  /** H(p), of a distribution. */
  public double labelEntropy;

  /** JS(p, q). */
  public double jensenShannon;

  /** Σ (q − p)². */
  public double brier;

  /** H(p, q) under the policy for zeros. */
  public double loss;

  /** Whether the policy raised a probability that the loss is made of. */
  public boolean clipped;

  public RowFigures(StateSpec spec) {
    this.classes = spec.classes();
    this.zero = spec.zero();
    this.threshold = spec.threshold();
    this.sparse = new SparseFigures(classes);
    this.shares = new double[classes];
    this.labelShares = new double[classes];
  }

  /** Whether there is a label. */
  public boolean isScored() {
    return label != NONE;
  }

  /** A prediction without a label. */
  public void unlabelled(double[] prediction) {
    double[] whole = whole(prediction, shares);
    predicted(whole, winner(whole));
    label = NONE;
    p = null;
  }

  /** A prediction with a class label. */
  public void scored(double[] given, int y) {
    double[] prediction = whole(given, shares);
    int first = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < classes; i++) {
      double share = prediction[i];
      first = share > prediction[first] ? i : first;
      sum += share;
      squares += share * share;
    }
    predicted(prediction, first);
    scored(prediction[y], y, sum, squares);
  }

  /** A prediction with a label distribution. */
  public void scored(double[] given, double[] labelGiven) {
    double[] prediction = whole(given, shares);
    double[] distribution = whole(labelGiven, labelShares);
    predicted(prediction, winner(prediction));
    label = winner(distribution);
    p = distribution;
    labelEntropy = Kernels.plainEntropy(distribution, classes);
    jensenShannon = Kernels.jensenShannon(distribution, prediction, classes);
    brier = Kernels.brier(distribution, prediction, classes);
    loss = zero.crossEntropy(distribution, prediction);
    clipped = false;
    for (int i = 0; i < classes; i++) {
      clipped |= distribution[i] > 0 && zero.clips(prediction[i]);
    }
  }

  /** A prediction that names some classes, without a label. */
  public void unlabelled(SparsePrediction prediction) {
    sparse.predicted(prediction.whole(classes), this);
    label = NONE;
    p = null;
  }

  /** A prediction that names some classes, with a class label. */
  public void scored(SparsePrediction given, int y) {
    SparsePrediction prediction = given.whole(classes);
    sparse.predicted(prediction, this);
    scored(prediction.probability(y, rest), y, sparse.sum(), sparse.squares());
  }

  private void predicted(double[] prediction, int first) {
    q = prediction;
    named = null;
    winner = first;
    confidence = prediction[first];
    decided = threshold == null ? first : prediction[1] >= threshold ? 1 : 0;
    entropy = Kernels.plainEntropy(prediction, classes);
  }

  /**
   * The figures of a class label.
   *
   * @param probability that of the label
   * @param y the label
   * @param sum Σ q
   * @param squares Σ q²
   */
  private void scored(double probability, int y, double sum, double squares) {
    label = y;
    p = null;
    double surprisal = Entropy.surprisal(Math.min(probability, 1));
    jensenShannon = Kernels.jensenShannonOfLabel(probability, surprisal, sum);
    // Σ (q − p)² = Σ q² − 2·q_y + 1 for a p that is one at y; not below 0 by rounding.
    brier = Math.max(0, squares - 2 * probability + 1);
    loss = zero.cost(probability, surprisal, classes);
    clipped = zero.clips(probability);
  }

  /** The label's rank among the classes by probability, the first of equals first; from 1. */
  public int rank() {
    SparsePrediction some = named;
    if (some != null) {
      return sparse.rank(some, rest, label);
    }
    int rank = 1;
    for (int i = 0; i < classes; i++) {
      rank += q[i] > q[label] || q[i] == q[label] && i < label ? 1 : 0;
    }
    return rank;
  }

  /** The distribution itself where it sums to 1, up to rounding; else its shares of the sum. */
  private double[] whole(double[] distribution, double[] into) {
    double sum = 0;
    for (int i = 0; i < classes; i++) {
      sum += distribution[i];
    }
    if (Math.abs(sum - 1) <= classes * SparsePrediction.ROUNDING) {
      return distribution;
    }
    for (int i = 0; i < classes; i++) {
      into[i] = distribution[i] / sum;
    }
    return into;
  }

  private int winner(double[] distribution) {
    int first = 0;
    for (int i = 1; i < classes; i++) {
      if (distribution[i] > distribution[first]) {
        first = i;
      }
    }
    return first;
  }
}
