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
  private final int statuses;
  private final int labelDuplicates;
  private final int clipped;
  private final int infinite;
  private final int correct;
  private final int classes;
  private final int predictionSums;
  private final int labelSums;
  private final int confidenceSums;
  private final int strataLosses;
  private final int labels;
  private final int predicted;
  private final int confusion;
  private final int losses;
  private final int entropyBins;
  private final int calibrationRows;
  private final int calibrationCorrect;
  private final int strata;
  private final int strataRows;
  private final int strataCorrect;
  private final int firstSum;
  private final int restSum;
  private final int ranks;
  private final int topConfusions;
  private final ShareFold where;
  private final ColumnFold columns;
  private final RowTerms own;
  private final long[] unit = new long[FixedPoint.LONGS];

  /** Folds by the given layout. */
  public static Fold of(Layout layout) {
    return layout.weighs() ? WeightedFold.by(layout) : new Fold(layout);
  }

  Fold(Layout layout) {
    this(layout, Places.AS_LAID_OUT, SpanCells.Counters.PLAIN);
  }

  Fold(Layout layout, Places places, SpanCells.Counters counters) {
    this.layout = layout;
    this.statuses = places.count(0);
    this.labelDuplicates = places.count(layout.labelDuplicates());
    this.clipped = places.count(layout.clipped());
    this.infinite = places.count(layout.infinite());
    this.correct = places.count(layout.correct());
    this.classes = layout.classes();
    this.predictionSums = places.figure(layout.predictionSums());
    this.labelSums = places.figure(layout.labelSums());
    this.confidenceSums = places.figure(layout.confidenceSums());
    this.strataLosses = places.figure(layout.strataLosses());
    this.labels = places.count(layout.labels());
    this.predicted = places.count(layout.predicted());
    this.confusion = layout.crossesClasses() ? places.count(layout.confusion()) : -1;
    this.losses = places.count(layout.losses());
    this.entropyBins = places.count(layout.entropyBins());
    this.calibrationRows = places.count(layout.calibrationRows());
    this.calibrationCorrect = places.count(layout.calibrationCorrect());
    this.strata = places.count(layout.strata());
    this.strataRows = places.count(layout.strataRows());
    this.strataCorrect = places.count(layout.strataCorrect());
    this.firstSum = places.figure(layout.sum(Sum.FIRST));
    this.restSum = places.figure(layout.restSum());
    this.ranks = places.count(layout.ranks());
    this.topConfusions = places.figure(layout.topConfusions());
    this.where = new ShareFold(layout, places, counters);
    this.columns = new ColumnFold(layout, places);
    this.own = new RowTerms(layout);
  }

  // What a row counts for.

  /** Takes up the row to come. */
  void weigh(RowTerms terms) {}

  /** What the row adds to a count. */
  long one() {
    return 1;
  }

  /** Counts the row. */
  void tally(long[] state, int place) {
    row(state, place);
  }

  /** Counts the row as one, whatever it weighs. */
  void row(long[] state, int place) {
    state[place]++;
  }

  /**
   * Adds a share of the row to a sum of shares.
   *
   * @param state the state
   * @param at the sum
   * @param share the share, at most about 1
   * @param units the share in units
   */
  void share(long[] state, int at, double share, long units) {
    FixedPoint.addUnits(state, at, units);
  }

  private void share(long[] state, int at, double share) {
    share(state, at, share, FixedPoint.units(share));
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
    row(
        state,
        status == RowStatus.INVALID_WEIGHT ? layout.status(status) : statuses + status.code());
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
    row(state, labelDuplicates);
  }

  /**
   * Folds a valid prediction without a label.
   *
   * @param state the state
   * @param q the prediction distribution
   */
  public void unlabelled(long[] state, double[] q) {
    own.row.unlabelled(q);
    own.workOut();
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
    own.row.scored(q, label);
    own.workOut();
    add(state, own);
  }

  /**
   * Folds a valid prediction with all that it brings along.
   *
   * @param state the state
   * @param terms what it adds
   * @param values its values
   * @param from where they begin
   */
  void add(long[] state, RowTerms terms, long[] values, int from) {
    add(state, terms);
    columns.add(state, values, from, terms.units);
  }

  private void add(long[] state, RowTerms terms) {
    boolean isScored = terms.row.isScored();
    count(state, isScored ? RowStatus.SCORED : RowStatus.UNLABELLED);
    if (terms.units == 0) {
      return;
    }
    weigh(terms);
    predicted(state, terms);
    if (isScored) {
      scored(state, terms);
    } else {
      add(state, terms, Sum.UNLABELLED_PREDICTION_ENTROPY);
    }
  }

  /** The index behind a row's values. */
  int behind(long[] values, int from) {
    return columns.behind(values, from);
  }

  /** Adds a state to another. */
  public void merge(long[] into, long[] from) {
    addCounts(into, from, 0, layout.confidence());
    addCounts(into, from, layout.ranks(), layout.shareWindows());
    where.merge(into, from);
    columns.merge(into, from);
    int end = layout.header();
    for (int i = layout.sums(); i < end; i += FixedPoint.LONGS) {
      FixedPoint.merge(into, from, i);
    }
  }

  private static void addCounts(long[] into, long[] from, int first, int end) {
    for (int i = first; i < end; i++) {
      into[i] += from[i];
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
    where.canonicalise(state);
    columns.canonicalise(state);
  }

  /** What every valid prediction adds. */
  void predicted(long[] state, RowTerms terms) {
    RowFigures row = terms.row;
    SparsePrediction named = row.named;
    if (named == null) {
      double[] q = row.q;
      long[] shares = terms.shares;
      for (int i = 0; i < classes; i++) {
        share(state, predictionSums + 2 * i, q[i], shares[i]);
      }
    } else {
      named(state, named, row.rest);
    }
    tally(state, predicted + row.winner);
    tally(state, where.confidence(state, terms.confidenceKey));
    tally(state, entropyBins + terms.entropyBin);
    tally(state, strata + terms.stratum);
    if (where.hasScores()) {
      where.score(state, terms.keys[1], row.label, one());
    }
  }

  /**
   * Σ q of a class is kept as two sums: Σ u over all rows, once for all classes, and Σ (q − u) over
   * the rows that name the class. They add up exactly, for both take the same u.
   */
  private void named(long[] state, SparsePrediction q, double rest) {
    Arrays.fill(unit, 0);
    share(unit, 0, rest);
    FixedPoint.merge(state, restSum, unit, 0);
    for (int i = 0; i < q.indices().length; i++) {
      int at = predictionSums + 2 * q.indices()[i];
      share(state, at, q.values()[i]);
      FixedPoint.subtract(state, at, unit, 0);
    }
  }

  /** What a label adds. */
  void scored(long[] state, RowTerms terms) {
    RowFigures row = terms.row;
    double[] p = row.p;
    add(state, terms, Sum.SCORED_PREDICTION_ENTROPY);
    if (p == null) {
      share(state, labelSums + 2 * row.label, 1);
    } else {
      for (int i = 0; i < classes; i++) {
        share(state, labelSums + 2 * i, p[i]);
      }
      add(state, terms, Sum.LABEL_ENTROPY);
    }
    add(state, terms, Sum.JENSEN_SHANNON);
    add(state, terms, Sum.BRIER);
    add(state, terms, Sum.BRIER_SQUARED);
    outcome(state, terms);
    loss(state, terms);
  }

  /** What the label adds to the counts. */
  private void outcome(long[] state, RowTerms terms) {
    RowFigures row = terms.row;
    int bin = terms.confidenceBin;
    tally(state, labels + row.label);
    tally(state, calibrationRows + bin);
    tally(state, strataRows + terms.stratum);
    share(state, confidenceSums + 2 * bin, row.confidence, terms.confidence);
    if (row.label == row.winner) {
      tally(state, correct);
      tally(state, calibrationCorrect + bin);
      tally(state, strataCorrect + terms.stratum);
    }
    if (confusion >= 0) {
      tally(state, confusion + row.label * classes + row.winner);
      rank(state, terms.keys, row.label);
    } else {
      manyClasses(state, row);
    }
  }

  /** What the label adds to the counts that there are for many classes alone. */
  private void manyClasses(long[] state, RowFigures row) {
    int place = row.place();
    if (place <= Layout.RANKS) {
      tally(state, ranks + place - 1);
    }
    if (row.label != row.winner) {
      TopConfusions.add(state, topConfusions, classes, row.label, row.winner, one());
    }
  }

  /** Counts each class's probability, of the label's class as that of a positive besides. */
  private void rank(long[] state, long[] keys, int label) {
    if (classes == 2) {
      return;
    }
    // Looked at beforehand, so that what makes room is not within the loop that nearly all rows
    // take.
    ShareFold by = where;
    if (!by.reaches(state, keys)) {
      rankBeyond(state, keys, label);
      return;
    }
    for (int i = 0; i < keys.length; i++) {
      tally(state, by.rankedWithin(state, i, keys[i]));
    }
    tally(state, by.rankedWithin(state, label, keys[label]) + 1);
  }

  private void rankBeyond(long[] state, long[] keys, int label) {
    for (int i = 0; i < keys.length; i++) {
      tally(state, where.ranked(state, i, keys[i]));
    }
    tally(state, where.ranked(state, label, keys[label]) + 1);
  }

  void loss(long[] state, RowTerms terms) {
    RowFigures row = terms.row;
    tally(state, losses + terms.lossBucket);
    if (row.loss == Double.POSITIVE_INFINITY) {
      row(state, infinite);
      return;
    }
    add(state, terms, Sum.LOSS);
    add(state, terms, Sum.LOSS_SQUARED);
    add(state, terms, Sum.GAP_SQUARED);
    int stratum = strataLosses + 2 * FixedPoint.LONGS * terms.stratum;
    FixedPoint.merge(state, stratum, terms.sums, RowTerms.at(Sum.LOSS));
    FixedPoint.merge(state, stratum + FixedPoint.LONGS, terms.sums, RowTerms.at(Sum.LOSS_SQUARED));
    if (row.clipped) {
      row(state, clipped);
      int at = firstSum + RowTerms.at(Sum.CLIPPED_LOSS);
      FixedPoint.merge(state, at, terms.sums, RowTerms.at(Sum.LOSS));
    }
  }

  private void add(long[] state, RowTerms terms, Sum sum) {
    int at = RowTerms.at(sum);
    FixedPoint.merge(state, firstSum + at, terms.sums, at);
  }
}
