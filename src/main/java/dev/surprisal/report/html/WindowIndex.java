package dev.surprisal.report.html;

import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.report.MetricValue;
import dev.surprisal.report.Report;
import dev.surprisal.report.ReportWindow;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The windows that a version and slice has figures of: of all rows, and of the places of incidents.
 * A report may have millions of figures, so one look at them has to do.
 */
final class WindowIndex {

  private record Key(@Nullable String version, Slice slice) {}

  private final Map<Key, TreeMap<Instant, ReportWindow>> byKey = new HashMap<>();

  WindowIndex(Report report) {
    Set<Slice> slices = new HashSet<>();
    slices.add(Slice.ALL);
    report.incidents().forEach(it -> slices.add(it.incident().slice()));
    for (MetricValue it : report.metrics()) {
      if (it.scope() == MetricValue.Scope.WINDOW
          && it.metric().equals("log_loss")
          && slices.contains(it.slice())
          && !isAtTheSameTime(report, it.window().range())) {
        byKey
            .computeIfAbsent(new Key(it.version(), it.slice()), of -> new TreeMap<>())
            .put(it.window().range().from(), it.window());
      }
    }
  }

  /** The windows, in order of time. */
  List<ReportWindow> of(@Nullable String version, Slice slice) {
    TreeMap<Instant, ReportWindow> windows = byKey.get(new Key(version, slice));
    return windows == null ? List.of() : List.copyOf(windows.values());
  }

  /** Whether it is a window of a reference dataset whose time is that of the predictions, too. */
  static boolean isAtTheSameTime(Report report, TimeRange window) {
    return window.side() == TimeRange.Side.REFERENCE
        && report.reference().onSide(TimeRange.Side.PREDICTIONS).overlaps(report.current());
  }
}
