package dev.surprisal.profile.section;

import dev.surprisal.math.FixedPoint;

/** The section of the Brier score (q − p)², summed over classes: Σ and Σ of its squares. */
public final class BrierSums extends Section {

  public static final SectionType TYPE =
      SectionType.always("brier", 1, (spec, offsets) -> new BrierSums(offsets));

  private BrierSums(StateOffsets offsets) {
    super(offsets, Size.ofSums(2));
  }

  @Override
  public void scored(RowCounter counter, long[] state, RowTerms terms) {
    FixedPoint.merge(state, sums, terms.sums, RowTerms.BRIER);
    FixedPoint.merge(state, squares(), terms.sums, RowTerms.BRIER_SQUARED);
  }

  /** The index of Σ of the scores. */
  public int scores() {
    return sums;
  }

  /** The index of Σ of their squares. */
  public int squares() {
    return sums + FixedPoint.LONGS;
  }

  /** Σ of the scores. */
  public double sum(long[] state) {
    return FixedPoint.sum(state, sums);
  }
}
