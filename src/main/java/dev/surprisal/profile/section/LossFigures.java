package dev.surprisal.profile.section;

import dev.surprisal.math.FixedPoint;
import dev.surprisal.profile.row.RowFigures;
import dev.surprisal.profile.sketch.LossBuckets;
import java.util.Arrays;

/**
 * The section of H(p, q), the losses of the scored rows: how many were clipped or infinite,
 * whatever they weigh; rows by {@link LossBuckets}; and of the finite losses Σ, Σ of the squares, Σ
 * of the clipped ones, and Σ of the squares of H(p, q) − H(q).
 */
public final class LossFigures extends Section {

  public static final SectionType TYPE =
      SectionType.always("losses", 1, (spec, offsets) -> new LossFigures(offsets));

  private final int infinite;
  private final int buckets;
  private final int squares;
  private final int gaps;
  private final int clippedLosses;

  private LossFigures(StateOffsets offsets) {
    super(offsets, new Size(2 + LossBuckets.COUNT, 0, 4));
    this.infinite = counts + 1;
    this.buckets = infinite + 1;
    this.squares = sums + FixedPoint.LONGS;
    this.gaps = squares + FixedPoint.LONGS;
    this.clippedLosses = gaps + FixedPoint.LONGS;
  }

  @Override
  public void scored(RowCounter counter, long[] state, RowTerms terms) {
    RowFigures row = terms.row;
    counter.tally(state, buckets + terms.lossBucket);
    if (row.loss == Double.POSITIVE_INFINITY) {
      counter.row(state, infinite);
      return;
    }
    FixedPoint.merge(state, sums, terms.sums, RowTerms.LOSS);
    FixedPoint.merge(state, squares, terms.sums, RowTerms.LOSS_SQUARED);
    FixedPoint.merge(state, gaps, terms.sums, RowTerms.GAP_SQUARED);
    if (row.clipped) {
      counter.row(state, counts);
      FixedPoint.merge(state, clippedLosses, terms.sums, RowTerms.LOSS);
    }
  }

  /** Scored rows whose probability was raised to the floor. */
  public long clipped(long[] state) {
    return state[counts];
  }

  /** Scored rows of infinite loss. */
  public long infinite(long[] state) {
    return state[infinite];
  }

  /** The scored rows by bucket. */
  public long[] buckets(long[] state) {
    return Arrays.copyOfRange(state, buckets, buckets + LossBuckets.COUNT);
  }

  /** The index of Σ of the finite losses. */
  public int losses() {
    return sums;
  }

  /** The index of Σ of their squares. */
  public int squares() {
    return squares;
  }

  /** Σ of the finite losses, in nats. */
  public double sum(long[] state) {
    return FixedPoint.sum(state, sums);
  }

  /** Σ of the clipped ones. */
  public double clippedSum(long[] state) {
    return FixedPoint.sum(state, clippedLosses);
  }

  /** Σ of the others, rounded once. */
  public double unclippedSum(long[] state) {
    long[] sum = {state[sums], state[sums + 1]};
    FixedPoint.subtract(sum, 0, state, clippedLosses);
    return FixedPoint.sum(sum, 0);
  }

  /** Σ of the squares of the finite losses, in nats². */
  public double squaredSum(long[] state) {
    return FixedPoint.sum(state, squares);
  }

  /** Σ of the squares of H(p, q) − H(q), of the rows of finite loss. */
  public double squaredGaps(long[] state) {
    return FixedPoint.sum(state, gaps);
  }
}
