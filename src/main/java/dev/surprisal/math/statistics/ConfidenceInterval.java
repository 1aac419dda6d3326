package dev.surprisal.math.statistics;

import dev.surprisal.math.InformationUnit;

/**
 * The values that the data do not contradict, at level 1 − α. Both ends are NaN where the data
 * allow no interval.
 *
 * @param lower the lower end
 * @param upper the upper end
 */
public record ConfidenceInterval(double lower, double upper) {
  public ConfidenceInterval {
    if (lower > upper) {
      throw new IllegalArgumentException(
          "Invalid interval: [%s, %s] (the lower end must not be above the upper)"
              .formatted(lower, upper));
    }
  }

  /**
   * The interval of an effect that a test was made of: it holds 0 where the test does not tell the
   * effect from 0, also where the test, which is more careful than the interval, decides so.
   *
   * @param effect the effect
   * @param margin half the interval's width
   * @param isSignificant whether the test's p-value is below the interval's α
   */
  public static ConfidenceInterval around(double effect, double margin, boolean isSignificant) {
    ConfidenceInterval interval = new ConfidenceInterval(effect - margin, effect + margin);
    return isSignificant ? interval : interval.including(0);
  }

  /**
   * Wilson's score interval of a share, which holds for shares near 0 and 1 too; E. B. Wilson, <a
   * href="https://doi.org/10.1080/01621459.1927.10502953">Probable Inference, the Law of
   * Succession, and Statistical Inference</a> (1927).
   *
   * @param share the share
   * @param rows the rows that it is of; as many independent ones as know as much
   * @param z the two-sided quantile of the normal distribution
   */
  public static ConfidenceInterval ofShare(double share, double rows, double z) {
    double middle = (share + z * z / (2 * rows)) / (1 + z * z / rows);
    double half =
        z * Math.sqrt(share * (1 - share) / rows + z * z / (4 * rows * rows)) / (1 + z * z / rows);
    // The ends of an all or nothing are 0 and 1, not what rounding makes of them.
    return new ConfidenceInterval(
        share == 0 ? 0 : Math.max(0, middle - half), share == 1 ? 1 : Math.min(1, middle + half));
  }

  /** The least interval that holds these values and another. */
  public ConfidenceInterval including(double value) {
    return new ConfidenceInterval(Math.min(lower, value), Math.max(upper, value));
  }

  /** The same of a figure that cannot be less than the given value: no end is. */
  public ConfidenceInterval atLeast(double least) {
    return new ConfidenceInterval(Math.max(least, lower), Math.max(least, upper));
  }

  /** An interval in nats, in the given unit. */
  public ConfidenceInterval in(InformationUnit unit) {
    return new ConfidenceInterval(unit.fromNats(lower), unit.fromNats(upper));
  }
}
