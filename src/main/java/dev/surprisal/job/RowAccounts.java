package dev.surprisal.job;

import dev.surprisal.profile.Profile;
import dev.surprisal.profile.RowStatus;
import dev.surprisal.report.LabelCounts;
import dev.surprisal.report.RowCounts;
import java.util.Map;
import java.util.TreeMap;

/** Reads the end of every row off a profile. */
final class RowAccounts {

  private RowAccounts() {}

  static RowCounts of(Profile total, LabelCounts labels) {
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
        rejected,
        labels);
  }
}
