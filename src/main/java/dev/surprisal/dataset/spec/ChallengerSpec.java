package dev.surprisal.dataset.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The second prediction set: the same keys, scored by another model or version.
 *
 * @param name what the report calls it
 * @param source where it is read from
 * @param key the columns that match the prediction key, in the same order
 * @param probability its prediction distribution
 * @param timestamp a column or SQL expression: when it was predicted, or null where unknown; of
 *     several predictions of a key the latest counts
 * @param where an SQL condition on its rows, or null for all of them
 */
public record ChallengerSpec(
    String name,
    SourceSpec source,
    List<String> key,
    ProbabilitySpec probability,
    @Nullable String timestamp,
    @Nullable String where) {

  /** Copies the key. */
  public ChallengerSpec {
    key = List.copyOf(key);
  }
}
