package dev.surprisal.profile.section;

import dev.surprisal.profile.row.RowStatus;

/**
 * The section of what became of the rows: how many there are of each {@link RowStatus}, by its
 * code, and of how many scored ones the label had been given more than once. All count rows,
 * whatever these weigh. It is the first of every state, so that its counts are a state's first
 * longs.
 */
public final class RowCounts extends Section {

  public static final SectionType TYPE =
      SectionType.always("rows", 1, (spec, offsets) -> new RowCounts(offsets));

  private final int labelDuplicates;

  private RowCounts(StateOffsets offsets) {
    super(offsets, Size.ofCounts(RowStatus.count() + 1));
    this.labelDuplicates = counts + RowStatus.count();
  }

  public void count(RowCounter counter, long[] state, RowStatus status) {
    counter.row(state, counts + status.code());
  }

  public void labelRepeated(RowCounter counter, long[] state) {
    counter.row(state, labelDuplicates);
  }

  /** Counts rows by the code of their status. */
  public void count(long[] vector, long[] rows) {
    for (int i = 0; i < rows.length; i++) {
      vector[counts + i] += rows[i];
    }
  }

  /** The rows of a status. */
  public long rows(long[] state, RowStatus status) {
    return state[counts + status.code()];
  }

  /** All rows. */
  public long read(long[] state) {
    long read = 0;
    for (int i = 0; i < RowStatus.count(); i++) {
      read += state[counts + i];
    }
    return read;
  }

  /** Rows whose label had been given more than once. */
  public long labelDuplicates(long[] state) {
    return state[labelDuplicates];
  }
}
