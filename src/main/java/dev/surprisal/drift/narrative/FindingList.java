package dev.surprisal.drift.narrative;

import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.finding.SkipReason;
import dev.surprisal.format.Figures;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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

  /** Whether the log loss of all rows changed significantly over the whole current range. */
  static boolean hasChanged(List<Finding> findings) {
    return findings.stream().anyMatch(f -> f.isHeadline() && CHANGED.contains(f.state()));
  }

  /** How many comparisons were made and what they came to; how many were not, and why. */
  static String counts(List<Finding> findings) {
    return counts(findings, List.of());
  }

  /**
   * The same after the number of open incidents, where there are any; and how many alerts are in no
   * incident, since grouping may not hide any.
   */
  static String counts(List<Finding> findings, List<DescribedIncident> incidents) {
    long open = incidents.stream().filter(DescribedIncident::isOpen).count();
    long grouped = incidents.stream().mapToLong(it -> it.incident().alerts()).sum();
    long judged = 0;
    long alerts = 0;
    long errors = 0;
    Map<SkipReason, Long> skipped = new EnumMap<>(SkipReason.class);
    for (Finding finding : findings) {
      judged += JUDGED.contains(finding.state()) ? 1 : 0;
      alerts += finding.state() == FindingState.ALERT ? 1 : 0;
      errors += finding.state() == FindingState.ERROR ? 1 : 0;
      SkipReason reason = finding.judgement().skipped();
      if (reason != null) {
        skipped.merge(reason, (long) finding.comparisons(), Long::sum);
      }
    }
    String checks =
        Figures.count(alerts)
            + " of "
            + Figures.count(judged, "check")
            + " alerting"
            + (grouped > 0 && grouped < alerts
                ? ", " + Figures.count(alerts - grouped) + " in no incident"
                : "")
            + (errors > 0 ? ", " + Figures.count(errors) + " failed" : "");
    return (open == 0 ? checks : Figures.count(open, "open incident") + " (" + checks + ")")
        + "."
        + skipped(skipped);
  }

  private static String skipped(Map<SkipReason, Long> skipped) {
    if (skipped.isEmpty()) {
      return "";
    }
    long all = skipped.values().stream().mapToLong(Long::longValue).sum();
    if (skipped.size() == 1) {
      return " "
          + Figures.count(all, "check")
          + " skipped, "
          + why(skipped.keySet().iterator().next())
          + ".";
    }
    return " "
        + Figures.count(all, "check")
        + " skipped: "
        + skipped.entrySet().stream()
            .map(it -> Figures.count(it.getValue()) + " " + why(it.getKey()))
            .collect(Collectors.joining(", "))
        + ".";
  }

  private static String why(SkipReason reason) {
    return switch (reason) {
      case NO_ROWS -> "without rows";
      case TOO_FEW_ROWS -> "with too few rows";
      case AWAITING_LABELS -> "waiting for labels";
    };
  }
}
