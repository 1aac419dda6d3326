package dev.surprisal.report;

import dev.surprisal.drift.attribution.Attribution;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.FindingState;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/** The order in which findings are listed, and how many there are of each state. */
public final class FindingOrder {

  /**
   * The most severe state first; of these what the model gets wrong before what merely moved, the
   * whole range before its windows, sliding ones before the others, and the largest effect first:
   * effects of different comparisons are not of one kind, and a column far off in one window would
   * hide all else. Findings without an effect last.
   */
  static final Comparator<Finding> FIRST =
      Comparator.comparing(Finding::state, Comparator.reverseOrder())
          .thenComparing(Finding::comparison)
          .thenComparing(Finding::span)
          .thenComparing(FindingOrder::size, Comparator.reverseOrder());

  private FindingOrder() {}

  /**
   * The most severe findings, in their order; equals stay in their published order. Of a hundred
   * thousand findings few are shown, so the others are never put in order.
   *
   * @param most how many, at least 1
   */
  public static List<Finding> mostSevere(List<Finding> findings, int most) {
    Comparator<Integer> order =
        Comparator.comparing((Integer at) -> findings.get(at), FIRST)
            .thenComparing(Comparator.naturalOrder());
    PriorityQueue<Integer> kept = new PriorityQueue<>(order.reversed());
    for (int at = 0; at < findings.size(); at++) {
      Integer mildest = kept.size() < most ? null : kept.element();
      // Of equals the earlier one comes first; so most are passed over after one look.
      if (mildest == null || FIRST.compare(findings.get(at), findings.get(mildest)) < 0) {
        kept.add(at);
      }
      if (kept.size() > most) {
        kept.remove();
      }
    }
    return kept.stream().sorted(order).map(findings::get).toList();
  }

  /** The splits of changes of the log loss, the one with the largest single contribution first. */
  public static List<Attribution> sortedSplits(List<Attribution> splits) {
    return splits.stream()
        .filter(it -> it.comparison() == ComparisonKind.LOG_LOSS)
        .sorted(Comparator.comparingDouble(FindingOrder::largestPart).reversed())
        .toList();
  }

  /** The number of comparisons of every state, the most severe state first. */
  public static Map<FindingState, Long> counts(List<Finding> findings) {
    Map<FindingState, Long> counts = new TreeMap<>(Comparator.reverseOrder());
    for (FindingState state : FindingState.values()) {
      counts.put(state, 0L);
    }
    findings.forEach(it -> counts.merge(it.state(), (long) it.comparisons(), Long::sum));
    return counts;
  }

  private static double largestPart(Attribution split) {
    return split.parts().stream()
        .mapToDouble(it -> Math.abs(it.mix() + it.within()))
        .max()
        .orElse(0);
  }

  private static double size(Finding finding) {
    Double effect = finding.effect();
    return effect == null || effect.isNaN() ? -1 : Math.abs(effect);
  }
}
