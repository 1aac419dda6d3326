package dev.surprisal.profile.section;

import dev.surprisal.math.FixedPoint;
import dev.surprisal.profile.row.RowWeight;
import dev.surprisal.profile.row.StateSpec;

/** The section of the weights of rows: of some of them Σ w and Σ w². */
public final class WeightSums extends Section {

  public static final SectionType TYPE =
      new SectionType("weights", 1, StateSpec::weighs, (spec, offsets) -> new WeightSums(offsets));

  private static final int SUMS = 2;

  /** Rows whose weights are added up by themselves. */
  public enum Rows {
    /** Valid predictions. */
    PREDICTED,
    SCORED,
    /** Scored rows of infinite loss. */
    INFINITE,
    /** Scored rows whose probability was raised to the floor. */
    CLIPPED;

    private static final int COUNT = values().length;
  }

  private WeightSums(StateOffsets offsets) {
    super(offsets, Size.ofSums(SUMS * Rows.COUNT));
  }

  @Override
  public void predicted(RowCounter counter, long[] state, RowTerms terms) {
    add(state, terms, Rows.PREDICTED);
  }

  @Override
  public void scored(RowCounter counter, long[] state, RowTerms terms) {
    add(state, terms, Rows.SCORED);
    if (terms.row.loss == Double.POSITIVE_INFINITY) {
      add(state, terms, Rows.INFINITE);
    } else if (terms.row.clipped) {
      add(state, terms, Rows.CLIPPED);
    }
  }

  /** Adds w and w², both exactly. */
  private void add(long[] state, RowTerms terms, Rows rows) {
    int at = at(rows);
    FixedPoint.add(state, at, terms.weight);
    FixedPoint.addSquare(state, at + FixedPoint.LONGS, terms.units, RowWeight.FRACTION_BITS);
  }

  private int at(Rows rows) {
    return sums + SUMS * FixedPoint.LONGS * rows.ordinal();
  }

  /** Σ w and behind it Σ w² of rows of one kind but those of others, as sums. */
  public long[] less(long[] state, Rows rows, Rows... but) {
    long[] weights = new long[SUMS * FixedPoint.LONGS];
    System.arraycopy(state, at(rows), weights, 0, weights.length);
    for (Rows less : but) {
      for (int i = 0; i < weights.length; i += FixedPoint.LONGS) {
        FixedPoint.subtract(weights, i, state, at(less) + i);
      }
    }
    return weights;
  }
}
