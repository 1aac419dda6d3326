package dev.surprisal.drift.comparison;

import dev.surprisal.drift.finding.Measure;
import dev.surprisal.drift.finding.MeasureKey;
import dev.surprisal.profile.Profile;
import java.util.List;

/**
 * What rows did whose label had a probability of 0, or one below the floor: a few of them, at 34
 * nats each, can be all of a rise of the log loss, which then says nothing of the other rows.
 */
public final class ClippedRows {

  private ClippedRows() {}

  /** Their number on both sides, and what they did to the mean, in nats; nothing without any. */
  static List<Measure> measures(Profile before, Profile after) {
    return before.clipped() + after.clipped() == 0
        ? List.of()
        : List.of(
            new Measure(MeasureKey.REFERENCE_CLIPPED_ROWS, before.clipped()),
            new Measure(MeasureKey.CURRENT_CLIPPED_ROWS, after.clipped()),
            new Measure(MeasureKey.CLIPPED_PART, after.clippedPart() - before.clippedPart()));
  }
}
