package dev.surprisal.profile.section;

import dev.surprisal.math.FixedPoint;

/** The section of Σ JS(p, q) over the scored rows. */
public final class DivergenceSum extends Section {

  public static final SectionType TYPE =
      SectionType.always("divergence", 1, (spec, offsets) -> new DivergenceSum(offsets));

  private DivergenceSum(StateOffsets offsets) {
    super(offsets, Size.ofSums(1));
  }

  @Override
  public void scored(RowCounter counter, long[] state, RowTerms terms) {
    FixedPoint.merge(state, sums, terms.sums, RowTerms.JENSEN_SHANNON);
  }

  /** Σ JS(p, q), in nats. */
  public double jensenShannon(long[] state) {
    return FixedPoint.sum(state, sums);
  }
}
