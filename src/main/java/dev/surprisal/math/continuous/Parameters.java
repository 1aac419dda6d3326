package dev.surprisal.math.continuous;

import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.LogGamma;

/** What the families of densities ask of their parameters, and the functions they share. */
final class Parameters {
  private Parameters() {}

  static void requireFinite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("Invalid %s: %s (must be finite)".formatted(name, value));
    }
  }

  static void requirePositive(String name, double value) {
    if (!(value > 0 && value <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "Invalid %s: %s (must be positive and finite)".formatted(name, value));
    }
  }

  static double logGamma(double x) {
    return LogGamma.value(x);
  }

  static double logBeta(double a, double b) {
    return LogBeta.value(a, b);
  }
}
