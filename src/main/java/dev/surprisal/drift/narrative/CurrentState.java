package dev.surprisal.drift.narrative;

import dev.surprisal.drift.finding.Baseline;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.drift.incident.Check;
import dev.surprisal.drift.incident.Incident;
import dev.surprisal.profile.cube.Slice;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state of one version as it is now: {@link FindingState#ALERT} while an incident is open, else
 * the loudest of what its last windows and the whole range show, without what belongs to incidents
 * that have recovered or may wait. What only some window in the past showed counts for nothing.
 */
final class CurrentState {

  /** What holds now is what one of so many last judged windows of a series shows. */
  private static final int LAST = 2;

  private record Stretches(Slice slice, Check check, Span span, Baseline baseline) {

    static Stretches of(Finding finding) {
      return new Stretches(finding.slice(), Check.of(finding), finding.span(), finding.baseline());
    }
  }

  private final boolean isOpen;
  private final boolean isAcknowledged;

  /** What incidents that are not open alert of. */
  private final Set<Check> settled = new HashSet<>();

  CurrentState(@Nullable String version, List<DescribedIncident> incidents) {
    boolean open = false;
    boolean acknowledged = false;
    for (DescribedIncident described : incidents) {
      Incident incident = described.incident();
      if (incident.versions().contains(version)) {
        open |= described.isOpen();
        acknowledged |= described.acknowledgement() != null;
        if (!described.isOpen()) {
          Stream.concat(incident.evidence().stream(), incident.echoes().stream())
              .map(Check::of)
              .forEach(settled::add);
        }
      }
    }
    this.isOpen = open;
    this.isAcknowledged = acknowledged;
  }

  /**
   * The state that the findings on the version come to.
   *
   * @param findings all that there are on it
   * @param hasLifetimeAlarm whether its windows together have set off the alarm for life, which
   *     stays on; of all that is on, people may have said that it can wait
   */
  FindingState of(List<Finding> findings, boolean hasLifetimeAlarm) {
    Stream<FindingState> headline =
        findings.stream()
            .filter(Finding::isHeadline)
            .map(Finding::state)
            .filter(it -> !FindingList.JUDGED.contains(it));
    FindingState loudest =
        Stream.concat(judged(findings), headline)
            .max(Comparator.naturalOrder())
            .orElse(FindingState.NO_DATA);
    boolean isAlert = isOpen || hasLifetimeAlarm && !isAcknowledged;
    return isAlert && loudest != FindingState.ERROR ? FindingState.ALERT : loudest;
  }

  private Stream<FindingState> judged(List<Finding> findings) {
    Map<Stretches, Deque<Finding>> last = new HashMap<>();
    Stream.Builder<FindingState> states = Stream.builder();
    for (Finding finding : findings) {
      FindingState state = finding.state();
      if (state == FindingState.ERROR) {
        states.add(state);
      } else if (FindingList.JUDGED.contains(state) && finding.comparison().canAlarm()) {
        states.add(FindingState.OK);
        Deque<Finding> recent =
            last.computeIfAbsent(Stretches.of(finding), of -> new ArrayDeque<>());
        recent.addLast(finding);
        if (recent.size() > LAST) {
          recent.removeFirst();
        }
      }
    }
    last.values().stream()
        .flatMap(Deque::stream)
        .filter(it -> it.state() != FindingState.OK)
        .filter(it -> !settled.contains(Check.of(it)))
        // An alert that belongs to no incident is no more than a warning.
        .forEach(it -> states.add(FindingState.WARN));
    return states.build();
  }
}
