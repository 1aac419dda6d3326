package dev.surprisal.profile.state;

import java.util.Collection;

/**
 * The section of the probability of the last of two classes, in {@link AdaptiveCells}: of rows
 * without a label, with that of the first and with that of the last.
 */
public final class ScoreCells extends Section {

  static final SectionType TYPE =
      new SectionType(
          "score", 1, spec -> spec.classes() == 2, (spec, offsets) -> new ScoreCells(offsets));

  /** Chosen by trial: see decision 30. */
  private static final AdaptiveCells CELLS = new AdaptiveCells(320, 3);

  private ScoreCells(StateOffsets offsets) {
    super(offsets, Size.ofOthers(CELLS.longs()));
  }

  @Override
  void predicted(RowCounter counter, long[] state, RowTerms terms) {
    CELLS.add(state, others, terms.keys[1], terms.row.label + 1, terms.units);
  }

  @Override
  void mergeOthers(long[] into, long[] from) {
    CELLS.merge(into, from, others);
  }

  @Override
  void subtractOthers(long[] sum, long[] part, Collection<long[]> rest) {
    if (CELLS.isAsCoarse(rest, others, AdaptiveCells.level(sum, others))) {
      CELLS.subtract(sum, part, others);
    } else {
      super.subtractOthers(sum, part, rest);
    }
  }

  @Override
  void pack(long[] state) {
    CELLS.pack(state, others);
  }

  @Override
  void unpack(long[] state) {
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
