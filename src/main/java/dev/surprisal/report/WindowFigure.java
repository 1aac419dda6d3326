package dev.surprisal.report;

import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.time.TimeRange;
import org.jspecify.annotations.Nullable;

/**
 * What a report told of one window and version, to be held against what the next one tells.
 *
 * @param window the window
 * @param version the model's version, or null where the model has none
 * @param revision how often the window was profiled
 * @param logLoss the log loss in nats; may be infinite; null where no row has a label
 * @param labelCoverage the share of the predictions that have a label; null where there are none
 */
public record WindowFigure(
    TimeRange window,
    @Nullable String version,
    int revision,
    @Nullable Double logLoss,
    @Nullable Double labelCoverage) {

  /** The log loss in another unit. */
  public @Nullable Double logLoss(InformationUnit unit) {
    return logLoss == null ? null : (Double) unit.fromNats(logLoss);
  }
}
