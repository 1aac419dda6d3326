package dev.surprisal.report;

import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds a report's figures by where they were measured: all but those of slices in windows, of
 * which it knows the log loss.
 */
public final class MetricIndex {

  private record Key(
      MetricValue.Scope scope,
      @Nullable Instant start,
      @Nullable String version,
      Slice slice,
      String metric,
      @Nullable String ofClass) {}

  /** All that is asked of slices in windows, which are by far the most. */
  private static final String OF_SLICES = "log_loss";

  private final Map<Key, MetricValue> byKey = new HashMap<>();

  public MetricIndex(List<MetricValue> metrics) {
    for (MetricValue metric : metrics) {
      boolean window =
          metric.scope() == MetricValue.Scope.WINDOW || metric.scope() == MetricValue.Scope.SLIDING;
      // Nobody asks for the rows of a pair of classes.
      if (metric.predicted() != null) {
        continue;
      }
      if (window && !metric.slice().isAll() && !metric.metric().equals(OF_SLICES)) {
        continue;
      }
      TimeRange range = metric.window().range();
      Key key =
          new Key(
              metric.scope(),
              window ? range.from() : null,
              metric.version(),
              metric.slice(),
              metric.metric(),
              metric.ofClass());
      if (window && range.side() == TimeRange.Side.REFERENCE) {
        // Another dataset may have a window that starts at the same time.
        byKey.putIfAbsent(key, metric);
      } else {
        byKey.put(key, metric);
      }
    }
  }

  /** A figure of the reference or the current range. */
  public Optional<MetricValue> find(
      MetricValue.Scope scope, @Nullable String version, Slice slice, String metric) {
    return Optional.ofNullable(byKey.get(new Key(scope, null, version, slice, metric, null)));
  }

  /** A figure of the window that starts then. */
  public Optional<MetricValue> find(
      Instant start, @Nullable String version, Slice slice, String metric) {
    return Optional.ofNullable(
        byKey.get(new Key(MetricValue.Scope.WINDOW, start, version, slice, metric, null)));
  }

  /** The value of a figure of the reference or the current range, null where there is none. */
  public @Nullable Double value(
      MetricValue.Scope scope, @Nullable String version, Slice slice, String metric) {
    return value(scope, version, slice, metric, null);
  }

  /** The same of one class, or of all. */
  public @Nullable Double value(
      MetricValue.Scope scope,
      @Nullable String version,
      Slice slice,
      String metric,
      @Nullable String ofClass) {
    MetricValue found = byKey.get(new Key(scope, null, version, slice, metric, ofClass));
    return found == null ? null : found.value();
  }
}
