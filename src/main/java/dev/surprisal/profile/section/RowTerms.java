package dev.surprisal.profile.section;

import dev.surprisal.math.FixedPoint;
import dev.surprisal.profile.row.RowFigures;
import dev.surprisal.profile.row.RowWeight;
import dev.surprisal.profile.row.StateSpec;
import dev.surprisal.profile.sketch.CategoryForm;
import dev.surprisal.profile.sketch.LagBuckets;
import dev.surprisal.profile.sketch.LossBuckets;
import dev.surprisal.profile.sketch.ShareBins;
import dev.surprisal.profile.sketch.ShareKeys;
import dev.surprisal.profile.sketch.SpanCells;
import dev.surprisal.profile.sketch.StratumBins;

/**
 * What a row adds to a state: its {@link RowFigures} as bins and in fixed point, and what it brings
 * along. Worked out once, whatever cells it belongs to.
 *
 * <p>Not thread-safe; the fields hold until the next row. No allocation.
 */
public final class RowTerms {

  /** The bits that stand for a column's null: a NaN that no computation yields. */
  public static final long NULL_BITS = 0x7ff8_0000_0000_0001L;

  /** H(q), among the {@link #sums}. */
  static final int ENTROPY = 0;

  /** H(p), of a label that is a distribution. */
  static final int LABEL_ENTROPY = ENTROPY + FixedPoint.LONGS;

  /** JS(p, q), of a scored row, as all that follow. */
  static final int JENSEN_SHANNON = LABEL_ENTROPY + FixedPoint.LONGS;

  /** Σ (q − p)². */
  static final int BRIER = JENSEN_SHANNON + FixedPoint.LONGS;

  /** (Σ (q − p)²)². */
  static final int BRIER_SQUARED = BRIER + FixedPoint.LONGS;

  /** H(p, q), where it is finite. */
  static final int LOSS = BRIER_SQUARED + FixedPoint.LONGS;

  /** H(p, q)², likewise. */
  static final int LOSS_SQUARED = LOSS + FixedPoint.LONGS;

  /** (H(p, q) − H(q))², likewise. */
  static final int GAP_SQUARED = LOSS_SQUARED + FixedPoint.LONGS;

  private static final long[] NO_VALUES = new long[0];
  private static final int ABSENT = -1;

  private final int classes;
  private final double entropyScale;
  private final int lagAt;
  private final int weightAt;
  private final StratumBins strata;

  /** Its figures. */
  public final RowFigures row;

  /** Where q names all classes, their probabilities in {@linkplain FixedPoint#units units}. */
  public final long[] shares;

  /** Where q names some, the probability of each other, as a sum of shares. */
  final long[] rest = new long[FixedPoint.LONGS];

  /**
   * Where q names all classes, and they are ranked, the keys of their probabilities; of two classes
   * that of the last one.
   */
  final long[] keys;

  /** The terms of sums that every row adds to, weighted; two longs each. */
  final long[] sums = new long[GAP_SQUARED + FixedPoint.LONGS];

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

  /** The {@link LossBuckets bucket} of the loss. */
  int lossBucket;

  /** What the row adds to a count: 1, or where rows have weights this in units. */
  public long units;

  /** The weight. */
  public double weight = 1;

  /**
   * What the row brings along, from {@link #from} on: the bits of its numeric columns, {@link
   * #NULL_BITS} for null, where they are kept the seconds that its label took and its weight, and
   * the values of its categorical columns in {@link CategoryForm}.
   */
  public long[] values = NO_VALUES;

  /** Where its values begin. */
  int from;

  /** The {@link LagBuckets#FINE bucket} of the label's lag; below 0 where there is none. */
  int lagBucket = ABSENT;

  public RowTerms(StateSpec spec) {
    this.classes = spec.classes();
    this.entropyScale = 1 / StrictMath.log(classes);
    this.strata = StratumBins.of(classes);
    this.lagAt = spec.keepsLag() ? spec.numericColumns() : ABSENT;
    this.weightAt = spec.weighs() ? spec.rowValues() - 1 : ABSENT;
    this.units = spec.weighs() ? RowWeight.units(weight) : 1;
    this.row = new RowFigures(spec);
    this.shares = new long[classes];
    this.keys = new long[spec.crossesClasses() ? classes : 0];
  }

  /** Whether the row's label is known to have taken some time. */
  boolean hasLag() {
    return lagBucket != ABSENT;
  }

  /**
   * Works them out.
   *
   * @param brought the values of the row's columns, its lag and its weight where there are such
   * @param first where they begin
   */
  public void workOut(long[] brought, int first) {
    values = brought;
    from = first;
    if (weightAt != ABSENT) {
      units = RowWeight.units(Double.longBitsToDouble(values[from + weightAt]));
      weight = units * RowWeight.UNIT;
    }
    if (lagAt != ABSENT) {
      long bits = values[from + lagAt];
      lagBucket = bits == NULL_BITS ? ABSENT : LagBuckets.FINE.index(Double.longBitsToDouble(bits));
    }
    workOutFigures();
  }

  /** Works them out for a row that brings nothing along. */
  public void workOut() {
    values = NO_VALUES;
    lagBucket = ABSENT;
    workOutFigures();
  }

  private void workOutFigures() {
    if (row.named == null) {
      dense();
    } else {
      rest();
    }
    confidence = FixedPoint.units(row.confidence);
    long key = ShareKeys.of(row.confidence);
    confidenceKey = SpanCells.ends(key);
    confidenceBin = ShareBins.of(row.confidence, key);
    entropyBin = ShareBins.of(row.entropy * entropyScale);
    stratum = strata.index(row.winner, confidenceBin);
    set(ENTROPY, row.entropy);
    if (row.isScored()) {
      scored();
    }
  }

  private void dense() {
    double[] q = row.q;
    for (int i = 0; i < classes; i++) {
      shares[i] = FixedPoint.units(q[i]);
    }
    if (keys.length == 2) {
      keys[1] = ShareKeys.of(q[1]);
      return;
    }
    for (int i = 0; i < keys.length; i++) {
      keys[i] = SpanCells.ends(ShareKeys.of(q[i]));
    }
  }

  private void rest() {
    rest[0] = 0;
    rest[1] = 0;
    if (weightAt == ABSENT) {
      FixedPoint.addUnits(rest, 0, FixedPoint.units(row.rest));
    } else {
      FixedPoint.addShares(rest, 0, weight * row.rest);
    }
  }

  private void scored() {
    if (row.p != null) {
      set(LABEL_ENTROPY, row.labelEntropy);
    }
    set(JENSEN_SHANNON, row.jensenShannon);
    set(BRIER, row.brier);
    set(BRIER_SQUARED, row.brier * row.brier);
    double loss = row.loss;
    lossBucket = LossBuckets.of(loss);
    if (loss != Double.POSITIVE_INFINITY) {
      double gap = loss - row.entropy;
      set(LOSS, loss);
      set(LOSS_SQUARED, loss * loss);
      set(GAP_SQUARED, gap * gap);
    }
  }

  private void set(int sum, double term) {
    FixedPoint.set(sums, sum, weight * term);
  }
}
