package dev.surprisal.drift;

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
record VersionHistory(
    @Nullable ChangePoint changePoint,
    @Nullable LifetimeAlarm lifetime,
    ExpectedScores.Estimate expected,
    ExpectedScores.Estimate expectedAccuracy) {

  static VersionHistory of(DriftPolicy policy, InformationUnit unit, Series series) {
    ExpectedScores scores = new ExpectedScores(policy.alpha(), series);
    return new VersionHistory(
        ChangePoint.of(series, policy.alpha(), policy.minRows())
            .map(point -> point.in(unit))
            .orElse(null),
        policy.lifetime() ? new LifetimeWatch(policy, series).watch() : null,
        scores.logLoss(series.current()),
        scores.accuracy(series.current()));
  }

  /** What is to be expected, where nothing is known; nothing where no estimate could be made. */
  String expectation(InformationUnit unit) {
    if (Double.isNaN(expected.value())) {
      return "";
    }
    return " Estimated log loss without labels: "
        + Words.amount(unit.fromNats(expected.value()))
        + " "
        + unit.label()
        + " ("
        + Words.amount(unit.fromNats(expected.lower()))
        + " to "
        + Words.amount(unit.fromNats(expected.upper()))
        + "), accuracy "
        + Words.percent(expectedAccuracy.value())
        + " (assuming calibration has not changed since the reference).";
  }
}
