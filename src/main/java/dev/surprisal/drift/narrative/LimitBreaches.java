package dev.surprisal.drift.narrative;

import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.format.Figures;
import dev.surprisal.format.Times;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the limits of a version come to, in words: those that are breached, and those that nothing
 * can be held against.
 *
 * @param findings the findings on the version
 */
record LimitBreaches(List<Finding> findings) {

  /**
   * One sentence for each limit, that on the whole range where it says so.
   *
   * @param most how many limits are described; the others are counted
   */
  Optional<String> sentence(int most) {
    Map<List<@Nullable Object>, List<Finding>> limits = new LinkedHashMap<>();
    for (Finding finding : findings) {
      if (finding.comparison().isLimit()) {
        List<@Nullable Object> limit =
            Arrays.asList(finding.comparison(), finding.subject(), finding.slice());
        limits.computeIfAbsent(limit, of -> new ArrayList<>()).add(finding);
      }
    }
    List<String> sentences = new ArrayList<>();
    limits.values().forEach(of -> sentence(of).ifPresent(sentences::add));
    if (sentences.isEmpty()) {
      return Optional.empty();
    }
    int more = sentences.size() - most;
    String others =
        more > 0 ? " " + Figures.count(more, "more limit") + " breached or not evaluated." : "";
    return Optional.of(
        String.join(" ", sentences.subList(0, Math.min(most, sentences.size()))) + others);
  }

  /** The whole range where it alerts or cannot be judged, else the windows that alert. */
  private static Optional<String> sentence(List<Finding> limit) {
    List<Finding> windows = limit.stream().filter(f -> f.span() == Span.WINDOW).toList();
    List<Finding> alerting = windows.stream().filter(f -> f.state() == FindingState.ALERT).toList();
    Optional<Finding> whole = limit.stream().filter(f -> f.span() == Span.RANGE).findFirst();
    if (whole.isPresent() && whole.get().state() == FindingState.ALERT) {
      return Optional.of(whole.get().sentence() + count(alerting, windows));
    }
    if (!alerting.isEmpty()) {
      return Optional.of(alerting.get(alerting.size() - 1).sentence() + count(alerting, windows));
    }
    return whole.filter(f -> f.effect() == null).map(Finding::sentence);
  }

  /** In how many windows it is breached, and since when. */
  private static String count(List<Finding> alerting, List<Finding> windows) {
    return windows.size() < 2 || alerting.isEmpty()
        ? ""
        : " Limit breached in "
            + Figures.count(alerting.size())
            + " of "
            + Figures.count(windows.size(), "window")
            + (alerting.size() == 1 ? " (" : " (first: ")
            + Times.range(Objects.requireNonNull(alerting.get(0).window()))
            + ").";
  }
}
