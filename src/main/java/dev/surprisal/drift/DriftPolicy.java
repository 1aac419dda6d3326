package dev.surprisal.drift;

/**
 * When a difference is worth an alarm.
 *
 * @param alpha the false discovery rate held over all comparisons of a run, in (0, 1)
 * @param minRows the rows that each side needs for a judgement, at least 2
 * @param minKlDivergence the effect threshold on distributions, in nats, at least 0
 * @param minLogLoss the effect threshold on the log loss, in nats, at least 0
 */
public record DriftPolicy(double alpha, long minRows, double minKlDivergence, double minLogLoss) {

  /** α = 5 %, 100 rows, 0.01 nats of divergence, 0.02 nats of log loss. */
  public static final DriftPolicy DEFAULT = new DriftPolicy(0.05, 100, 0.01, 0.02);

  /** Checks the bounds. */
  public DriftPolicy {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("Invalid drift.alpha: " + alpha + " (must be in (0, 1))");
    }
    if (minRows < 2) {
      throw new IllegalArgumentException(
          "Invalid drift.min_rows: " + minRows + " (must be at least 2)");
    }
    if (!(minKlDivergence >= 0) || !(minLogLoss >= 0)) {
      throw new IllegalArgumentException(
          "Invalid drift.min_effect: kl_divergence "
              + minKlDivergence
              + ", log_loss "
              + minLogLoss
              + " (must be at least 0)");
    }
  }

  /** The effect threshold of a comparison, in nats. */
  public double minEffect(ComparisonKind kind) {
    return kind == ComparisonKind.LOG_LOSS ? minLogLoss : minKlDivergence;
  }
}
