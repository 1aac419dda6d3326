package dev.surprisal.profile.section;

import dev.surprisal.profile.row.StateSpec;
import dev.surprisal.profile.sketch.LagBuckets;

/**
 * The section of how long after their predictions labels came, in {@link LagBuckets} of 16 an
 * octave. It counts labels, whatever their rows weigh.
 */
public final class LabelLag extends Section {

  public static final SectionType TYPE =
      new SectionType(
          "label_lag", 1, StateSpec::keepsLag, (spec, offsets) -> new LabelLag(offsets));

  private LabelLag(StateOffsets offsets) {
    super(offsets, Size.ofCounts(LagBuckets.FINE.counts()));
  }

  @Override
  public void add(RowCounter counter, long[] state, RowTerms terms) {
    if (terms.hasLag()) {
      counter.row(state, counts + terms.lagBucket);
    }
  }

  /** The labels dated before their predictions. */
  public long before(long[] state) {
    return LagBuckets.FINE.before(state, counts);
  }

  /** The labels of known time that were not. */
  public long after(long[] state) {
    return LagBuckets.FINE.after(state, counts);
  }

  /**
   * The seconds in which a share of {@link #after} had come, of which there is one at least, to
   * within 2.2 %.
   */
  public double quantile(long[] state, double share) {
    return LagBuckets.FINE.quantile(state, counts, share);
  }
}
