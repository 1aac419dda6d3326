package dev.surprisal.drift;

import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One comparison of current rows with the reference. Figures of information stand in the report's
 * unit. A figure that does not exist is null and never a number.
 *
 * @param comparison what was compared
 * @param subject the column compared, or null where it is none
 * @param version the model's version, or null where the model has none
 * @param slice the rows compared
 * @param span how much of the current time was compared
 * @param window the window compared, or null for the whole current range; of several windows that
 *     lack rows, the stretch from the first to the last
 * @param baseline what it was compared with
 * @param statistic the figure that the effect is
 * @param unit the unit of effect, interval, noise floor and threshold: that of information, or
 *     {@code ratio}
 * @param effect the effect with its expected bias taken off; +∞ where a loss became infinite
 * @param observed the effect as measured, before that correction
 * @param interval the confidence interval of the effect
 * @param noiseFloor what chance alone reaches in a share α of comparisons without drift
 * @param pValue the probability of such a difference without drift
 * @param pAdjusted the p-value adjusted for all comparisons of the run ({@link Correction}), and at
 *     least as adjusted for those of the same version and comparison, or of the same version
 * @param threshold the least effect worth an alarm
 * @param state what it came to
 * @param measures further figures by full name, e.g. {@code g}, {@code js_divergence}, {@code psi}
 * @param referenceRows the rows on the reference's side
 * @param currentRows the rows on the current side
 * @param sentence the finding in words, with figures and units
 * @param folded the windows that lack rows and that this finding tells of together, or null where
 *     it is of one window or range
 */
public record Finding(
    ComparisonKind comparison,
    @Nullable String subject,
    @Nullable String version,
    Slice slice,
    Span span,
    @Nullable TimeRange window,
    Baseline baseline,
    String statistic,
    String unit,
    @Nullable Double effect,
    @Nullable Double observed,
    @Nullable Interval interval,
    @Nullable Double noiseFloor,
    @Nullable Double pValue,
    @Nullable Double pAdjusted,
    double threshold,
    State state,
    Map<String, Double> measures,
    long referenceRows,
    long currentRows,
    String sentence,
    @Nullable FoldedWindows folded) {

  /** Of one window or range. */
  public Finding(
      ComparisonKind comparison,
      @Nullable String subject,
      @Nullable String version,
      Slice slice,
      Span span,
      @Nullable TimeRange window,
      Baseline baseline,
      String statistic,
      String unit,
      @Nullable Double effect,
      @Nullable Double observed,
      @Nullable Interval interval,
      @Nullable Double noiseFloor,
      @Nullable Double pValue,
      @Nullable Double pAdjusted,
      double threshold,
      State state,
      Map<String, Double> measures,
      long referenceRows,
      long currentRows,
      String sentence) {
    this(
        comparison,
        subject,
        version,
        slice,
        span,
        window,
        baseline,
        statistic,
        unit,
        effect,
        observed,
        interval,
        noiseFloor,
        pValue,
        pAdjusted,
        threshold,
        state,
        measures,
        referenceRows,
        currentRows,
        sentence,
        null);
  }

  /** How many comparisons it tells of. */
  public int comparisons() {
    return folded == null ? 1 : folded.count();
  }
}
