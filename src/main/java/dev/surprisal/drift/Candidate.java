package dev.surprisal.drift;

import dev.surprisal.profile.SampleSize;
import dev.surprisal.profile.Slice;
import dev.surprisal.profile.TimeRange;
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
 */
record Candidate(
    ComparisonKind kind,
    @Nullable String subject,
    @Nullable String version,
    Slice slice,
    Span span,
    @Nullable TimeRange window,
    Baseline baseline,
    SampleSize before,
    SampleSize after,
    @Nullable Outcome outcome) {

  long referenceRows() {
    return before.rows();
  }

  long currentRows() {
    return after.rows();
  }
}
