package dev.surprisal.report.openmetrics;

import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.report.MetricValue;
import dev.surprisal.report.Report;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Each version's latest window that has labels, of the windows and of the sliding ones: a series of
 * it goes on from run to run instead of a new one with each window.
 */
final class LatestWindows {

  private final Map<@Nullable String, TimeRange> windows = new HashMap<>();
  private final Map<@Nullable String, TimeRange> sliding = new HashMap<>();
  private @Nullable Instant end;

  private LatestWindows() {}

  static LatestWindows of(Report report) {
    LatestWindows latest = new LatestWindows();
    for (MetricValue it : report.metrics()) {
      TimeRange window = it.window().range();
      if (isOfWindows(it.scope()) && it.slice().isAll() && report.current().overlaps(window)) {
        latest.add(it, window);
      }
    }
    return latest;
  }

  private void add(MetricValue it, TimeRange window) {
    if (it.scope() == MetricValue.Scope.WINDOW) {
      end = end == null || window.to().isAfter(end) ? window.to() : end;
    }
    if (it.metric().equals("log_loss") && it.value() != null) {
      of(it.scope()).merge(it.version(), window, (a, b) -> a.from().isAfter(b.from()) ? a : b);
    }
  }

  private Map<@Nullable String, TimeRange> of(MetricValue.Scope scope) {
    return scope == MetricValue.Scope.SLIDING ? sliding : windows;
  }

  static boolean isOfWindows(MetricValue.Scope scope) {
    return scope == MetricValue.Scope.WINDOW || scope == MetricValue.Scope.SLIDING;
  }

  /** The windows by version, in the versions' order. */
  Map<@Nullable String, TimeRange> byVersion() {
    Map<@Nullable String, TimeRange> sorted =
        new TreeMap<>(Comparator.nullsFirst(Comparator.<String>naturalOrder()));
    sorted.putAll(windows);
    return sorted;
  }

  /** Whether a window is the latest one of its kind. */
  boolean isLatest(MetricValue.Scope scope, @Nullable String version, TimeRange window) {
    TimeRange latest = of(scope).get(version);
    return latest != null && latest.from().equals(window.from());
  }

  /** Whether a version has a window with labels. */
  boolean has(@Nullable String version) {
    return windows.containsKey(version);
  }

  /** The versions with the latest windows first: of those people want to know most. */
  Comparator<@Nullable String> latestFirst() {
    return Comparator.comparing(this::start, Comparator.reverseOrder())
        .thenComparing(Comparator.nullsFirst(Comparator.<String>naturalOrder()));
  }

  private Instant start(@Nullable String version) {
    TimeRange latest = windows.get(version);
    return latest == null ? Instant.MIN : latest.from();
  }

  /** The end of the last window with rows, labelled or not; null without windows. */
  @Nullable Instant end() {
    return end;
  }
}
