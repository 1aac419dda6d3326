package dev.surprisal.profile.cube;

import dev.surprisal.profile.Layout;
import dev.surprisal.profile.RowStatus;

/**
 * What became of the rows of a profile, as far as it can be told without reading the rest of it.
 *
 * @param read all rows read
 * @param scored those with a valid prediction and a valid label
 * @param predictions those with a valid prediction, labelled or not
 * @param duplicates those whose key and version another row already had
 */
public record RowTally(long read, long scored, long predictions, long duplicates) {

  /** Of the beginning of a state, where the rows by status stand. */
  static RowTally of(Layout layout, long[] state) {
    long read = 0;
    for (int i = 0; i < RowStatus.count(); i++) {
      read += state[i];
    }
    long scored = state[layout.status(RowStatus.SCORED)];
    return new RowTally(
        read,
        scored,
        scored + state[layout.status(RowStatus.UNLABELLED)],
        state[layout.status(RowStatus.DUPLICATE)]);
  }
}
