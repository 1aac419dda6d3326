package dev.surprisal.drift.limit;

import dev.surprisal.drift.finding.DriftPolicy;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.drift.limit.LimitPolicy.Limit;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds figures against the limits that people set: over the whole current range, in each of its
 * windows and in its sliding windows, without a look at the reference.
 *
 * <p>{@link FindingState#ALERT} where the interval at level 1 − α lies wholly beyond the limit,
 * {@link FindingState#WARN} where the figure does and the interval does not. Each window is judged
 * by its own rows, at its own level: who sets a limit asks of this window whether it is kept, so
 * nothing configured or looked at beside takes part. A figure that is exactly at its limit thus
 * alerts in one window of 2/α.
 *
 * <p>While labels are awaited, what needs them is not judged: those that come first are not like
 * the others.
 */
public final class LimitChecks {

  private final DriftPolicy policy;
  private final InformationUnit unit;
  private final LimitPolicy limits;
  private final Set<TimeRange> waiting;

  /**
   * Prepares to judge.
   *
   * @param policy the level of the intervals and the fewest rows
   * @param unit the unit of information, that of the limits too
   * @param limits the limits
   * @param waiting the windows that still wait for labels
   */
  public LimitChecks(
      DriftPolicy policy, InformationUnit unit, LimitPolicy limits, Set<TimeRange> waiting) {
    this.policy = policy;
    this.unit = unit;
    this.limits = limits;
    this.waiting = waiting;
  }

  /** The checks of a series, by limit: the whole range, its windows, then the sliding ones. */
  public List<LimitCheck> check(Series series) {
    List<LimitCheck> checks = new ArrayList<>();
    for (Limit limit : limits.limits()) {
      if (limit.slice().equals(series.slice())) {
        new OneLimit(limit, series).addTo(checks);
      }
    }
    return checks;
  }

  /** The checks of slices with a limit that a version has no row in: nobody may overlook that. */
  public List<LimitCheck> ofAbsentSlices(@Nullable String version, Set<Slice> present) {
    return limits.limits().stream()
        .filter(limit -> !present.contains(limit.slice()))
        .map(
            limit ->
                new LimitCheck(
                    limit, version, Span.RANGE, null, FindingState.NO_DATA, null, 0, 0, 0))
        .toList();
  }

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

    void addTo(List<LimitCheck> checks) {
      List<WindowProfile> windows =
          series.windows().stream().filter(window -> !window.reference()).toList();
      if (!limit.metric().isCount()) {
        checks.add(whole(windows));
      }
      for (WindowProfile window : windows) {
        checks.add(look(Span.WINDOW, window.range(), window.profile()));
      }
      for (SlidingProfile sliding : series.sliding()) {
        if (!sliding.reference() && !limit.metric().isCount()) {
          checks.add(look(Span.SLIDING_WINDOW, sliding.range(), sliding.profile()));
        }
      }
    }

    /** The whole range, or what is left of it without the windows that still wait. */
    private LimitCheck whole(List<WindowProfile> windows) {
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

    private LimitCheck look(Span span, TimeRange window, Profile profile) {
      long awaited = awaiting.stream().anyMatch(window::overlaps) ? awaited(profile) : 0;
      return awaited > 0 ? lack(span, window, profile, awaited) : judge(span, window, profile);
    }

    private static long awaited(Profile profile) {
      return profile.predictions() - profile.scored();
    }

    private LimitCheck judge(Span span, @Nullable TimeRange window, Profile profile) {
      LimitedFigure metric = limit.metric();
      if (!metric.isCount() && metric.size(profile).effective() < policy.minRows()) {
        return lack(span, window, profile, 0);
      }
      FigureEstimate estimate = metric.estimate(profile, policy.alpha());
      if (!estimate.isDefined()) {
        return lack(span, window, profile, 0);
      }
      FigureEstimate shown = inUnit(metric, estimate);
      return checked(span, window, profile, state(shown), shown, 0);
    }

    private FindingState state(FigureEstimate shown) {
      if (limit.isBeyond(shown.interval())) {
        return FindingState.ALERT;
      }
      return limit.isBeyond(shown.value()) ? FindingState.WARN : FindingState.OK;
    }

    private LimitCheck lack(Span span, @Nullable TimeRange window, Profile profile, long awaited) {
      boolean none = awaited == 0 && limit.metric().size(profile).rows() == 0;
      FindingState state = none ? FindingState.NO_DATA : FindingState.INSUFFICIENT_DATA;
      return checked(span, window, profile, state, null, awaited);
    }

    private LimitCheck checked(
        Span span,
        @Nullable TimeRange window,
        Profile profile,
        FindingState state,
        @Nullable FigureEstimate shown,
        long awaited) {
      SampleSize size = limit.metric().size(profile);
      long rows = awaited > 0 ? profile.predictions() : size.rows();
      return new LimitCheck(
          limit, series.version(), span, window, state, shown, rows, size.effective(), awaited);
    }
  }

  private FigureEstimate inUnit(LimitedFigure metric, FigureEstimate estimate) {
    return metric.unit() == MetricUnit.INFORMATION
        ? new FigureEstimate(
            unit.fromNats(estimate.value()),
            unit.fromNats(estimate.observed()),
            estimate.interval().in(unit))
        : estimate;
  }
}
