package dev.surprisal.drift;

import dev.surprisal.drift.LimitPolicy.Limit;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.MetricUnit;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.SampleSize;
import dev.surprisal.profile.cube.Series;
import dev.surprisal.profile.cube.Series.SlidingProfile;
import dev.surprisal.profile.cube.Series.WindowProfile;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds figures against the limits that people set: over the whole current range, in each of its
 * windows and in its sliding windows, without a look at the reference.
 *
 * <p>{@link State#ALERT} where the interval at level 1 − α lies wholly beyond the limit, {@link
 * State#WARN} where the figure does and the interval does not. Each window is judged by its own
 * rows, at its own level: who sets a limit asks of this window whether it is kept, so nothing
 * configured or looked at beside takes part. A figure that is exactly at its limit thus alerts in
 * one window of 2/α.
 *
 * <p>While labels are awaited, what needs them is not judged: those that come first are not like
 * the others.
 */
final class LimitFindings {

  private final DriftPolicy policy;
  private final InformationUnit unit;
  private final LimitPolicy limits;
  private final Set<TimeRange> waiting;
  private final LimitSentences sentences;

  /**
   * Prepares to judge.
   *
   * @param policy the level of the intervals and the fewest rows
   * @param unit the unit of information, that of the limits too
   * @param limits the limits
   * @param waiting the windows that still wait for labels
   */
  LimitFindings(
      DriftPolicy policy, InformationUnit unit, LimitPolicy limits, Set<TimeRange> waiting) {
    this.policy = policy;
    this.unit = unit;
    this.limits = limits;
    this.waiting = waiting;
    this.sentences = new LimitSentences(policy);
  }

  /** The findings on a series, by limit: the whole range, its windows, then the sliding ones. */
  List<Finding> of(Series series) {
    List<Finding> findings = new ArrayList<>();
    for (Limit limit : limits.limits()) {
      if (limit.slice().equals(series.slice())) {
        new OneLimit(limit, series).addTo(findings);
      }
    }
    return findings;
  }

  /** The findings on slices with a limit that a version has no row in: nobody may overlook that. */
  List<Finding> ofAbsentSlices(@Nullable String version, Set<Slice> present) {
    return limits.limits().stream()
        .filter(limit -> !present.contains(limit.slice()))
        .map(
            limit ->
                finding(new Looked(limit, version, Span.RANGE, null, State.NO_DATA, 0, 0, 0), null))
        .toList();
  }

  /**
   * What was looked at, and what it came to.
   *
   * @param rows the rows behind the figure
   * @param effective how many rows of equal weight would know as much
   * @param awaited the labels that are still waited for, where that is why nothing was judged
   */
  record Looked(
      Limit limit,
      @Nullable String version,
      Span span,
      @Nullable TimeRange window,
      State state,
      long rows,
      double effective,
      long awaited) {}

  /** One limit over one series. */
  private final class OneLimit {

    private final Limit limit;
    private final Series series;
    private final Set<TimeRange> awaiting;

    OneLimit(Limit limit, Series series) {
      this.limit = limit;
      this.series = series;
      this.awaiting = limit.metric().needsLabels() ? waiting : Set.of();
    }

    void addTo(List<Finding> findings) {
      List<WindowProfile> windows =
          series.windows().stream().filter(window -> !window.reference()).toList();
      if (!limit.metric().isCount()) {
        findings.add(whole(windows));
      }
      for (WindowProfile window : windows) {
        findings.add(look(Span.WINDOW, window.range(), window.profile()));
      }
      for (SlidingProfile sliding : series.sliding()) {
        if (!sliding.reference() && !limit.metric().isCount()) {
          findings.add(look(Span.SLIDING_WINDOW, sliding.range(), sliding.profile()));
        }
      }
    }

    /** The whole range, or what is left of it without the windows that still wait. */
    private Finding whole(List<WindowProfile> windows) {
      List<WindowProfile> settled =
          windows.stream().filter(window -> !awaiting.contains(window.range())).toList();
      if (settled.size() == windows.size()) {
        return judge(Span.RANGE, null, series.current());
      }
      return settled.isEmpty()
          ? lack(Span.RANGE, null, series.current(), awaited(series.current()))
          : judge(
              Span.RANGE,
              null,
              Profile.sum(series.current().layout(), settled.stream().map(WindowProfile::profile)));
    }

    private Finding look(Span span, TimeRange window, Profile profile) {
      long awaited = awaiting.stream().anyMatch(window::overlaps) ? awaited(profile) : 0;
      return awaited > 0 ? lack(span, window, profile, awaited) : judge(span, window, profile);
    }

    private static long awaited(Profile profile) {
      return profile.predictions() - profile.scored();
    }

    private Finding judge(Span span, @Nullable TimeRange window, Profile profile) {
      LimitMetric metric = limit.metric();
      if (!metric.isCount() && metric.size(profile).effective() < policy.minRows()) {
        return lack(span, window, profile, 0);
      }
      FigureEstimate estimate = metric.estimate(profile, policy.alpha());
      return estimate.isDefined()
          ? finding(looked(span, window, profile, state(estimate), 0), estimate)
          : lack(span, window, profile, 0);
    }

    private State state(FigureEstimate estimate) {
      FigureEstimate shown = inUnit(limit.metric(), estimate);
      if (limit.isBeyond(shown.interval())) {
        return State.ALERT;
      }
      return limit.isBeyond(shown.value()) ? State.WARN : State.OK;
    }

    private Finding lack(Span span, @Nullable TimeRange window, Profile profile, long awaited) {
      boolean none = awaited == 0 && limit.metric().size(profile).rows() == 0;
      State state = none ? State.NO_DATA : State.INSUFFICIENT_DATA;
      return finding(looked(span, window, profile, state, awaited), null);
    }

    private Looked looked(
        Span span, @Nullable TimeRange window, Profile profile, State state, long awaited) {
      SampleSize size = limit.metric().size(profile);
      long rows = awaited > 0 ? profile.predictions() : size.rows();
      return new Looked(
          limit, series.version(), span, window, state, rows, size.effective(), awaited);
    }
  }

  private FigureEstimate inUnit(LimitMetric metric, FigureEstimate estimate) {
    return metric.unit() == MetricUnit.INFORMATION
        ? new FigureEstimate(
            unit.fromNats(estimate.value()),
            unit.fromNats(estimate.observed()),
            estimate.interval().in(unit))
        : estimate;
  }

  private String unit(LimitMetric metric) {
    return switch (metric.unit()) {
      case INFORMATION -> unit.label();
      case ROWS -> "rows";
      case CLASSES -> "classes";
      default -> "ratio";
    };
  }

  private Finding finding(Looked looked, @Nullable FigureEstimate estimate) {
    Limit limit = looked.limit();
    FigureEstimate shown = estimate == null ? null : inUnit(limit.metric(), estimate);
    return new Finding(
        limit.kind(),
        limit.metric().label(),
        looked.version(),
        limit.slice(),
        looked.span(),
        looked.window(),
        Baseline.LIMIT,
        limit.kind().statistic(),
        unit(limit.metric()),
        shown == null ? null : (Double) shown.value(),
        shown == null ? null : (Double) shown.observed(),
        shown == null ? null : shown.interval(),
        null,
        null,
        null,
        limit.value(),
        looked.state(),
        Map.of(),
        0,
        looked.rows(),
        sentences.of(looked, shown, unit(limit.metric())));
  }
}
