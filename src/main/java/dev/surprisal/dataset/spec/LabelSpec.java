package dev.surprisal.dataset.spec;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The label dataset.
 *
 * @param source where it is read from
 * @param key the columns that match the prediction key, in the same order
 * @param label a column or SQL expression: class name, class index, boolean, or a distribution
 * @param timestamp a column or SQL expression: when the label arrived, or null where unknown
 * @param duplicates which of several labels of the same key counts
 * @param maxLabelDelay how long labels are waited for; null where for ever
 * @param unlabelled values that stand for a label that is not known yet
 */
public record LabelSpec(
    SourceSpec source,
    List<String> key,
    String label,
    @Nullable String timestamp,
    DuplicatePolicy duplicates,
    @Nullable Duration maxLabelDelay,
    List<String> unlabelled) {

  /** Copies the lists. */
  public LabelSpec {
    key = List.copyOf(key);
    unlabelled = List.copyOf(unlabelled);
  }
}
