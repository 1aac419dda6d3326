package dev.surprisal.math.statistics;

/**
 * The values that the data do not contradict. Both ends are NaN where the data allow no interval.
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
}
