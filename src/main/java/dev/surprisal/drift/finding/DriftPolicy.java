package dev.surprisal.drift.finding;

import java.util.Set;

/**
 * When a difference is worth an alarm.
 *
 * @param alpha the false discovery rate held over all comparisons of a run, in (0, 1)
 * @param correction how p-values are adjusted to hold it
 * @param minRows the rows that each side needs for a judgement, at least 2
 * @param minKlDivergence the effect threshold on distributions, in nats, at least 0
 * @param minLogLoss the effect threshold on the log loss and its parts, in nats, at least 0
 * @param minRatio the effect threshold on shares and scores, such as the accuracy, at least 0
 * @param minVolume the effect threshold on the number of rows, as a share of the usual number, at
 *     least 0
 * @param previous whether each window is also compared with the one before it
 * @param lifetime whether evidence is gathered over the whole current range, for an alarm whose
 *     probability of ever being false is at most α
 * @param additional the comparisons that are made besides those that always are, each {@linkplain
 *     ComparisonKind#isOnRequest on request}
 */
public record DriftPolicy(
    double alpha,
    Correction correction,
    long minRows,
    double minKlDivergence,
    double minLogLoss,
    double minRatio,
    double minVolume,
    boolean previous,
    boolean lifetime,
    Set<ComparisonKind> additional) {

  /** α = 5 %, 100 rows, 0.01 nats of divergence, 0.02 nats of log loss, 2 points, half the rows. */
  public static final DriftPolicy DEFAULT =
      new DriftPolicy(
          0.05, Correction.BENJAMINI_HOCHBERG, 100, 0.01, 0.02, 0.02, 0.5, false, false);

  /** The comparisons that are always made. */
  public DriftPolicy(
      double alpha,
      Correction correction,
      long minRows,
      double minKlDivergence,
      double minLogLoss,
      double minRatio,
      double minVolume,
      boolean previous,
      boolean lifetime) {
    this(
        alpha,
        correction,
        minRows,
        minKlDivergence,
        minLogLoss,
        minRatio,
        minVolume,
        previous,
        lifetime,
        Set.of());
  }

  /** The same with other comparisons besides. */
  public DriftPolicy with(Set<ComparisonKind> comparisons) {
    return new DriftPolicy(
        alpha,
        correction,
        minRows,
        minKlDivergence,
        minLogLoss,
        minRatio,
        minVolume,
        previous,
        lifetime,
        comparisons);
  }

  /** Checks the bounds. */
  public DriftPolicy {
    additional = Set.copyOf(additional);
    for (ComparisonKind kind : additional) {
      if (!kind.isOnRequest()) {
        throw new IllegalArgumentException(
            "Invalid drift.additional_comparisons: " + kind.label() + " (is not on request)");
      }
    }
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("Invalid drift.alpha: " + alpha + " (must be in (0, 1))");
    }
    if (minRows < 2) {
      throw new IllegalArgumentException(
          "Invalid drift.min_rows: " + minRows + " (must be at least 2)");
    }
    requireNotNegative(EffectThreshold.KL_DIVERGENCE, minKlDivergence);
    requireNotNegative(EffectThreshold.LOG_LOSS, minLogLoss);
    requireNotNegative(EffectThreshold.RATIO, minRatio);
    requireNotNegative(EffectThreshold.VOLUME, minVolume);
  }

  private static void requireNotNegative(EffectThreshold of, double threshold) {
    if (!(threshold >= 0)) {
      throw new IllegalArgumentException(
          "Invalid " + of.key() + ": " + threshold + " (must be at least 0)");
    }
  }

  /** The effect threshold of a comparison, in nats where it is an amount of information. */
  public double minEffect(ComparisonKind kind) {
    return switch (kind.threshold()) {
      case KL_DIVERGENCE -> minKlDivergence;
      case LOG_LOSS -> minLogLoss;
      case RATIO -> minRatio;
      case VOLUME -> minVolume;
    };
  }
}
