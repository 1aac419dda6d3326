package dev.surprisal.drift;

import dev.surprisal.profile.TimeRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the run as a whole came to.
 *
 * @param state the loudest state of any finding that was judged; {@link State#NO_DATA} or {@link
 *     State#INSUFFICIENT_DATA} where none could be
 * @param sentence the verdict in words
 * @param versions the verdict on each model version, in the versions' order
 */
public record Verdict(State state, String sentence, List<VersionVerdict> versions) {

  /**
   * The verdict on one version.
   *
   * @param version the model's version, or null where the model has none
   * @param state the loudest state of its findings
   * @param firstAlert the first window whose log loss alerts, or null where none does
   * @param alerts the number of its findings that alert
   * @param sentence the verdict in words
   */
  public record VersionVerdict(
      @Nullable String version,
      State state,
      @Nullable TimeRange firstAlert,
      long alerts,
      String sentence) {}
}
