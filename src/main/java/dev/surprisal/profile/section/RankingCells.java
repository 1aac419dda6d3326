package dev.surprisal.profile.section;

import dev.surprisal.profile.row.StateSpec;
import dev.surprisal.profile.sketch.SpanCells;
import java.util.Collection;

/**
 * The section of the probabilities of each of more than two classes, in {@link SpanCells}: of all
 * scored rows, and of those whose label is the class. Fewer cells for more classes, to bound the
 * state.
 */
public final class RankingCells extends Section {

  public static final SectionType TYPE =
      new SectionType(
          "ranking", 1, spec -> spec.classes() > 2 && spec.crossesClasses(), RankingCells::new);

  private final SpanCells cells;
  private final SpanCells.Counters counters;

  private RankingCells(StateSpec spec, StateOffsets offsets) {
    this(new SpanCells(most(spec.classes()), spec.classes(), 2), offsets);
  }

  private RankingCells(SpanCells cells, StateOffsets offsets) {
    super(offsets, new Size(cells.counts(), cells.windows(), 0));
    this.cells = cells;
    this.counters = offsets.counters();
  }

  private static int most(int classes) {
    if (classes <= 4) {
      return 128;
    }
    return classes <= 16 ? 64 : 32;
  }

  /** Counts each class's probability, of the label's class as that of a positive besides. */
  @Override
  public void scored(RowCounter counter, long[] state, RowTerms terms) {
    long[] keys = terms.keys;
    // Looked at beforehand, so that what makes room is not within the loop that nearly all rows
    // take.
    if (!cells.reaches(state, others, keys)) {
      scoredBeyond(counter, state, terms);
      return;
    }
    for (int i = 0; i < keys.length; i++) {
      counter.tally(state, counts + cells.placeWithin(state, others, i, keys[i]));
    }
    int label = terms.row.label;
    counter.tally(state, counts + cells.placeWithin(state, others, label, keys[label]) + 1);
  }

  private void scoredBeyond(RowCounter counter, long[] state, RowTerms terms) {
    long[] keys = terms.keys;
    for (int i = 0; i < keys.length; i++) {
      counter.tally(state, counts + place(state, i, keys[i]));
    }
    int label = terms.row.label;
    counter.tally(state, counts + place(state, label, keys[label]) + 1);
  }

  private int place(long[] state, int ofClass, long key) {
    return cells.place(state, counters, counts, others, ofClass, key);
  }

  @Override
  public void merge(long[] into, long[] from) {
    cells.merge(into, from, counts, others);
  }

  @Override
  public void subtract(long[] sum, long[] part, Collection<long[]> rest) {
    cells.subtract(sum, part, rest, counts, others);
  }

  @Override
  public void canonicalise(long[] state) {
    cells.canonicalise(state, counts, others);
  }

  /** The cells, a set for each class; of the second side, rows whose label is the class. */
  public SpanCells cells() {
    return cells;
  }

  /** Where their counts begin. */
  public int counts() {
    return counts;
  }

  /** Where their windows begin. */
  public int windows() {
    return others;
  }
}
