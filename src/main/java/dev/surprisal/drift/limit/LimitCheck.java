package dev.surprisal.drift.limit;

import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.drift.limit.LimitPolicy.Limit;
import dev.surprisal.profile.time.TimeRange;
import org.jspecify.annotations.Nullable;

/**
 * A figure held against a limit, and what it came to.
 *
 * @param limit the limit
 * @param version the model's version, or null where the model has none
 * @param span how much of the current time was looked at
 * @param window the window, or null for the whole current range
 * @param state what it came to
 * @param estimate the figure in the report's unit, or null where there is none
 * @param rows the rows behind the figure
 * @param effective how many rows of equal weight would know as much
 * @param awaited the labels that are still waited for, where that is why nothing was judged
 */
public record LimitCheck(
    Limit limit,
    @Nullable String version,
    Span span,
    @Nullable TimeRange window,
    FindingState state,
    @Nullable FigureEstimate estimate,
    long rows,
    double effective,
    long awaited) {}
