package dev.surprisal.drift.judgement;

import dev.surprisal.drift.comparison.Outcome;
import dev.surprisal.drift.finding.Baseline;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.finding.InsufficientWindows;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.profile.SampleSize;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import org.jspecify.annotations.Nullable;

/**
 * A comparison made or not, before it is judged beside the others of the run.
 *
 * @param kind what was compared
 * @param subject the column, or null where it is none
 * @param version the model's version, or null where the model has none
 * @param slice the rows
 * @param span how much of the current time
 * @param window the window, or null for the whole current range
 * @param baseline what it was compared with
 * @param before the rows on the reference's side
 * @param after the rows on the current side
 * @param outcome what was found; null where there were too few rows to look
 * @param awaited the current rows whose labels may still come, where that is why nothing was looked
 *     for; else 0
 * @param folded the windows that this one tells of, where they are several; else null
 * @param referenceWindows the reference's windows that have rows
 * @param currentWindows how many windows of equal weight the whole current range is worth, whatever
 *     the span: 1 / Σ (n_w / n)²
 */
public record Candidate(
    ComparisonKind kind,
    @Nullable String subject,
    @Nullable String version,
    Slice slice,
    Span span,
    @Nullable TimeRange window,
    Baseline baseline,
    SampleSize before,
    SampleSize after,
    @Nullable Outcome outcome,
    long awaited,
    @Nullable InsufficientWindows folded,
    int referenceWindows,
    double currentWindows) {

  /** What is compared. */
  record Compared(
      @Nullable String version, ComparisonKind kind, @Nullable String subject, Baseline baseline) {}

  /** What is compared, where: a range and its windows have it in common. */
  record Series(Compared compared, Slice slice) {}

  /** The same with another outcome. */
  Candidate with(Outcome other) {
    return new Candidate(
        kind,
        subject,
        version,
        slice,
        span,
        window,
        baseline,
        before,
        after,
        other,
        awaited,
        folded,
        referenceWindows,
        currentWindows);
  }

  Series series() {
    return new Series(new Compared(version, kind, subject, baseline), slice);
  }

  public long referenceRows() {
    return before.rows();
  }

  public long currentRows() {
    return after.rows();
  }

  /** What it comes to where there is no outcome. */
  FindingState lack() {
    if (folded != null) {
      return folded.state();
    }
    return referenceRows() == 0 || currentRows() == 0
        ? FindingState.NO_DATA
        : FindingState.INSUFFICIENT_DATA;
  }
}
