package dev.surprisal.report.html;

import dev.surprisal.drift.finding.Baseline;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds findings by what they are of. */
final class States {

  private record Key(
      ComparisonKind comparison, @Nullable String version, Slice slice, @Nullable Instant start) {}

  private final Map<Key, FindingState> byKey = new HashMap<>();
  private final List<Finding> whole = new ArrayList<>();

  States(List<Finding> findings) {
    for (Finding it : findings) {
      TimeRange window = it.window();
      if (it.isWhole()) {
        whole.add(it);
      }
      if (it.subject() == null
          && it.baseline() == Baseline.REFERENCE
          && it.span() != Span.SLIDING_WINDOW
          && it.folded() == null) {
        byKey.put(
            new Key(
                it.comparison(), it.version(), it.slice(), window == null ? null : window.from()),
            it.state());
      }
    }
  }

  /** That of a window. */
  @Nullable FindingState of(
      ComparisonKind comparison, @Nullable String version, Slice slice, Instant start) {
    return byKey.get(new Key(comparison, version, slice, start));
  }

  /** That of the whole current range. */
  @Nullable FindingState of(ComparisonKind comparison, @Nullable String version, Slice slice) {
    return byKey.get(new Key(comparison, version, slice, null));
  }

  /** The finding on all rows of the whole current range. */
  Optional<Finding> whole(
      ComparisonKind comparison, @Nullable String subject, @Nullable String version) {
    return whole.stream()
        .filter(it -> it.comparison() == comparison && it.baseline() == Baseline.REFERENCE)
        .filter(it -> Objects.equals(it.subject(), subject))
        .filter(it -> Objects.equals(it.version(), version))
        .findFirst();
  }

  /** The limits of a metric, of all rows. */
  List<Double> limits(String metric, @Nullable String version) {
    return whole.stream()
        .filter(it -> it.comparison().isLimit() && metric.equals(it.subject()))
        .filter(it -> Objects.equals(it.version(), version))
        .map(it -> it.judgement().threshold())
        .distinct()
        .toList();
  }
}
