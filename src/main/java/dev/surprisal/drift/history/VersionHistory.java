package dev.surprisal.drift.history;

import dev.surprisal.drift.finding.DriftPolicy;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.cube.Series;
import org.jspecify.annotations.Nullable;

/**
 * What the windows of a version show together, all rows.
 *
 * @param changePoint when the log loss changed, if it did
 * @param lifetime the evidence for an alarm for life, or null where it was not asked for
 * @param expected the log loss that the current rows are expected to have, in nats
 * @param expectedAccuracy the accuracy that they are expected to have
 */
public record VersionHistory(
    @Nullable ChangePoint changePoint,
    @Nullable SequentialAlarm lifetime,
    ExpectedScores.Estimate expected,
    ExpectedScores.Estimate expectedAccuracy) {

  public static VersionHistory of(DriftPolicy policy, InformationUnit unit, Series series) {
    ExpectedScores scores = new ExpectedScores(policy.alpha(), series);
    return new VersionHistory(
        ChangePoint.of(series, policy.alpha(), policy.minRows())
            .map(point -> point.in(unit))
            .orElse(null),
        policy.lifetime() ? new SequentialMonitor(policy, series).watch() : null,
        scores.logLoss(series.current()),
        scores.accuracy(series.current()));
  }
}
