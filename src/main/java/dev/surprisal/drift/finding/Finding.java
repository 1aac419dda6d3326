package dev.surprisal.drift.finding;

import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One comparison of current rows with the reference. Figures of information stand in the report's
 * unit. A figure that does not exist is null and never a number.
 *
 * @param question what was compared with what
 * @param scope the rows compared
 * @param difference how much they differ
 * @param judgement what that came to
 * @param measures further figures
 * @param referenceRows the rows on the reference's side
 * @param currentRows the rows on the current side
 * @param sentence the finding in words, with figures and units
 */
public record Finding(
    Question question,
    Scope scope,
    Difference difference,
    Judgement judgement,
    Map<MeasureKey, Double> measures,
    long referenceRows,
    long currentRows,
    String sentence) {

  /**
   * What was compared with what.
   *
   * @param comparison what was compared
   * @param subject the column compared, or null where it is none
   * @param version the model's version, or null where the model has none
   * @param baseline what it was compared with
   */
  public record Question(
      ComparisonKind comparison,
      @Nullable String subject,
      @Nullable String version,
      Baseline baseline) {}

  /**
   * The rows compared.
   *
   * @param slice the slice
   * @param span how much of the current time
   * @param window the window, or null for the whole current range; of several windows that lack
   *     rows, the stretch from the first to the last
   * @param folded the windows that lack rows and that the finding tells of together, or null where
   *     it is of one window or range
   */
  public record Scope(
      Slice slice, Span span, @Nullable TimeRange window, @Nullable InsufficientWindows folded) {}

  /**
   * How much the two sides differ.
   *
   * @param unit the unit of these figures and of the threshold: that of information, or {@code
   *     ratio}
   * @param effect the effect with its expected bias taken off; +∞ where a loss became infinite
   * @param observed the effect as measured, before that correction
   * @param interval the confidence interval of the effect
   * @param noiseFloor what chance alone reaches in a share α of comparisons without drift
   */
  public record Difference(
      String unit,
      @Nullable Double effect,
      @Nullable Double observed,
      @Nullable ConfidenceInterval interval,
      @Nullable Double noiseFloor) {

    /** Of what could not be compared. */
    public static Difference unknown(String unit) {
      return new Difference(unit, null, null, null, null);
    }
  }

  /**
   * What a difference came to beside all others of the run.
   *
   * @param state the state
   * @param pValue the probability of such a difference without drift
   * @param pAdjusted the p-value adjusted for all comparisons of the run ({@link Correction}), and
   *     at least as adjusted for those of the same version and comparison, or of the same version
   * @param threshold the least effect worth an alarm
   * @param skipped why nothing was judged, or null where something was
   */
  public record Judgement(
      FindingState state,
      @Nullable Double pValue,
      @Nullable Double pAdjusted,
      double threshold,
      @Nullable SkipReason skipped) {

    /** One that does not wait for labels. */
    public Judgement(
        FindingState state, @Nullable Double pValue, @Nullable Double pAdjusted, double threshold) {
      this(state, pValue, pAdjusted, threshold, skipped(state));
    }

    private static @Nullable SkipReason skipped(FindingState state) {
      return switch (state) {
        case NO_DATA -> SkipReason.NO_ROWS;
        case INSUFFICIENT_DATA -> SkipReason.TOO_FEW_ROWS;
        default -> null;
      };
    }

    /** The same, where labels are what it lacks. */
    public Judgement awaitingLabels() {
      return new Judgement(state, pValue, pAdjusted, threshold, SkipReason.AWAITING_LABELS);
    }
  }

  /** What was compared. */
  public ComparisonKind comparison() {
    return question.comparison();
  }

  /** The column compared, or null where it is none. */
  public @Nullable String subject() {
    return question.subject();
  }

  /** The model's version, or null where the model has none. */
  public @Nullable String version() {
    return question.version();
  }

  /** What it was compared with. */
  public Baseline baseline() {
    return question.baseline();
  }

  /** The slice compared. */
  public Slice slice() {
    return scope.slice();
  }

  /** How much of the current time was compared. */
  public Span span() {
    return scope.span();
  }

  /** The window compared, or null for the whole current range. */
  public @Nullable TimeRange window() {
    return scope.window();
  }

  /** The windows that it tells of together, or null where it is of one window or range. */
  public @Nullable InsufficientWindows folded() {
    return scope.folded();
  }

  /** The unit of the difference's figures. */
  public String unit() {
    return difference.unit();
  }

  /** The effect with its expected bias taken off. */
  public @Nullable Double effect() {
    return difference.effect();
  }

  /** The confidence interval of the effect. */
  public @Nullable ConfidenceInterval interval() {
    return difference.interval();
  }

  /** What it came to. */
  public FindingState state() {
    return judgement.state();
  }

  /** Whether it is of all rows over the whole current range. */
  public boolean isWhole() {
    return scope.slice().isAll() && scope.span() == Span.RANGE;
  }

  /** Whether it is of the log loss of all rows over the whole current range. */
  public boolean isHeadline() {
    return isWhole() && question.comparison() == ComparisonKind.LOG_LOSS;
  }

  /** How many comparisons it tells of. */
  public int comparisons() {
    return scope.folded() == null ? 1 : scope.folded().count();
  }
}
