package dev.surprisal.profile.section;

import dev.surprisal.math.FixedPoint;
import dev.surprisal.profile.sketch.ShareBins;
import java.util.Arrays;

/**
 * The section of entropies: all valid predictions by H(q) / ln K in {@link ShareBins}; Σ H(q) over
 * the rows with and over those without a label, and Σ H(p) over the scored rows.
 */
public final class EntropyFigures extends Section {

  public static final SectionType TYPE =
      SectionType.always("entropy", 1, (spec, offsets) -> new EntropyFigures(offsets));

  private final int scored;
  private final int labels;

  private EntropyFigures(StateOffsets offsets) {
    super(offsets, new Size(ShareBins.COUNT, 0, 3));
    this.scored = sums + FixedPoint.LONGS;
    this.labels = scored + FixedPoint.LONGS;
  }

  @Override
  public void predicted(RowCounter counter, long[] state, RowTerms terms) {
    counter.tally(state, counts + terms.entropyBin);
    int sum = terms.row.isScored() ? scored : sums;
    FixedPoint.merge(state, sum, terms.sums, RowTerms.ENTROPY);
  }

  @Override
  public void scored(RowCounter counter, long[] state, RowTerms terms) {
    if (terms.row.p != null) {
      FixedPoint.merge(state, labels, terms.sums, RowTerms.LABEL_ENTROPY);
    }
  }

  /** The valid predictions by H(q) / ln K. */
  public long[] bins(long[] state) {
    return Arrays.copyOfRange(state, counts, counts + ShareBins.COUNT);
  }

  /** Σ H(q) over all valid predictions, in nats. */
  public double predictions(long[] state) {
    long[] sum = {state[scored], state[scored + 1]};
    FixedPoint.merge(sum, 0, state, sums);
    return FixedPoint.sum(sum, 0);
  }

  /** Σ H(q) over the scored rows. */
  public double scoredPredictions(long[] state) {
    return FixedPoint.sum(state, scored);
  }

  /** Σ H(p) over the scored rows. */
  public double labels(long[] state) {
    return FixedPoint.sum(state, labels);
  }
}
