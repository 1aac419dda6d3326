package dev.surprisal.profile.section;

/** The section of scored rows by the label's rank among very many classes, from 1 to 10. */
public final class LabelRanks extends Section {

  public static final SectionType TYPE =
      new SectionType(
          "ranks", 1, spec -> !spec.crossesClasses(), (spec, offsets) -> new LabelRanks(offsets));

  private static final int RANKS = 10;

  private LabelRanks(StateOffsets offsets) {
    super(offsets, Size.ofCounts(RANKS));
  }

  @Override
  public void scored(RowCounter counter, long[] state, RowTerms terms) {
    int rank = terms.row.rank();
    if (rank <= RANKS) {
      counter.tally(state, counts + rank - 1);
    }
  }

  /** Scored rows whose label was among so many most probable classes, at most ten. */
  public long among(long[] state, int most) {
    long rows = 0;
    for (int i = 0; i < most; i++) {
      rows += state[counts + i];
    }
    return rows;
  }
}
