package dev.surprisal.drift.classifier;

import dev.surprisal.math.statistics.ConfidenceInterval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well the current rows of a version can be told from its reference rows by their columns. A
 * figure that does not exist is null and never a number.
 *
 * @param version the version, or null where the model has none
 * @param referenceRows the sampled rows of the reference
 * @param currentRows the sampled current rows
 * @param area the area under the ROC curve of the scores of rows that the classifier did not learn
 *     from: ½ where they cannot be told apart, 1 where each one can
 * @param interval its confidence interval
 * @param pValue the probability of such an area or a larger one if rows are independent and nothing
 *     differs
 * @param divergence at least so much is D(current‖reference) of the columns together, in nats; at
 *     least 0
 * @param divergenceInterval its confidence interval, cut at 0
 * @param usual the area of the same classifier between the earlier and the later half of the
 *     reference's rows: what time does without being drift
 * @param carriers the columns, those that carry most first
 */
public record Separation(
    @Nullable String version,
    long referenceRows,
    long currentRows,
    @Nullable Double area,
    @Nullable ConfidenceInterval interval,
    @Nullable Double pValue,
    @Nullable Double divergence,
    @Nullable ConfidenceInterval divergenceInterval,
    @Nullable Double usual,
    List<Carrier> carriers) {

  /** Copies the list. */
  public Separation {
    carriers = List.copyOf(carriers);
  }

  /**
   * What a column carries.
   *
   * @param column the column
   * @param drop what the area loses where the column's values are shuffled among the rows
   * @param share its part of all such losses; 0 where it gains, null where no column loses or the
   *     area is not significant
   */
  public record Carrier(String column, double drop, @Nullable Double share) {}
}
