package dev.surprisal.job;

import dev.surprisal.profile.Cell;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.RowStatus;
import dev.surprisal.report.RowCounts;
import dev.surprisal.store.StoredWindow;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the end of every row off a profile. */
final class RowAccounts {

  private RowAccounts() {}

  static RowCounts of(Profile total) {
    Map<String, Long> rejected = new TreeMap<>();
    for (RowStatus status : RowStatus.values()) {
      boolean isKept = status != RowStatus.INVALID_WEIGHT || total.layout().weighs();
      if (status.isRejected() && isKept) {
        rejected.put(status.label(), total.rows(status));
      }
    }
    return new RowCounts(
        total.read(),
        total.scored(),
        total.rows(RowStatus.UNLABELLED),
        total.rows(RowStatus.DUPLICATE),
        rejected);
  }

  /** Of the predictions, and beside them of a reference that is a dataset of its own. */
  static RowCounts of(Plan plan, Profiles profiles) {
    RowCounts predictions = of(total(plan, profiles.predictions()));
    return profiles.reference().isEmpty()
        ? predictions
        : predictions.beside(of(total(plan, profiles.reference())));
  }

  private static Profile total(Plan plan, List<StoredWindow> windows) {
    List<Cell> cells = windows.stream().flatMap(window -> window.cells().stream()).toList();
    return Profile.sum(
        plan.layout(), Cell.ofOneSet(cells).stream().map(cell -> cell.profile().open()));
  }
}
