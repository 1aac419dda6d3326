package dev.surprisal.profile.section;

import dev.surprisal.profile.sketch.AdaptiveCells;
import java.util.Collection;

/**
 * The section of the probability of the last of two classes, in {@link AdaptiveCells}: of rows
 * without a label, with that of the first and with that of the last.
 */
public final class ScoreCells extends Section {

  public static final SectionType TYPE =
      new SectionType(
          "score", 1, spec -> spec.classes() == 2, (spec, offsets) -> new ScoreCells(offsets));

  /** Chosen by trial: see decision 30. */
  private static final AdaptiveCells CELLS = new AdaptiveCells(320, 3);

  private ScoreCells(StateOffsets offsets) {
    super(offsets, Size.ofOthers(CELLS.longs()));
  }

  @Override
  public void predicted(RowCounter counter, long[] state, RowTerms terms) {
    CELLS.add(state, others, terms.keys[1], terms.row.label + 1, terms.units);
  }

  @Override
  public void mergeOthers(long[] into, long[] from) {
    CELLS.merge(into, from, others);
  }

  @Override
  public void subtractOthers(long[] sum, long[] part, Collection<long[]> rest) {
    if (CELLS.isAsCoarse(rest, others, AdaptiveCells.level(sum, others))) {
      CELLS.subtract(sum, part, others);
    } else {
      super.subtractOthers(sum, part, rest);
    }
  }

  @Override
  public void pack(long[] state) {
    CELLS.pack(state, others);
  }

  @Override
  public void unpack(long[] state) {
    CELLS.unpack(state, others);
  }

  /** The cells. */
  public AdaptiveCells cells() {
    return CELLS;
  }

  /** Where they begin. */
  public int at() {
    return others;
  }
}
