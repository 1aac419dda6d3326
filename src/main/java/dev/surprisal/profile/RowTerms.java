package dev.surprisal.profile;

import dev.surprisal.math.FixedPoint;
import dev.surprisal.profile.Layout.Sum;

/**
 * What a row adds to a cell, but for its columns: its {@link RowFigures} as bins and in fixed
 * point. Worked out once, whatever cells it belongs to.
 *
 * <p>Not thread-safe; the fields hold until the next row. No allocation.
 */
final class RowTerms {

  private static final int UNWEIGHTED = -1;

  private final int classes;
  private final double entropyScale;
  private final int weigher;
  private final StratumBins strata;

  /** Its figures. */
  final RowFigures row;

  /** Where q names all classes, their probabilities in {@linkplain FixedPoint#units units}. */
  final long[] shares;

  /**
   * Where q names all classes, and they are ranked, the keys of their probabilities; of two classes
   * that of the last one.
   */
  final long[] keys;

  /** For each {@link Sum} that has a term of every row, this; two longs each. */
  final long[] sums = new long[FixedPoint.LONGS * Sum.values().length];

  /** The confidence in {@linkplain FixedPoint#units units}. */
  long confidence;

  /** The {@link SpanCells#ends(long) key} of the confidence. */
  long confidenceKey;

  /** The {@link ShareBins} of the confidence. */
  int confidenceBin;

  /** The {@link ShareBins} of the entropy. */
  int entropyBin;

  /** The {@link StratumBins stratum}. */
  int stratum;

  /** The bucket of the loss. */
  int lossBucket;

  /** What the row adds to a count: 1, or where rows have weights this in units. */
  long units;

  /** The weight. */
  double weight = 1;

  RowTerms(Layout layout) {
    this.classes = layout.classes();
    this.entropyScale = 1 / StrictMath.log(classes);
    this.strata = StratumBins.of(classes);
    this.weigher = layout.weighs() ? layout.rowValues() - 1 : UNWEIGHTED;
    this.units = layout.weighs() ? RowWeight.units(weight) : 1;
    this.row = new RowFigures(layout);
    this.shares = new long[classes];
    this.keys = new long[layout.crossesClasses() ? classes : 0];
  }

  /**
   * Works them out.
   *
   * @param values the values of the row's columns, and its weight where there is one
   * @param from where they begin
   */
  void workOut(long[] values, int from) {
    if (weigher != UNWEIGHTED) {
      units = RowWeight.units(Double.longBitsToDouble(values[from + weigher]));
      weight = units * RowWeight.UNIT;
    }
    workOut();
  }

  /** Works them out for a row without values. */
  void workOut() {
    if (row.named == null) {
      double[] q = row.q;
      for (int i = 0; i < classes; i++) {
        shares[i] = FixedPoint.units(q[i]);
      }
      if (keys.length == 2) {
        keys[1] = ShareKeys.of(q[1]);
      } else {
        for (int i = 0; i < keys.length; i++) {
          keys[i] = SpanCells.ends(ShareKeys.of(q[i]));
        }
      }
    }
    confidence = FixedPoint.units(row.confidence);
    long key = ShareKeys.of(row.confidence);
    confidenceKey = SpanCells.ends(key);
    confidenceBin = ShareBins.of(row.confidence, key);
    entropyBin = ShareBins.of(row.entropy * entropyScale);
    stratum = strata.of(row.winner, confidenceBin);
    if (row.isScored()) {
      scored();
    } else {
      set(Sum.UNLABELLED_PREDICTION_ENTROPY, row.entropy);
    }
  }

  private void scored() {
    set(Sum.SCORED_PREDICTION_ENTROPY, row.entropy);
    if (row.p != null) {
      set(Sum.LABEL_ENTROPY, row.labelEntropy);
    }
    set(Sum.JENSEN_SHANNON, row.jensenShannon);
    set(Sum.BRIER, row.brier);
    set(Sum.BRIER_SQUARED, row.brier * row.brier);
    double loss = row.loss;
    lossBucket = lossBucket(loss);
    if (loss != Double.POSITIVE_INFINITY) {
      double gap = loss - row.entropy;
      set(Sum.LOSS, loss);
      set(Sum.LOSS_SQUARED, loss * loss);
      set(Sum.GAP_SQUARED, gap * gap);
    }
  }

  private void set(Sum sum, double term) {
    FixedPoint.set(sums, at(sum), weight * term);
  }

  /** Where the term of a sum stands among them. */
  static int at(Sum sum) {
    return FixedPoint.LONGS * sum.ordinal();
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
