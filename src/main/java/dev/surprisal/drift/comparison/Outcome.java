package dev.surprisal.drift.comparison;

import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.finding.Measure;
import dev.surprisal.math.statistics.ConfidenceInterval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison found, before it is judged beside the others of the run. Information in nats;
 * NaN is a failure to compute and becomes {@link FindingState#ERROR}.
 *
 * @param effect the effect with its expected bias taken off; +∞ where a loss became infinite
 * @param observed the effect as measured, without that correction
 * @param interval its confidence interval at level 1 − α
 * @param noiseFloor the effect that chance alone reaches in a share α of comparisons
 * @param pValue the probability of such a difference without drift
 * @param measures further figures
 * @param change the change for the sentence
 * @param power what could have been found; null where it is not known
 * @param usual the p-values of single windows of the reference against its others; empty where they
 *     are not known
 */
public record Outcome(
    double effect,
    double observed,
    ConfidenceInterval interval,
    double noiseFloor,
    double pValue,
    List<Measure> measures,
    Change change,
    @Nullable Power power,
    double[] usual) {

  private static final double[] UNKNOWN = {};

  public Outcome {
    measures = List.copyOf(measures);
  }

  /** One of which it is not known what could have been found. */
  public Outcome(
      double effect,
      double observed,
      ConfidenceInterval interval,
      double noiseFloor,
      double pValue,
      List<Measure> measures,
      Change change) {
    this(effect, observed, interval, noiseFloor, pValue, measures, change, null, UNKNOWN);
  }

  /** What could have been found with these rows and windows. */
  @FunctionalInterface
  public interface Power {

    /**
     * The least effect whose p-value is at most the given one and whose interval lies beyond the
     * threshold, to first order.
     */
    double leastEffect(double pValue, double threshold);
  }

  /** What changed, as a reader can picture it. */
  sealed interface Change {}

  /**
   * A mean.
   *
   * @param before the mean of the finite losses in the reference
   * @param after the mean of the current finite losses
   * @param infiniteBefore rows of infinite loss in the reference
   * @param infiniteAfter current rows of infinite loss
   */
  public record MeanChange(double before, double after, long infiniteBefore, long infiniteAfter)
      implements Change {}

  /**
   * The cell of a distribution whose share grew most.
   *
   * @param cell the cell, with its verb: {@code are null}, so that "40 % of rows are null" reads
   *     well
   * @param before its share of the reference
   * @param after its share of the current rows
   */
  public record ShareChange(String cell, double before, double after) implements Change {}

  /**
   * The category whose share moved most, and what the reference never had.
   *
   * @param most the category, null, or those not told apart
   * @param newcomers the most frequent category never seen in the reference; empty without any
   * @param unseen the share of the current rows in all such categories
   */
  public record CategoryChange(ShareChange most, List<String> newcomers, double unseen)
      implements Change {

    public CategoryChange {
      newcomers = List.copyOf(newcomers);
    }
  }

  /**
   * A number of rows.
   *
   * @param before the mean number a window in the reference
   * @param after the mean number a window now
   */
  public record VolumeChange(double before, double after) implements Change {}

  /** The same with other further figures. */
  Outcome with(List<Measure> others) {
    return new Outcome(
        effect, observed, interval, noiseFloor, pValue, others, change, power, usual);
  }

  /** The same with what could have been found, and what windows usually come to. */
  Outcome with(Power power, double[] usual) {
    return new Outcome(
        effect, observed, interval, noiseFloor, pValue, measures, change, power, usual);
  }

  /** The same with another p-value. */
  public Outcome withPValue(double other) {
    return new Outcome(
        effect, observed, interval, noiseFloor, other, measures, change, power, usual);
  }

  /** Whether a finite difference could be computed, or the loss became infinite. */
  public boolean isDefined() {
    return !Double.isNaN(pValue)
        && (Double.isFinite(effect) && Double.isFinite(interval.lower()) || isInfinite());
  }

  /** Whether the loss became infinite. */
  public boolean isInfinite() {
    return effect == Double.POSITIVE_INFINITY;
  }
}
