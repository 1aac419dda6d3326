package dev.surprisal.drift;

import dev.surprisal.math.InformationUnit;

/**
 * A confidence interval at level 1 − α.
 *
 * @param lower the lower end
 * @param upper the upper end
 */
public record Interval(double lower, double upper) {

  /** An interval in nats, in the given unit. */
  public Interval in(InformationUnit unit) {
    return new Interval(unit.fromNats(lower), unit.fromNats(upper));
  }
}
