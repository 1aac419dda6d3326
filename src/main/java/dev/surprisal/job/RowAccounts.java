package dev.surprisal.job;

import dev.surprisal.profile.Profile;
import dev.surprisal.profile.cube.Cell;
import dev.surprisal.profile.row.RowStatus;
import dev.surprisal.profile.time.TimeRange.Side;
import dev.surprisal.report.LabelCounts;
import dev.surprisal.report.RowCounts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the end of every row off a profile. */
final class RowAccounts {

  private RowAccounts() {}

  static RowCounts of(Profile total, LabelCounts labels) {
    Map<String, Long> rejected = new TreeMap<>();
    for (RowStatus status : RowStatus.values()) {
      boolean isKept = status != RowStatus.INVALID_WEIGHT || total.layout().spec().weighs();
      if (status.isRejected() && isKept) {
        rejected.put(status.label(), total.rows(status));
      }
    }
    return new RowCounts(
        total.read(),
        total.scored(),
        total.rows(RowStatus.UNLABELLED),
        total.rows(RowStatus.DUPLICATE),
        rejected,
        labels);
  }

  /** Of the predictions, and beside them of a reference that is a dataset of its own. */
  static RowCounts of(Plan plan, Profiles profiles) {
    RowCounts predictions = of(plan, profiles.cells(Side.PREDICTIONS));
    return profiles.reference().isEmpty()
        ? predictions
        : predictions.beside(of(plan, profiles.cells(Side.REFERENCE)));
  }

  private static RowCounts of(Plan plan, List<Cell> cells) {
    return of(total(plan, cells), LabelAccounts.of(cells));
  }

  /** The profile of all rows of a dataset. */
  static Profile total(Plan plan, List<Cell> cells) {
    return Profile.sum(
        plan.layout(), Cell.ofOneSet(cells).stream().map(cell -> cell.profile().open()));
  }
}
