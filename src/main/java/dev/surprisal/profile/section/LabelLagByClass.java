package dev.surprisal.profile.section;

import dev.surprisal.profile.row.StateSpec;
import dev.surprisal.profile.sketch.LagBuckets;

/**
 * The section of how long after their predictions the labels of each class came, in {@link
 * LagBuckets} of four an octave; for up to {@value #MOST_CLASSES} classes. It counts labels,
 * whatever their rows weigh; one that is a distribution is of its most probable class.
 *
 * <p>Where one class is known later than another, as fraud is, a young window has too few labels of
 * it, and its figures are those of the classes that come early.
 */
public final class LabelLagByClass extends Section {

  private static final int MOST_CLASSES = 16;

  public static final SectionType TYPE =
      new SectionType(
          "label_lag_by_class",
          1,
          spec -> spec.keepsLag() && spec.classes() <= MOST_CLASSES,
          LabelLagByClass::new);

  /** Coarser than those of all labels, to bound the state. */
  private static final LagBuckets BUCKETS = new LagBuckets(2);

  private LabelLagByClass(StateSpec spec, StateOffsets offsets) {
    super(offsets, Size.ofCounts(spec.classes() * BUCKETS.counts()));
  }

  @Override
  public void add(RowCounter counter, long[] state, RowTerms terms) {
    if (terms.hasLag() && terms.row.isScored()) {
      counter.row(state, at(terms.row.label) + BUCKETS.ofFine(terms.lagBucket));
    }
  }

  private int at(int label) {
    return counts + label * BUCKETS.counts();
  }

  /** The labels of a class whose time is known and not before their predictions. */
  public long after(long[] state, int label) {
    return BUCKETS.after(state, at(label));
  }

  /**
   * The seconds in which a share of {@link #after} had come, of which there is one at least, to
   * within 9.1 %.
   */
  public double quantile(long[] state, int label, double share) {
    return BUCKETS.quantile(state, at(label), share);
  }
}
