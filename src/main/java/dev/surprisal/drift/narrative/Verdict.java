package dev.surprisal.drift.narrative;

import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.history.ChangePoint;
import dev.surprisal.drift.history.SequentialAlarm;
import dev.surprisal.profile.time.TimeRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the run as a whole came to.
 *
 * @param state the most severe state of any version
 * @param sentence the verdict in words
 * @param versions the verdict on each model version, in the versions' order
 */
public record Verdict(FindingState state, String sentence, List<VersionVerdict> versions) {

  /**
   * The verdict on one version.
   *
   * @param version the model's version, or null where the model has none
   * @param state the most severe state of its findings that were judged; at least {@link
   *     FindingState#NO_DATA} or {@link FindingState#INSUFFICIENT_DATA} where that is the truth on
   *     the log loss of all rows over the whole current range
   * @param firstAlert the window in which the log loss of all rows began to alert, or null where no
   *     window does; a stray alert that none of the next two judged windows confirms is passed over
   *     where a confirmed one follows
   * @param lastAlert the last window in which the log loss of all rows alerts, or null where none
   *     does
   * @param alerts the number of its findings that alert
   * @param sentence the verdict in words
   * @param changePoint when the log loss of all rows changed, or null where it did not
   *     significantly or there are too few windows
   * @param lifetime the evidence of all windows together, or null where it was not asked for
   */
  public record VersionVerdict(
      @Nullable String version,
      FindingState state,
      @Nullable TimeRange firstAlert,
      @Nullable TimeRange lastAlert,
      long alerts,
      String sentence,
      @Nullable ChangePoint changePoint,
      @Nullable SequentialAlarm lifetime) {}
}
