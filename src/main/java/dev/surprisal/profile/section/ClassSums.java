package dev.surprisal.profile.section;

import dev.surprisal.math.FixedPoint;
import dev.surprisal.profile.row.SparsePrediction;
import dev.surprisal.profile.row.StateSpec;

/**
 * The section of what probability each class was given: Σ q over all valid predictions, and Σ p
 * over the scored rows. Where there are very many classes, rows that name a few of them add to
 * those alone, and to one sum for all others.
 */
public final class ClassSums extends Section {

  public static final SectionType TYPE = SectionType.always("class_sums", 1, ClassSums::new);

  private static final long ONE = FixedPoint.units(1);

  private final int classes;
  private final boolean hasRest;
  private final int labels;
  private final int rest;

  private ClassSums(StateSpec spec, StateOffsets offsets) {
    super(offsets, Size.ofSums(2 * spec.classes() + (spec.crossesClasses() ? 0 : 1)));
    this.classes = spec.classes();
    this.hasRest = !spec.crossesClasses();
    this.labels = sums + FixedPoint.LONGS * classes;
    this.rest = labels + FixedPoint.LONGS * classes;
  }

  @Override
  public void predicted(RowCounter counter, long[] state, RowTerms terms) {
    SparsePrediction named = terms.row.named;
    if (named != null) {
      named(counter, state, terms, named);
      return;
    }
    double[] q = terms.row.q;
    long[] shares = terms.shares;
    for (int i = 0; i < classes; i++) {
      counter.share(state, sums + FixedPoint.LONGS * i, q[i], shares[i]);
    }
  }

  /**
   * Σ q of a class is kept as two sums: Σ u over all rows, once for all classes, and Σ (q − u) over
   * the rows that name the class. They add up exactly, for both take the same u.
   */
  private void named(RowCounter counter, long[] state, RowTerms terms, SparsePrediction q) {
    FixedPoint.merge(state, rest, terms.rest, 0);
    for (int i = 0; i < q.indices().length; i++) {
      int at = sums + FixedPoint.LONGS * q.indices()[i];
      double share = q.values()[i];
      counter.share(state, at, share, FixedPoint.units(share));
      FixedPoint.subtract(state, at, terms.rest, 0);
    }
  }

  @Override
  public void scored(RowCounter counter, long[] state, RowTerms terms) {
    double[] p = terms.row.p;
    if (p == null) {
      counter.share(state, labels + FixedPoint.LONGS * terms.row.label, 1, ONE);
      return;
    }
    for (int i = 0; i < classes; i++) {
      counter.share(state, labels + FixedPoint.LONGS * i, p[i], FixedPoint.units(p[i]));
    }
  }

  /** Σ q of each class. */
  public double[] predictions(long[] state) {
    double[] mass = new double[classes];
    long[] sum = new long[FixedPoint.LONGS];
    for (int i = 0; i < classes; i++) {
      System.arraycopy(state, sums + FixedPoint.LONGS * i, sum, 0, FixedPoint.LONGS);
      if (hasRest) {
        FixedPoint.merge(sum, 0, state, rest);
      }
      mass[i] = FixedPoint.sumOfShares(sum, 0);
    }
    return mass;
  }
}
