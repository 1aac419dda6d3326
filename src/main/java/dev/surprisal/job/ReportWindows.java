package dev.surprisal.job;

import dev.surprisal.profile.cube.Cell;
import dev.surprisal.profile.cube.RowTally;
import dev.surprisal.profile.time.LabelWait;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.WindowStatus;
import dev.surprisal.report.ReportWindow;
import dev.surprisal.store.StoredWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The stored windows, and the stretches of time that they add up to, as a report shows them. */
final class ReportWindows {

  /**
   * What a report tells of a stored window.
   *
   * @param revision how often it was profiled
   * @param scored its valid predictions with a label
   * @param awaited those without one that is still waited for
   */
  private record Labelled(int revision, long scored, long awaited) {

    static final Labelled NONE = new Labelled(1, 0, 0);

    Labelled plus(Labelled other) {
      return new Labelled(
          Math.max(revision, other.revision), scored + other.scored, awaited + other.awaited);
    }
  }

  private final LabelWait wait;

  /** By dataset and time; windows of a dataset do not overlap. */
  private final NavigableMap<TimeRange, Labelled> windows =
      new TreeMap<>(Comparator.comparing(TimeRange::side).thenComparing(TimeRange::from));

  /**
   * Looks at the stored windows.
   *
   * @param stored the windows
   * @param maxLabelDelay how long labels are waited for; null where for ever
   */
  ReportWindows(List<StoredWindow> stored, @Nullable Duration maxLabelDelay) {
    Instant end =
        stored.stream()
            .flatMap(window -> Stream.ofNullable(window.window()))
            .filter(window -> !window.isAlways())
            .map(TimeRange::to)
            .max(Comparator.naturalOrder())
            .orElse(Instant.MIN);
    this.wait = new LabelWait(maxLabelDelay, end);
    for (StoredWindow window : stored) {
      TimeRange range = window.window();
      if (range != null) {
        windows.put(range, labelled(window, range, wait));
      }
    }
  }

  private static Labelled labelled(StoredWindow window, TimeRange range, LabelWait wait) {
    long predictions = 0;
    long scored = 0;
    for (Cell cell : Cell.ofOneSet(window.cells())) {
      RowTally tally = cell.profile().tally();
      predictions += tally.predictions();
      scored += tally.scored();
    }
    return new Labelled(window.revision(), scored, wait.awaited(range, predictions, scored));
  }

  /** The stored windows. */
  Map<TimeRange, ReportWindow> windows() {
    Map<TimeRange, ReportWindow> shown = new LinkedHashMap<>();
    windows.forEach((range, labelled) -> shown.put(range, shown(range, labelled)));
    return shown;
  }

  /** The stored windows that are within the time that labels are waited for. */
  Set<TimeRange> waiting() {
    return windows.keySet().stream().filter(wait::isWithin).collect(Collectors.toSet());
  }

  /** A stretch of time, made of the stored windows inside. */
  ReportWindow whole(TimeRange range) {
    Labelled sum = Labelled.NONE;
    for (Labelled window :
        windows.subMap(start(range, range.from()), start(range, range.to())).values()) {
      sum = sum.plus(window);
    }
    return shown(range, sum);
  }

  /** What stands for an instant among the windows, which are ordered by their first one. */
  private static TimeRange start(TimeRange of, Instant instant) {
    return of.with(instant, instant.plusNanos(1));
  }

  /** Several of them. */
  Map<TimeRange, ReportWindow> wholes(List<TimeRange> ranges) {
    Map<TimeRange, ReportWindow> shown = new LinkedHashMap<>();
    ranges.forEach(range -> shown.put(range, whole(range)));
    return shown;
  }

  private static ReportWindow shown(TimeRange range, Labelled labelled) {
    return new ReportWindow(
        range, WindowStatus.of(labelled.scored, labelled.awaited), labelled.revision());
  }
}
