package dev.surprisal.drift.narrative;

import dev.surprisal.drift.finding.DriftPolicy;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.drift.limit.FigureEstimate;
import dev.surprisal.drift.limit.LimitCheck;
import dev.surprisal.drift.limit.LimitMetric;
import dev.surprisal.drift.limit.LimitPolicy.Bound;
import dev.surprisal.drift.limit.LimitPolicy.Limit;
import dev.surprisal.format.Words;
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
  String of(LimitCheck check, String unit) {
    FigureEstimate estimate = check.estimate();
    Limit limit = check.limit();
    String who = who(check);
    String key = " (" + limit.key() + ").";
    if (estimate == null) {
      return Words.sentence(who + " was not held against its limit: " + lack(check) + key);
    }
    String in = NAMED.contains(unit) ? " " + unit : "";
    return Words.sentence(
        who
            + " is "
            + figure(estimate.value(), limit)
            + in
            + interval(estimate, limit)
            + ", "
            + beside(check, estimate)
            + bound(limit)
            + in
            + key
            + (check.state() == FindingState.WARN
                ? " Its confidence interval includes the limit, so this is not certain."
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
          + Words.count(check.awaited())
          + " of "
          + Words.count(check.rows())
          + " labels, within labels.lag";
    }
    if (check.rows() == 0) {
      return "there are no " + rows;
    }
    boolean uneven = check.effective() < check.rows();
    return check.effective() < policy.minRows()
        ? Words.count(check.rows())
            + " "
            + rows
            + (uneven ? " that weigh like " + Words.number(check.effective()) : "")
            + ", the minimum is "
            + Words.count(policy.minRows())
            + ", drift.min_rows"
        : "these " + rows + " do not define it";
  }

  private String interval(FigureEstimate estimate, Limit limit) {
    ConfidenceInterval interval = estimate.interval();
    // A count, and an infinite loss, are what they are.
    return interval.lower() == interval.upper() && !isShare(limit)
        ? ""
        : " ("
            + Words.level(policy.alpha())
            + " CI "
            + figure(interval.lower(), limit)
            + "–"
            + figure(interval.upper(), limit)
            + ")";
  }

  private static boolean isShare(Limit limit) {
    return limit.metric().unit() == MetricUnit.RATIO;
  }

  /** One digit more than the limit has, so that the two do not look the same. */
  private static String figure(double figure, Limit limit) {
    int decimals = Math.max(0, BigDecimal.valueOf(limit.value()).stripTrailingZeros().scale()) + 1;
    if (limit.metric().isCount()) {
      return Words.count((long) figure);
    }
    if (decimals <= USUAL_DECIMALS || !Double.isFinite(figure)) {
      return Words.amount(figure);
    }
    String plain =
        BigDecimal.valueOf(figure).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    return plain.startsWith("-") ? "−" + plain.substring(1) : plain;
  }

  /** The limit as it was written. */
  private static String bound(Limit limit) {
    if (limit.metric().isCount() && limit.value() == Math.rint(limit.value())) {
      return Words.count((long) limit.value());
    }
    String plain = BigDecimal.valueOf(limit.value()).stripTrailingZeros().toPlainString();
    return plain.startsWith("-") ? "−" + plain.substring(1) : plain;
  }

  private static String who(LimitCheck check) {
    String window =
        check.window() == null
            ? ""
            : Words.range(check.window())
                + (check.span() == Span.SLIDING_WINDOW ? ", together, " : ", ");
    Slice slice = check.limit().slice();
    return window
        + (check.limit().metric() == LimitMetric.ACCURACY ? "" : "the ")
        + check.limit().metric().words()
        + (check.version() == null ? "" : " of " + check.version())
        + (slice.isAll() ? "" : " where " + slice.label());
  }
}
