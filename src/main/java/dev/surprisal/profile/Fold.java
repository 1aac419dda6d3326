package dev.surprisal.profile;

import dev.surprisal.math.FixedPoint;
import dev.surprisal.profile.Layout.Sum;
import java.util.Arrays;

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
  private final int rankingBins;
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
  private final RowFigures own;
  private final long[] unit = new long[FixedPoint.LONGS];

  /** Folds by the given layout. */
  public static Fold of(Layout layout) {
    return layout.weighs() ? WeightedFold.by(layout) : new Fold(layout);
  }

  Fold(Layout layout) {
    this.layout = layout;
    this.classes = layout.classes();
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
    this.rankingBins = layout.rankingBins();
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
    this.own = new RowFigures(layout);
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

  /** Counts a scored row, counted by itself, for a label that had been given more than once. */
  void labelRepeated(long[] state) {
    state[layout.labelDuplicates()]++;
  }

  /**
   * Folds a valid prediction without a label.
   *
   * @param state the state
   * @param q the prediction distribution
   */
  public void unlabelled(long[] state, double[] q) {
    own.unlabelled(q);
    add(state, own);
  }

  /**
   * Folds a valid prediction with a class label.
   *
   * @param state the state
   * @param q the prediction distribution
   * @param label the index of the class that happened
   */
  public void scored(long[] state, double[] q, int label) {
    own.scored(q, label);
    add(state, own);
  }

  /**
   * Folds a valid prediction with all that it brings along.
   *
   * @param state the state
   * @param row its figures
   * @param values its values
   * @param from where they begin
   */
  void add(long[] state, RowFigures row, long[] values, int from) {
    weigh(values, from);
    add(state, row);
    columns(state, values, from);
  }

  private void add(long[] state, RowFigures row) {
    count(state, row.isScored() ? RowStatus.SCORED : RowStatus.UNLABELLED);
    if (isWeightless()) {
      return;
    }
    predicted(state, row);
    if (row.isScored()) {
      scored(state, row);
    } else {
      add(state, Sum.UNLABELLED_PREDICTION_ENTROPY, row.entropy);
    }
  }

  /**
   * Folds a row's values from an index on: those of the numeric columns, as bits, where they are
   * kept the label's lag and the row's weight, and those of the categorical columns.
   */
  private void columns(long[] state, long[] values, int from) {
    if (layout.lag() == Layout.Lag.KEPT) {
      long bits = values[from + numericColumns];
      if (bits != Accumulator.NULL_BITS) {
        LabelLag.add(state, layout.labelLag(), Double.longBitsToDouble(bits));
      }
    }
    if (isWeightless()) {
      return;
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
  }

  /** The index behind a row's values. */
  int behind(long[] values, int from) {
    return CategoryForm.skip(values, from + rowValues, categoricalColumns);
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

  /** What every valid prediction adds. */
  void predicted(long[] state, RowFigures row) {
    SparsePrediction named = row.named;
    if (named == null) {
      double[] q = row.q;
      for (int i = 0; i < classes; i++) {
        share(state, predictionSums + 2 * i, q[i]);
      }
    } else {
      named(state, named, row.rest);
    }
    tally(state, predicted + row.winner);
    tally(state, confidence + bin(row.confidence, Layout.CONFIDENCE_BINS));
    int bin = (int) (row.entropy * entropyScale);
    tally(state, entropyBins + Math.min(bin, Layout.ENTROPY_BINS - 1));
  }

  /**
   * Σ q of a class is kept as two sums: Σ u over all rows, once for all classes, and Σ (q − u) over
   * the rows that name the class. They add up exactly, for both take the same u.
   */
  private void named(long[] state, SparsePrediction q, double rest) {
    Arrays.fill(unit, 0);
    share(unit, 0, rest);
    FixedPoint.merge(state, layout.restSum(), unit, 0);
    for (int i = 0; i < q.indices().length; i++) {
      int at = predictionSums + 2 * q.indices()[i];
      share(state, at, q.values()[i]);
      FixedPoint.subtract(state, at, unit, 0);
    }
  }

  /** What a label adds. */
  void scored(long[] state, RowFigures row) {
    add(state, Sum.SCORED_PREDICTION_ENTROPY, row.entropy);
    double[] p = row.p;
    if (p == null) {
      share(state, labelSums + 2 * row.label, 1);
    } else {
      for (int i = 0; i < classes; i++) {
        share(state, labelSums + 2 * i, p[i]);
      }
      add(state, Sum.LABEL_ENTROPY, row.labelEntropy);
    }
    add(state, Sum.JENSEN_SHANNON, row.jensenShannon);
    add(state, Sum.BRIER, row.brier);
    add(state, Sum.BRIER_SQUARED, row.brier * row.brier);
    int bin = bin(row.confidence, Layout.CONFIDENCE_BINS);
    outcome(state, row, bin);
    loss(state, row, bin);
  }

  /** What the label adds to the counts. */
  private void outcome(long[] state, RowFigures row, int bin) {
    tally(state, labels + row.label);
    tally(state, calibrationRows + bin);
    share(state, confidenceSums + 2 * bin, row.confidence);
    if (row.label == row.winner) {
      tally(state, layout.correct());
      tally(state, calibrationCorrect + bin);
    }
    if (confusion >= 0) {
      tally(state, confusion + row.label * classes + row.winner);
      rank(state, row.q, row.label);
    } else {
      manyClasses(state, row);
    }
  }

  /** What the label adds to the counts that there are for many classes alone. */
  private void manyClasses(long[] state, RowFigures row) {
    int place = row.place();
    if (place <= Layout.RANKS) {
      tally(state, layout.ranks() + place - 1);
    }
    if (row.label != row.winner) {
      TopConfusions.add(state, layout.topConfusions(), classes, row.label, row.winner, one());
    }
  }

  private void rank(long[] state, double[] q, int label) {
    int bins = rankingBins;
    if (classes == 2) {
      tally(state, ranking + label * bins + bin(q[1], bins));
      return;
    }
    int at = ranking;
    for (int i = 0; i < classes; i++, at += 2 * bins) {
      tally(state, at + (i == label ? bins : 0) + bin(q[i], bins));
    }
  }

  void loss(long[] state, RowFigures row, int bin) {
    double loss = row.loss;
    tally(state, losses + lossBucket(loss));
    if (loss == Double.POSITIVE_INFINITY) {
      state[layout.infinite()]++;
      return;
    }
    double gap = loss - row.entropy;
    add(state, Sum.LOSS, loss);
    add(state, Sum.LOSS_SQUARED, loss * loss);
    add(state, Sum.GAP_SQUARED, gap * gap);
    add(state, lossSums + 2 * bin, loss);
    add(state, lossSquareSums + 2 * bin, loss * loss);
    if (row.clipped) {
      state[layout.clipped()]++;
      add(state, Sum.CLIPPED_LOSS, loss);
    }
  }

  void add(long[] state, Sum sum, double term) {
    add(state, firstSum + 2 * sum.ordinal(), term);
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
