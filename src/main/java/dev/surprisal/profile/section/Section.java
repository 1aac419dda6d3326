package dev.surprisal.profile.section;

import dev.surprisal.math.FixedPoint;
import java.util.Arrays;
import java.util.Collection;

/**
 * A part of a state, in the one class that says all of it: how much space it takes, what a row adds
 * to it, how two are merged and one is taken off another, what form is canonical, how it is stored,
 * and what may be read off it. By which name and version it is stored, its {@link SectionType}
 * says.
 *
 * <p>What is here is right for a section of counts and sums, which are added and subtracted; one
 * that has other longs, or counts that are regrouped, says more. Where it stands is resolved when
 * it is made, once for the vector and once for each other form that rows are folded into; all but
 * what a row adds is called for vectors alone.
 *
 * <p>Immutable.
 */
public abstract class Section {

  /** A place of the first of its counts, which is an index in the vector. */
  public final int counts;

  /** The index of the first of its other longs. */
  public final int others;

  /** The index of the first of its sums. */
  public final int sums;

  private final Size size;

  /**
   * The space of a section.
   *
   * @param counts the counts of rows: no row adds more than 1 to one of them, or its weight, and
   *     none ever falls while rows are added
   * @param others the longs of which only the section knows what they are
   * @param sums the sums of {@link FixedPoint}
   */
  public record Size(int counts, int others, int sums) {

    public static Size ofCounts(int counts) {
      return new Size(counts, 0, 0);
    }

    public static Size ofOthers(int others) {
      return new Size(0, others, 0);
    }

    public static Size ofSums(int sums) {
      return new Size(0, 0, sums);
    }
  }

  public Section(StateOffsets offsets, Size size) {
    this.size = size;
    this.counts = offsets.takeCounts(size.counts());
    this.others = offsets.takeOthers(size.others());
    this.sums = offsets.takeSums(FixedPoint.LONGS * size.sums());
  }

  // What a row adds.

  /** Adds a valid prediction, labelled or not, whatever it weighs. */
  public void add(RowCounter counter, long[] state, RowTerms terms) {
    if (terms.units == 0) {
      return;
    }
    predicted(counter, state, terms);
    if (terms.row.isScored()) {
      scored(counter, state, terms);
    }
  }

  /** What every valid prediction adds that weighs anything. */
  public void predicted(RowCounter counter, long[] state, RowTerms terms) {}

  /** What its label adds. */
  public void scored(RowCounter counter, long[] state, RowTerms terms) {}

  // Of vectors.

  /** Adds a state's section to that of another. */
  public void merge(long[] into, long[] from) {
    for (int i = counts; i < counts + size.counts(); i++) {
      into[i] += from[i];
    }
    mergeOthers(into, from);
    for (int i = sums; i < sums + FixedPoint.LONGS * size.sums(); i += FixedPoint.LONGS) {
      FixedPoint.merge(into, from, i);
    }
  }

  /** Adds the other longs of a state to those of another. */
  public void mergeOthers(long[] into, long[] from) {
    if (size.others() > 0) {
      throw new UnsupportedOperationException(getClass() + " does not say how it is merged");
    }
  }

  /**
   * Takes a state's section off that of a sum which it is part of, so that what is left is to the
   * long what the others come to.
   *
   * @param sum the canonical sum of the part and the rest, which becomes that of the rest
   * @param part what leaves
   * @param rest what stays
   */
  public void subtract(long[] sum, long[] part, Collection<long[]> rest) {
    for (int i = counts; i < counts + size.counts(); i++) {
      sum[i] -= part[i];
    }
    subtractOthers(sum, part, rest);
    for (int i = sums; i < sums + FixedPoint.LONGS * size.sums(); i += FixedPoint.LONGS) {
      FixedPoint.subtract(sum, part, i);
    }
  }

  /** Takes the other longs off, likewise; adds them up anew where that cannot be undone. */
  public void subtractOthers(long[] sum, long[] part, Collection<long[]> rest) {
    Arrays.fill(sum, others, others + size.others(), 0);
    rest.forEach(state -> mergeOthers(sum, state));
  }

  /** Writes what the same section of another layout has in a state. */
  public final void copy(Section same, long[] from, long[] into) {
    System.arraycopy(from, same.counts, into, counts, size.counts());
    System.arraycopy(from, same.others, into, others, size.others());
    System.arraycopy(from, same.sums, into, sums, FixedPoint.LONGS * size.sums());
  }

  /** Brings it into the one form that its rows determine, whatever way it was built. */
  public void canonicalise(long[] state) {}

  /** Brings it into a form of small numbers, to be stored. */
  public void pack(long[] state) {}

  /** Undoes {@link #pack}. */
  public void unpack(long[] state) {}
}
