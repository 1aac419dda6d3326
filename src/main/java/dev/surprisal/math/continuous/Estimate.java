package dev.surprisal.math.continuous;

import dev.surprisal.api.PublicApi;

/**
 * A figure with the error that the computation achieved.
 *
 * @param value the figure
 * @param error how far off it is estimated to be at most; +∞ if the computation did not converge
 */
@PublicApi
public record Estimate(double value, double error) {
  public Estimate {
    if (error < 0) {
      throw new IllegalArgumentException("Invalid error: %s (must be at least 0)".formatted(error));
    }
  }

  /** A closed form: rounded a few times, relative to the figure and to its largest term. */
  static Estimate closed(double value) {
    return new Estimate(value, 1e-14 * Math.max(1.0, Double.isFinite(value) ? Math.abs(value) : 1));
  }
}
