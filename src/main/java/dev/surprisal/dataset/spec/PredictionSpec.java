package dev.surprisal.dataset.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The prediction dataset.
 *
 * @param source where it is read from
 * @param key the columns that, with the version, tell one prediction from another; empty where the
 *     label stands beside the prediction and duplicates cannot be told
 * @param probability the prediction distribution
 * @param timestamp a column or SQL expression: when the prediction was made; null where nobody
 *     knows, and all rows are one window
 * @param version a column or SQL expression: the model's version, or null where there is only one
 * @param label a column or SQL expression: the label beside the prediction, or null where labels
 *     are a dataset of their own
 * @param duplicates which of several predictions of the same key and version counts
 * @param weight a column or SQL expression: how many rows a row stands for, or null where each
 *     counts once
 * @param unlabelled values of the label that stand for one that is not known yet
 */
public record PredictionSpec(
    SourceSpec source,
    List<String> key,
    ProbabilitySpec probability,
    @Nullable String timestamp,
    @Nullable String version,
    @Nullable String label,
    DuplicatePolicy duplicates,
    @Nullable String weight,
    List<String> unlabelled) {

  /** Copies the lists. */
  public PredictionSpec {
    key = List.copyOf(key);
    unlabelled = List.copyOf(unlabelled);
  }
}
