package dev.surprisal.drift.incident;

import dev.surprisal.drift.finding.Baseline;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The episodes of all series, and the alerts that are in none: a single window that alerts and is
 * not the last one is evidence of nothing, unless people set the limit.
 *
 * @param windows the current windows, in time order, that indexes of episodes mean
 * @param all the episodes, in the order of the findings
 * @param strays the alerts that are in no episode
 */
record Episodes(List<TimeRange> windows, List<Episode> all, List<Finding> strays) {

  /** Quiet judged windows between two alerts of one episode, at most. */
  private static final int MOST_QUIET = 2;

  /** An episode is ongoing if one of so many last judged windows alerts. */
  private static final int LAST = 2;

  private record Key(@Nullable String version, Slice slice, Check check) {}

  static Episodes of(List<Finding> findings) {
    TreeSet<TimeRange> windows = new TreeSet<>(Comparator.comparing(TimeRange::from));
    Map<Key, List<Finding>> series = new LinkedHashMap<>();
    for (Finding finding : findings) {
      if (isOfWindow(finding)) {
        windows.add(Objects.requireNonNull(finding.window()));
      }
      Key key = new Key(finding.version(), finding.slice(), Check.of(finding));
      series.computeIfAbsent(key, of -> new ArrayList<>()).add(finding);
    }
    List<TimeRange> ordered = List.copyOf(windows);
    Map<TimeRange, Integer> index = new HashMap<>();
    for (int i = 0; i < ordered.size(); i++) {
      index.put(ordered.get(i), i);
    }
    Episodes episodes = new Episodes(ordered, new ArrayList<>(), new ArrayList<>());
    series.forEach((key, of) -> episodes.add(key, of, index));
    return episodes;
  }

  /** Whether it is of one window, against the reference or a limit. */
  static boolean isOfWindow(Finding finding) {
    return finding.span() == Span.WINDOW
        && finding.baseline() != Baseline.PREVIOUS
        && finding.window() != null
        && finding.folded() == null;
  }

  /** The windows of a series that alert together; the open form of an episode. */
  private static final class Run {
    final List<Finding> alerts = new ArrayList<>();
    final int first;
    int last;
    int lastJudged;

    Run(int first) {
      this.first = first;
    }

    /** One window confirms another; the last one has none after it to wait for. */
    boolean isEpisode(int judged) {
      return alerts.size() > 1 || lastJudged == judged - 1;
    }

    boolean overlaps(TimeRange range, List<TimeRange> windows) {
      return windows.get(first).from().isBefore(range.to())
          && range.from().isBefore(windows.get(last).to());
    }
  }

  private void add(Key key, List<Finding> series, Map<TimeRange, Integer> index) {
    List<Run> runs = new ArrayList<>();
    List<Finding> others = new ArrayList<>();
    int judged = 0;
    for (Finding finding : series) {
      boolean isAlert = finding.state() == FindingState.ALERT;
      if (!isOfWindow(finding)) {
        if (isAlert) {
          others.add(finding);
        }
        continue;
      }
      if (!isJudged(finding)) {
        continue;
      }
      if (isAlert) {
        int at = Objects.requireNonNull(index.get(finding.window()));
        Run run = runs.isEmpty() ? null : runs.get(runs.size() - 1);
        if (run == null || judged - run.lastJudged > MOST_QUIET + 1) {
          run = new Run(at);
          runs.add(run);
        }
        run.alerts.add(finding);
        run.last = at;
        run.lastJudged = judged;
      }
      judged++;
    }
    close(key, runs, others, judged);
  }

  /** Whether there were rows enough to tell. */
  static boolean isJudged(Finding finding) {
    return switch (finding.state()) {
      case OK, WARN, ALERT -> true;
      case NO_DATA, INSUFFICIENT_DATA, ERROR -> false;
    };
  }

  private void close(Key key, List<Run> runs, List<Finding> others, int judged) {
    boolean isLimit = key.check().kind().isLimit();
    List<Run> kept = runs.stream().filter(run -> isLimit || run.isEpisode(judged)).toList();
    runs.stream().filter(run -> !kept.contains(run)).forEach(run -> strays.addAll(run.alerts));
    List<Finding> gradual = new ArrayList<>();
    Map<Run, List<Finding>> joined = new HashMap<>();
    for (Finding other : others) {
      TimeRange window = other.window();
      List<Run> over =
          kept.stream().filter(run -> window == null || run.overlaps(window, windows)).toList();
      if (!over.isEmpty()) {
        // Once, so that the alerts of all episodes add up to those that there are.
        joined.computeIfAbsent(over.get(over.size() - 1), of -> new ArrayList<>()).add(other);
      } else if (window == null) {
        gradual.add(other);
      } else {
        strays.add(other);
      }
    }
    for (Run run : kept) {
      List<Finding> alerts = new ArrayList<>(run.alerts);
      alerts.addAll(joined.getOrDefault(run, List.of()));
      all.add(
          new Episode(
              key.version(),
              key.slice(),
              key.check(),
              alerts,
              run.first,
              run.last,
              run.alerts.size(),
              run.lastJudged >= judged - LAST));
    }
    if (!gradual.isEmpty()) {
      all.add(new Episode(key.version(), key.slice(), key.check(), gradual, -1, -1, 0, true));
    }
  }
}
