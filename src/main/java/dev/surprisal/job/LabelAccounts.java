package dev.surprisal.job;

import dev.surprisal.profile.Profile;
import dev.surprisal.profile.cube.Cell;
import dev.surprisal.report.LabelCounts;
import java.util.Collection;

/**
 * Reads off profiles what became of labels. Rows that only say something of a label are folded into
 * one count: in a window, that the label of a scored row was repeated; without one, that a label
 * has no prediction, which alone could tell its time.
 */
final class LabelAccounts {

  private LabelAccounts() {}

  static LabelCounts of(Collection<Cell> cells) {
    long repeated = 0;
    long strays = 0;
    for (Cell cell : Cell.ofOneSet(cells)) {
      Profile profile = cell.profile().open();
      if (cell.window() == null) {
        strays += profile.labelDuplicates();
      } else {
        repeated += profile.labelDuplicates();
      }
    }
    return new LabelCounts(repeated, strays);
  }
}
