package dev.surprisal.profile.cube;

import dev.surprisal.profile.row.RowStatus;
import java.util.Arrays;

/**
 * What became of the rows of a profile, as far as it can be told without reading the rest of it.
 *
 * @param read all rows read
 * @param scored those with a valid prediction and a valid label
 * @param predictions those with a valid prediction, labelled or not
 * @param duplicates those whose key and version another row already had
 */
public record RowTally(long read, long scored, long predictions, long duplicates) {

  /** Of the first longs of a state, which are the rows by the code of their status. */
  static RowTally of(long[] rows) {
    long scored = rows[RowStatus.SCORED.code()];
    return new RowTally(
        Arrays.stream(rows).sum(),
        scored,
        scored + rows[RowStatus.UNLABELLED.code()],
        rows[RowStatus.DUPLICATE.code()]);
  }
}
