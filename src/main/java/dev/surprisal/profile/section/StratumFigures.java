package dev.surprisal.profile.section;

import dev.surprisal.math.FixedPoint;
import dev.surprisal.profile.row.RowFigures;
import dev.surprisal.profile.row.StateSpec;
import dev.surprisal.profile.sketch.StratumBins;

/**
 * The section of rows by predicted class and confidence, in {@link StratumBins}: all valid
 * predictions, the scored rows and the correct ones, and of each stratum Σ of the finite losses and
 * of their squares.
 */
public final class StratumFigures extends Section {

  public static final SectionType TYPE = SectionType.always("strata", 1, StratumFigures::new);

  private static final int LOSS_LONGS = 2 * FixedPoint.LONGS;

  private final int strata;
  private final int perClass;
  private final int scored;
  private final int correct;

  private StratumFigures(StateSpec spec, StateOffsets offsets) {
    this(StratumBins.count(spec.classes()), StratumBins.of(spec.classes()).perClass(), offsets);
  }

  private StratumFigures(int strata, int perClass, StateOffsets offsets) {
    super(offsets, new Size(3 * strata, 0, 2 * strata));
    this.strata = strata;
    this.perClass = perClass;
    this.scored = counts + strata;
    this.correct = scored + strata;
  }

  @Override
  public void predicted(RowCounter counter, long[] state, RowTerms terms) {
    counter.tally(state, counts + terms.stratum);
  }

  @Override
  public void scored(RowCounter counter, long[] state, RowTerms terms) {
    RowFigures row = terms.row;
    counter.tally(state, scored + terms.stratum);
    if (row.label == row.decided) {
      counter.tally(state, correct + terms.stratum);
    }
    if (row.loss != Double.POSITIVE_INFINITY) {
      int at = sums + LOSS_LONGS * terms.stratum;
      FixedPoint.merge(state, at, terms.sums, RowTerms.LOSS);
      FixedPoint.merge(state, at + FixedPoint.LONGS, terms.sums, RowTerms.LOSS_SQUARED);
    }
  }

  /** The strata. */
  public int count() {
    return strata;
  }

  /** The strata of a class. */
  public int perClass() {
    return perClass;
  }

  /** Where all valid predictions by stratum begin. */
  public int predicted() {
    return counts;
  }

  /** Where the scored rows begin. */
  public int scored() {
    return scored;
  }

  /** Where the correct rows begin. */
  public int correct() {
    return correct;
  }

  /** Σ of the finite losses of each stratum, in nats. */
  public double[] losses(long[] state) {
    return sums(state, sums);
  }

  /** Σ of their squares, in nats². */
  public double[] squaredLosses(long[] state) {
    return sums(state, sums + FixedPoint.LONGS);
  }

  private double[] sums(long[] state, int first) {
    double[] of = new double[strata];
    for (int i = 0; i < strata; i++) {
      of[i] = FixedPoint.sum(state, first + LOSS_LONGS * i);
    }
    return of;
  }
}
