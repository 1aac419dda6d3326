package dev.surprisal.profile.section;

import dev.surprisal.profile.sketch.SpanCells;
import java.util.Collection;

/** The section of all valid predictions by confidence, in {@link SpanCells}. */
public final class ConfidenceCells extends Section {

  public static final SectionType TYPE =
      SectionType.always("confidence", 1, (spec, offsets) -> new ConfidenceCells(offsets));

  private static final SpanCells CELLS = new SpanCells(64, 1, 1);

  private final SpanCells.Counters counters;

  private ConfidenceCells(StateOffsets offsets) {
    super(offsets, new Size(CELLS.counts(), CELLS.windows(), 0));
    this.counters = offsets.counters();
  }

  @Override
  public void predicted(RowCounter counter, long[] state, RowTerms terms) {
    int place = CELLS.place(state, counters, counts, others, 0, terms.confidenceKey);
    counter.tally(state, counts + place);
  }

  @Override
  public void merge(long[] into, long[] from) {
    CELLS.merge(into, from, counts, others);
  }

  @Override
  public void subtract(long[] sum, long[] part, Collection<long[]> rest) {
    CELLS.subtract(sum, part, rest, counts, others);
  }

  @Override
  public void canonicalise(long[] state) {
    CELLS.canonicalise(state, counts, others);
  }

  /** The cells, of one set and one side. */
  public SpanCells cells() {
    return CELLS;
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
