package dev.surprisal.drift.narrative;

import dev.surprisal.drift.finding.DriftPolicy;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.limit.FigureEstimate;
import dev.surprisal.drift.limit.LimitCheck;
import dev.surprisal.drift.limit.LimitPolicy.Bound;
import dev.surprisal.drift.limit.LimitPolicy.Limit;
import dev.surprisal.format.Figures;
import dev.surprisal.format.Phrases;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.profile.MetricUnit;
import dev.surprisal.profile.cube.Slice;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Set;

/**
 * Puts a figure beside its limit into words: {@code Accuracy of v2 is 0.712 (95 % CI 0.69–0.733),
 * below the limit of 0.75 (limits.metrics.accuracy.min).}
 *
 * @param policy the level of the intervals and the fewest rows
 */
record LimitSentences(DriftPolicy policy) {

  private static final int USUAL_DECIMALS = 3;

  /** Units that a sentence names beside a figure. */
  private static final Set<String> NAMED = Set.of("nats", "bits", "classes");

  /**
   * The sentence.
   *
   * @param unit the figure's unit
   */
  String sentence(LimitCheck check, String unit) {
    FigureEstimate estimate = check.estimate();
    Limit limit = check.limit();
    String who = who(check);
    if (estimate == null) {
      return Phrases.capitalized(
          who + " not evaluated against " + limit.key() + ": " + lack(check) + ".");
    }
    String in = NAMED.contains(unit) ? " " + unit : "";
    return Phrases.capitalized(
        who
            + " is "
            + figure(estimate.value(), limit)
            + in
            + interval(estimate, limit)
            + ", "
            + beside(check, estimate)
            + bound(limit)
            + in
            + " ("
            + limit.key()
            + ")."
            + (check.state() == FindingState.WARN
                ? " Not certain: the confidence interval includes the limit."
                : ""));
  }

  private static String beside(LimitCheck check, FigureEstimate estimate) {
    boolean beyond = check.limit().isBeyond(estimate.value());
    if (check.limit().bound() == Bound.MIN) {
      return beyond ? "below the limit of " : "not below the limit of ";
    }
    return beyond ? "above the limit of " : "not above the limit of ";
  }

  private String lack(LimitCheck check) {
    String rows = check.limit().metric().rows();
    if (check.awaited() > 0) {
      return "still waiting for "
          + Figures.count(check.awaited())
          + " of "
          + Figures.count(check.rows())
          + " labels (within labels.lag)";
    }
    if (check.rows() == 0) {
      return "no " + rows;
    }
    boolean uneven = check.effective() < check.rows();
    return check.effective() < policy.minRows()
        ? Figures.count(check.rows())
            + " "
            + rows
            + (uneven ? " (effective sample size " + Figures.number(check.effective()) + ")" : "")
            + ", minimum is "
            + Figures.count(policy.minRows())
            + " (drift.min_rows)"
        : "undefined for these " + rows;
  }

  private String interval(FigureEstimate estimate, Limit limit) {
    ConfidenceInterval interval = estimate.interval();
    // A count, and an infinite loss, are what they are.
    return interval.lower() == interval.upper() && !isShare(limit)
        ? ""
        : " ("
            + Figures.level(policy.alpha())
            + " CI "
            + Figures.interval(figure(interval.lower(), limit), figure(interval.upper(), limit))
            + ")";
  }

  private static boolean isShare(Limit limit) {
    return limit.metric().unit() == MetricUnit.RATIO;
  }

  /** One digit more than the limit has, so that the two do not look the same. */
  private static String figure(double figure, Limit limit) {
    int decimals = Math.max(0, BigDecimal.valueOf(limit.value()).stripTrailingZeros().scale()) + 1;
    if (limit.metric().isCount()) {
      return Figures.count((long) figure);
    }
    if (decimals <= USUAL_DECIMALS || !Double.isFinite(figure)) {
      return Figures.amount(figure);
    }
    String plain =
        BigDecimal.valueOf(figure).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    return plain.startsWith("-") ? "−" + plain.substring(1) : plain;
  }

  /** The limit as it was written. */
  private static String bound(Limit limit) {
    if (limit.metric().isCount() && limit.value() == Math.rint(limit.value())) {
      return Figures.count((long) limit.value());
    }
    String plain = BigDecimal.valueOf(limit.value()).stripTrailingZeros().toPlainString();
    return plain.startsWith("-") ? "−" + plain.substring(1) : plain;
  }

  private static String who(LimitCheck check) {
    String window = check.window() == null ? "" : TimeOpening.of(check.span(), check.window());
    Slice slice = check.limit().slice();
    return window
        + check.limit().metric().words()
        + (check.version() == null ? "" : " of " + check.version())
        + (slice.isAll() ? "" : " on " + slice.label());
  }
}
