package dev.surprisal.profile;

import dev.surprisal.math.Entropy;
import dev.surprisal.math.FixedPoint;
import dev.surprisal.math.Kernels;
import dev.surprisal.profile.Layout.Sum;

/**
 * Folds rows into the state of a profile, and states into each other. The one place that touches a
 * state row by row: no allocation, no branch on anything but the row.
 *
 * <p>Not thread-safe; holds the offsets of one layout. Here every row counts once; {@link
 * WeightedFold} has rows count as much as they weigh. It is never loaded where no row has a weight,
 * so that the calls it overrides cost nothing.
 */
public class Fold {

  private final Layout layout;
  private final int classes;
  private final ZeroPolicy zero;
  private final double entropyScale;
  private final int predictionSums;
  private final int labelSums;
  private final int confidenceSums;
  private final int lossSums;
  private final int lossSquareSums;
  private final int labels;
  private final int predicted;
  private final int confusion;
  private final int ranking;
  private final int losses;
  private final int confidence;
  private final int entropyBins;
  private final int calibrationRows;
  private final int calibrationCorrect;
  private final int firstSum;
  private final int rowValues;
  private final int columnHistograms;
  private final int numericColumns;
  private final int categoryCounts;
  private final int categoricalColumns;
  private final int mostCategories;

  /** Folds by the given layout. */
  public static Fold of(Layout layout) {
    return layout.weighs() ? WeightedFold.by(layout) : new Fold(layout);
  }

  Fold(Layout layout) {
    this.layout = layout;
    this.classes = layout.classes();
    this.zero = layout.zero();
    this.entropyScale = Layout.ENTROPY_BINS / StrictMath.log(classes);
    this.predictionSums = layout.predictionSums();
    this.labelSums = layout.labelSums();
    this.confidenceSums = layout.confidenceSums();
    this.lossSums = layout.lossSums();
    this.lossSquareSums = layout.lossSquareSums();
    this.labels = layout.labels();
    this.predicted = layout.predicted();
    this.confusion = layout.crossesClasses() ? layout.confusion() : -1;
    this.ranking = layout.ranking();
    this.losses = layout.losses();
    this.confidence = layout.confidence();
    this.entropyBins = layout.entropyBins();
    this.calibrationRows = layout.calibrationRows();
    this.calibrationCorrect = layout.calibrationCorrect();
    this.firstSum = layout.sum(Sum.values()[0]);
    this.rowValues = layout.rowValues();
    this.columnHistograms = layout.columnHistograms();
    this.numericColumns = layout.numericColumns();
    this.categoryCounts = layout.categoryCounts();
    this.categoricalColumns = layout.categorical().size();
    this.mostCategories = layout.categorical().most();
  }

  // What a row counts for.

  /** Takes the weight of the row to come, the last of its numbers, which start at an index. */
  void weigh(long[] values, int from) {}

  /** Whether the row adds nothing to the figures. */
  boolean isWeightless() {
    return false;
  }

  /** What the row adds to a count. */
  long one() {
    return 1;
  }

  /** Counts the row. */
  void tally(long[] state, int at) {
    state[at]++;
  }

  /** Adds a term of the row to a sum. */
  void add(long[] state, int at, double term) {
    FixedPoint.add(state, at, term);
  }

  /** Adds a share of the row, at most about 1, to a sum of shares. */
  void share(long[] state, int at, double share) {
    FixedPoint.addShare(state, at, share);
  }

  /** The layout folded by. */
  public Layout layout() {
    return layout;
  }

  /** The state of no rows. */
  public long[] empty() {
    long[] state = new long[layout.longs()];
    LayoutForm.writeHeader(layout, state, layout.header());
    return state;
  }

  /** Counts a row that bears nothing but its status: a duplicate or a rejected one. */
  public void count(long[] state, RowStatus status) {
    state[layout.status(status)]++;
  }

  /** Counts rows that bear nothing but their status, by its code. */
  void count(long[] state, long[] rows) {
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] != 0) {
        state[layout.status(RowStatus.of(i))] += rows[i];
      }
    }
  }

  /** Counts a row whose label had been given more than once. */
  void labelRepeated(long[] state, boolean repeated) {
    if (repeated) {
      state[layout.labelDuplicates()]++;
    }
  }

  /**
   * Folds a valid prediction without a label.
   *
   * @param state the state
   * @param q the prediction distribution
   */
  public void unlabelled(long[] state, double[] q) {
    count(state, RowStatus.UNLABELLED);
    add(state, Sum.UNLABELLED_PREDICTION_ENTROPY, prediction(state, q, winner(q)));
  }

  /**
   * Folds a valid prediction with a class label.
   *
   * @param state the state
   * @param q the prediction distribution
   * @param label the index of the class that happened
   */
  public void scored(long[] state, double[] q, int label) {
    count(state, RowStatus.SCORED);
    int winner = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < classes; i++) {
      double share = q[i];
      winner = share > q[winner] ? i : winner;
      sum += share;
      squares += share * share;
    }
    double probability = q[label];
    double entropy = prediction(state, q, winner);
    add(state, Sum.SCORED_PREDICTION_ENTROPY, entropy);
    share(state, labelSums + 2 * label, 1);
    double surprisal = Entropy.surprisal(Math.min(probability, 1));
    add(state, Sum.JENSEN_SHANNON, Kernels.jensenShannonOfLabel(probability, surprisal, sum));
    // Σ (q − p)² = Σ q² − 2·q_y + 1 for a p that is one at y; not below 0 by rounding.
    brier(state, Math.max(0, squares - 2 * probability + 1));
    int bin = outcome(state, q, label, winner);
    double cost = zero.cost(probability, surprisal, classes);
    loss(state, cost, zero.clips(probability), entropy, bin);
  }

  /**
   * Folds a valid prediction with a label that is a distribution. Its most probable class is the
   * label of the counts.
   *
   * @param state the state
   * @param q the prediction distribution
   * @param p the label distribution
   */
  public void scored(long[] state, double[] q, double[] p) {
    count(state, RowStatus.SCORED);
    int winner = winner(q);
    double entropy = prediction(state, q, winner);
    add(state, Sum.SCORED_PREDICTION_ENTROPY, entropy);
    for (int i = 0; i < classes; i++) {
      share(state, labelSums + 2 * i, p[i]);
    }
    add(state, Sum.LABEL_ENTROPY, Kernels.plainEntropy(p, classes));
    add(state, Sum.JENSEN_SHANNON, Kernels.jensenShannon(p, q, classes));
    brier(state, Kernels.brier(p, q, classes));
    int bin = outcome(state, q, winner(p), winner);
    boolean clipped = false;
    for (int i = 0; i < classes; i++) {
      clipped |= p[i] > 0 && zero.clips(q[i]);
    }
    loss(state, zero.crossEntropy(p, q), clipped, entropy, bin);
  }

  /**
   * Folds a row's values from an index on: those of the numeric columns, as bits, where they are
   * kept the label's lag and the row's weight, and those of the categorical columns; returns the
   * index behind them.
   */
  int columns(long[] state, long[] values, int from) {
    if (layout.lag() == Layout.Lag.KEPT) {
      long bits = values[from + numericColumns];
      if (bits != Accumulator.NULL_BITS) {
        LabelLag.add(state, layout.labelLag(), Double.longBitsToDouble(bits));
      }
    }
    if (isWeightless()) {
      return CategoryForm.skip(values, from + rowValues, categoricalColumns);
    }
    for (int c = 0; c < numericColumns; c++) {
      long bits = values[from + c];
      if (bits == Accumulator.NULL_BITS) {
        ColumnHistogram.addNull(state, columnAt(c), one());
      } else {
        ColumnHistogram.add(state, columnAt(c), Double.longBitsToDouble(bits), one());
      }
    }
    int at = from + rowValues;
    for (int c = 0; c < categoricalColumns; c++) {
      at = CategoryCounts.add(state, categoriesAt(c), mostCategories, values, at, one());
    }
    return at;
  }

  /** The longs that a row's values take. */
  int length(long[] values) {
    return CategoryForm.skip(values, rowValues, categoricalColumns);
  }

  /** Adds a state to another. */
  public void merge(long[] into, long[] from) {
    for (int i = 0; i < columnHistograms; i++) {
      into[i] += from[i];
    }
    for (int c = 0; c < numericColumns; c++) {
      ColumnHistogram.merge(into, from, columnAt(c));
    }
    for (int c = 0; c < categoricalColumns; c++) {
      CategoryCounts.merge(into, from, categoriesAt(c), mostCategories);
    }
    for (int i = layout.sums(); i < layout.header(); i += FixedPoint.LONGS) {
      FixedPoint.merge(into, from, i);
    }
  }

  /** The stored form of a state; the same rows give the same bytes, however they were folded. */
  public byte[] encode(long[] state) {
    long[] canonical = state.clone();
    canonicalise(canonical);
    return StateCodec.encode(layout, canonical);
  }

  /** Brings a state into the one form that its rows determine, however it was built. */
  void canonicalise(long[] state) {
    for (int c = 0; c < numericColumns; c++) {
      ColumnHistogram.canonicalise(state, columnAt(c));
    }
  }

  private int columnAt(int column) {
    return columnHistograms + column * ColumnHistogram.LONGS;
  }

  private int categoriesAt(int column) {
    return categoryCounts + column * CategoryCounts.longs(mostCategories);
  }

  /** What every valid prediction adds; returns its entropy. */
  private double prediction(long[] state, double[] q, int winner) {
    for (int i = 0; i < classes; i++) {
      share(state, predictionSums + 2 * i, q[i]);
    }
    return predicted(state, winner, q[winner], Kernels.plainEntropy(q, classes));
  }

  /** What every valid prediction adds to the counts; returns its entropy. */
  double predicted(long[] state, int winner, double share, double entropy) {
    tally(state, predicted + winner);
    tally(state, confidence + bin(share, Layout.CONFIDENCE_BINS));
    tally(state, entropyBins + Math.min((int) (entropy * entropyScale), Layout.ENTROPY_BINS - 1));
    return entropy;
  }

  /** What the label adds to the counts; returns the bin of the confidence. */
  private int outcome(long[] state, double[] q, int label, int winner) {
    int bin = outcome(state, q[winner], label, winner);
    if (confusion >= 0) {
      tally(state, confusion + label * classes + winner);
      rank(state, q, label);
    } else {
      manyClasses(state, label, winner, place(q, label));
    }
    return bin;
  }

  /** What the label adds to the counts that there are for any number of classes. */
  int outcome(long[] state, double share, int label, int winner) {
    tally(state, labels + label);
    int bin = bin(share, Layout.CONFIDENCE_BINS);
    tally(state, calibrationRows + bin);
    share(state, confidenceSums + 2 * bin, share);
    if (label == winner) {
      tally(state, layout.correct());
      tally(state, calibrationCorrect + bin);
    }
    return bin;
  }

  /** What the label adds to the counts that there are for many classes alone. */
  void manyClasses(long[] state, int label, int winner, int place) {
    if (confusion >= 0) {
      return;
    }
    if (place <= Layout.RANKS) {
      tally(state, layout.ranks() + place - 1);
    }
    if (label != winner) {
      TopConfusions.add(state, layout.topConfusions(), classes, label, winner, one());
    }
  }

  /** The label's place among the classes by probability, the first of equals first; from 1. */
  private int place(double[] q, int label) {
    int place = 1;
    for (int i = 0; i < classes; i++) {
      place += q[i] > q[label] || q[i] == q[label] && i < label ? 1 : 0;
    }
    return place;
  }

  private void rank(long[] state, double[] q, int label) {
    int bins = layout.rankingBins();
    if (classes == 2) {
      tally(state, ranking + label * bins + bin(q[1], bins));
      return;
    }
    int at = ranking;
    for (int i = 0; i < classes; i++, at += 2 * bins) {
      tally(state, at + (i == label ? bins : 0) + bin(q[i], bins));
    }
  }

  void loss(long[] state, double loss, boolean clipped, double entropy, int bin) {
    tally(state, losses + lossBucket(loss));
    if (loss == Double.POSITIVE_INFINITY) {
      state[layout.infinite()]++;
      return;
    }
    add(state, Sum.LOSS, loss);
    add(state, Sum.LOSS_SQUARED, loss * loss);
    add(state, Sum.GAP_SQUARED, (loss - entropy) * (loss - entropy));
    add(state, lossSums + 2 * bin, loss);
    add(state, lossSquareSums + 2 * bin, loss * loss);
    if (clipped) {
      state[layout.clipped()]++;
      add(state, Sum.CLIPPED_LOSS, loss);
    }
  }

  void brier(long[] state, double brier) {
    add(state, Sum.BRIER, brier);
    add(state, Sum.BRIER_SQUARED, brier * brier);
  }

  void add(long[] state, Sum sum, double term) {
    add(state, firstSum + 2 * sum.ordinal(), term);
  }

  /** The most probable class; of several, the first. */
  private int winner(double[] distribution) {
    int winner = 0;
    for (int i = 1; i < classes; i++) {
      if (distribution[i] > distribution[winner]) {
        winner = i;
      }
    }
    return winner;
  }

  private static int bin(double share, int bins) {
    return Math.min((int) (share * bins), bins - 1);
  }

  private static int lossBucket(double loss) {
    if (loss <= 0) {
      return 0;
    }
    if (loss == Double.POSITIVE_INFINITY) {
      return Layout.LOSS_BUCKETS - 1;
    }
    int bucket = ExponentialBuckets.index(loss, Layout.LOSS_SCALE) - Layout.LOSS_FIRST + 1;
    return Math.max(0, Math.min(bucket, Layout.LOSS_BUCKETS - 1));
  }
}
