package dev.surprisal.drift.limit;

import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.profile.cube.Slice;
import java.util.List;

/**
 * The limits that people set to figures, whatever the reference did.
 *
 * @param limits the limits, in the order of the configuration
 */
public record LimitPolicy(List<Limit> limits) {

  /** No limit. */
  public static final LimitPolicy NONE = new LimitPolicy(List.of());

  /** Copies the list. */
  public LimitPolicy {
    limits = List.copyOf(limits);
  }

  /** Which side of the figure is bounded. */
  public enum Bound {
    MIN,
    MAX
  }

  /**
   * One limit.
   *
   * @param metric the figure
   * @param slice the rows
   * @param bound whether the figure must not be below the value, or not above
   * @param value the limit, information in the report's unit
   * @param key the configuration's key of the limit, for sentences
   */
  public record Limit(LimitedFigure metric, Slice slice, Bound bound, double value, String key) {

    /** Checks the value. */
    public Limit {
      if (Double.isNaN(value)) {
        throw new IllegalArgumentException("Invalid " + key + ": NaN (must be a number)");
      }
    }

    /** Whether a figure lies beyond. */
    public boolean isBeyond(double figure) {
      return bound == Bound.MIN ? figure < value : figure > value;
    }

    /** Whether all of an interval lies beyond. */
    public boolean isBeyond(ConfidenceInterval interval) {
      return isBeyond(bound == Bound.MIN ? interval.upper() : interval.lower());
    }

    public ComparisonKind kind() {
      return bound == Bound.MIN ? ComparisonKind.LIMIT_MIN : ComparisonKind.LIMIT_MAX;
    }
  }
}
