package dev.surprisal.drift.narrative;

import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.format.Words;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What many findings are together. */
final class FindingList {

  /** The states of what was judged. */
  static final Set<FindingState> JUDGED =
      EnumSet.of(FindingState.OK, FindingState.WARN, FindingState.ALERT, FindingState.ERROR);

  private static final Set<FindingState> CHANGED =
      EnumSet.of(FindingState.WARN, FindingState.ALERT);

  private FindingList() {}

  /** The findings on all rows: one of many where there are slices, and what most is told of. */
  static List<Finding> ofAllRows(List<Finding> findings) {
    return findings.stream().filter(f -> f.slice().isAll()).toList();
  }

  /** Whether the log loss of all rows changed beyond chance over the whole current range. */
  static boolean hasChanged(List<Finding> findings) {
    return findings.stream().anyMatch(f -> f.isHeadline() && CHANGED.contains(f.state()));
  }

  /** How many comparisons were made, and what they came to. */
  static String counts(List<Finding> findings) {
    long judged = 0;
    long alerts = 0;
    long errors = 0;
    long all = 0;
    for (Finding finding : findings) {
      judged += JUDGED.contains(finding.state()) ? 1 : 0;
      alerts += finding.state() == FindingState.ALERT ? 1 : 0;
      errors += finding.state() == FindingState.ERROR ? 1 : 0;
      all += finding.comparisons();
    }
    long without = all - judged;
    return Words.count(alerts)
        + " of "
        + Words.count(judged, "comparison")
        + (alerts == 1 ? " alerts" : " alert")
        + (errors > 0 ? ", " + Words.count(errors) + " failed" : "")
        + (without > 0 ? "; " + Words.count(without) + " more had too few rows." : ".");
  }
}
