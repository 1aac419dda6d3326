package dev.surprisal.drift;

import dev.surprisal.math.InformationUnit;

/**
 * A confidence interval at level 1 − α.
 *
 * @param lower the lower end
 * @param upper the upper end
 */
public record Interval(double lower, double upper) {

  /**
   * The interval of an effect that a test was made of: it holds 0 where the test does not tell the
   * effect from 0, also where the test, which is more careful than the interval, decides so.
   *
   * @param effect the effect
   * @param margin half the interval's width
   * @param isSignificant whether the test's p-value is below the interval's α
   */
  static Interval around(double effect, double margin, boolean isSignificant) {
    Interval interval = new Interval(effect - margin, effect + margin);
    return isSignificant ? interval : interval.including(0);
  }

  /** The least interval that holds these values and another. */
  Interval including(double value) {
    return new Interval(Math.min(lower, value), Math.max(upper, value));
  }

  /** An interval in nats, in the given unit. */
  public Interval in(InformationUnit unit) {
    return new Interval(unit.fromNats(lower), unit.fromNats(upper));
  }
}
