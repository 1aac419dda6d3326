package dev.surprisal.drift.judgement;

import dev.surprisal.drift.comparison.Comparison;
import dev.surprisal.drift.comparison.FittedReference;
import dev.surprisal.drift.comparison.Outcome;
import dev.surprisal.drift.comparison.Sample;
import dev.surprisal.drift.finding.Baseline;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.DriftPolicy;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.SampleSize;
import dev.surprisal.profile.cube.Series;
import dev.surprisal.profile.cube.Series.SlidingProfile;
import dev.surprisal.profile.cube.Series.WindowProfile;
import dev.surprisal.profile.time.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One comparison over one series: the whole current range, each of its windows and its sliding
 * windows against the reference, and on request each window against the one before it.
 */
public final class SeriesComparison {

  private final DriftPolicy policy;
  private final Comparison comparison;
  private final Series series;
  private final Set<TimeRange> waiting;
  private final List<WindowProfile> currentWindows;
  private final Sample reference;
  private final SampleSize referenceSize;
  private final int referenceWindows;
  private final double worthOfCurrent;
  private @Nullable FittedReference yardstick;

  /**
   * Prepares a comparison.
   *
   * @param policy when to judge
   * @param comparison what to compare
   * @param series of what
   * @param waiting the windows that still wait for labels, of which it is too early to say how many
   *     will have come
   */
  public SeriesComparison(
      DriftPolicy policy, Comparison comparison, Series series, Set<TimeRange> waiting) {
    this.policy = policy;
    this.comparison = comparison;
    this.series = series;
    this.waiting = comparison.kind() == ComparisonKind.LABEL_COVERAGE ? waiting : Set.of();
    this.currentWindows = series.windows().stream().filter(w -> !w.reference()).toList();
    this.reference = Sample.ofReference(series);
    this.referenceSize = comparison.size(series.reference());
    this.referenceWindows = reference.windowRows(comparison::size).length;
    this.worthOfCurrent = 1 / Sample.ofCurrent(series).concentration(comparison::size);
  }

  private static Sample sample(Profile whole, List<WindowProfile> windows) {
    return new Sample(whole, windows.stream().map(WindowProfile::profile).toList());
  }

  /** All of the series; the main comparisons also where there are too few rows. */
  public List<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>();
    if (!comparison.isPossible(reference)) {
      return candidates;
    }
    boolean volume = comparison.kind() == ComparisonKind.VOLUME;
    List<WindowProfile> windows = volume ? inner() : settled();
    if (!volume || !windows.isEmpty()) {
      candidates.add(whole(windows));
    }
    for (WindowProfile window : windows) {
      // Rows without a time are one window, of which the whole range has been told already.
      if (!window.range().isAlways()) {
        Sample rows = Sample.ofWindow(window.profile());
        candidates.add(againstReference(Span.WINDOW, window.range(), rows));
      }
    }
    addSliding(candidates, windows);
    if (policy.previous()) {
      addPrevious(candidates, windows);
    }
    candidates.removeIf(this::isNotWorthTelling);
    addWaiting(candidates);
    // Of all rows each window is told of: they are few, and it is them that a reader follows.
    return series.slice().isAll() ? candidates : InsufficientCandidates.fold(candidates);
  }

  /** The whole current range alone; nothing where the reference cannot be compared with. */
  public Optional<Candidate> range() {
    return comparison.isPossible(reference) ? Optional.of(whole(settled())) : Optional.empty();
  }

  /** The current windows that wait for nothing any more. */
  private List<WindowProfile> settled() {
    return waiting.isEmpty()
        ? currentWindows
        : currentWindows.stream().filter(window -> !waiting.contains(window.range())).toList();
  }

  /** The whole current range, or what is left of it without the windows that still wait. */
  private Candidate whole(List<WindowProfile> windows) {
    if (windows.isEmpty() && !waiting.isEmpty()) {
      return waiting(Span.RANGE, null, series.current());
    }
    Profile rows =
        waiting.isEmpty()
            ? series.current()
            : Profile.sum(series.current().layout(), windows.stream().map(WindowProfile::profile));
    return againstReference(Span.RANGE, null, sample(rows, windows));
  }

  /** Of all rows, what is not judged because it waits. */
  private void addWaiting(List<Candidate> candidates) {
    for (WindowProfile window : currentWindows) {
      Profile rows = window.profile();
      if (series.slice().isAll()
          && waiting.contains(window.range())
          && rows.scored() < rows.predictions()) {
        candidates.add(waiting(Span.WINDOW, window.range(), rows));
      }
    }
  }

  private Candidate waiting(Span span, @Nullable TimeRange window, Profile rows) {
    return new Candidate(
        comparison.kind(),
        comparison.subject(),
        series.version(),
        series.slice(),
        span,
        window,
        Baseline.REFERENCE,
        referenceSize,
        comparison.size(rows),
        null,
        rows.predictions() - rows.scored(),
        null,
        referenceWindows,
        worthOfCurrent);
  }

  /** The windows that no bound of the range cuts. */
  private List<WindowProfile> inner() {
    int last = currentWindows.size() - 1;
    return last < 2 ? List.of() : currentWindows.subList(1, last);
  }

  /**
   * That a window of a slice has too few rows is told by the main comparisons; the others would say
   * it ten more times.
   */
  private boolean isNotWorthTelling(Candidate candidate) {
    return candidate.outcome() == null
        && !comparison.kind().isMain()
        && (candidate.window() != null || !candidate.slice().isAll());
  }

  /** The sliding windows of the current range, as far as they are made of these windows. */
  private void addSliding(List<Candidate> candidates, List<WindowProfile> windows) {
    if (windows.isEmpty()) {
      return;
    }
    Instant from = windows.get(0).range().from();
    Instant to = windows.get(windows.size() - 1).range().to();
    for (SlidingProfile sliding : series.sliding()) {
      TimeRange range = sliding.range();
      if (!sliding.reference()
          && waiting.stream().noneMatch(range::overlaps)
          && !range.from().isBefore(from)
          && !range.to().isAfter(to)) {
        Sample rows = new Sample(sliding.profile(), sliding.parts());
        candidates.add(againstReference(Span.SLIDING_WINDOW, range, rows));
      }
    }
  }

  private Candidate againstReference(Span span, @Nullable TimeRange window, Sample current) {
    SampleSize size = comparison.size(current.whole());
    return candidate(
        span,
        window,
        Baseline.REFERENCE,
        referenceSize,
        size,
        isEnough(referenceSize, size) ? usual().measure(current) : null);
  }

  private FittedReference usual() {
    FittedReference ready = yardstick;
    if (ready == null) {
      ready = comparison.against(reference);
      yardstick = ready;
    }
    return ready;
  }

  private void addPrevious(List<Candidate> candidates, List<WindowProfile> windows) {
    for (WindowProfile window : windows) {
      int index = series.windows().indexOf(window);
      // The last window of another dataset is no window before.
      if (index > 0 && series.windows().get(index - 1).range().side() == window.range().side()) {
        WindowProfile previous = series.windows().get(index - 1);
        SampleSize before = comparison.size(previous.profile());
        SampleSize after = comparison.size(window.profile());
        Sample current = Sample.ofWindow(window.profile());
        candidates.add(
            candidate(
                Span.WINDOW,
                window.range(),
                Baseline.PREVIOUS,
                before,
                after,
                isEnough(before, after)
                    ? comparison
                        .against(Sample.ofWindow(previous.profile()), reference)
                        .measure(current)
                    : null));
      }
    }
  }

  private boolean isEnough(SampleSize before, SampleSize after) {
    return comparison.isEnough(before.effective(), after.effective(), policy.minRows());
  }

  private Candidate candidate(
      Span span,
      @Nullable TimeRange window,
      Baseline baseline,
      SampleSize before,
      SampleSize after,
      @Nullable Outcome outcome) {
    return new Candidate(
        comparison.kind(),
        comparison.subject(),
        series.version(),
        series.slice(),
        span,
        window,
        baseline,
        before,
        after,
        outcome,
        0,
        null,
        referenceWindows,
        worthOfCurrent);
  }
}
